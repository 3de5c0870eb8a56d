import type { StreamClock } from '../../../shared/domain/time'
import { toMaster } from '../../../shared/domain/time'
import { noteName, type Note } from '../../../shared/music/notes'
import { timeToX } from '../../session/viewport'
import type { Painting } from './lane-canvas'
import { tint } from './tint'

/** Notes with what drawing them needs to know of all of them. */
export interface NotesPicture {
  readonly notes: readonly Note[]
  readonly lowest: number
  readonly highest: number
  /** Length of the longest note, seconds: how far before the view a note that is seen may begin. */
  readonly longestSeconds: number
}

/** What drawing notes needs to know of all of them. */
export function notesPicture(notes: readonly Note[]): NotesPicture {
  let [lowest, highest, longestSeconds] = [127, 0, 0]
  for (const { pitch, startSeconds, endSeconds } of notes) {
    lowest = Math.min(lowest, pitch)
    highest = Math.max(highest, pitch)
    longestSeconds = Math.max(longestSeconds, endSeconds - startSeconds)
  }
  return { notes, lowest, highest, longestSeconds }
}

/** Percussion has no pitch; it is drawn paler. */
const DRUMS = 9
const PAD_PX = 3

/** Draw a piano roll: a bar for each note, high notes above, loud ones stronger, a line under every C. */
export function paintNotes(painting: Painting, picture: NotesPicture, clock: StreamClock): void {
  const { context, view, widthPx, heightPx, theme } = painting
  const { notes, lowest, highest, longestSeconds } = picture
  const rowPx = (heightPx - 2 * PAD_PX) / Math.max(6, highest - lowest + 1)
  const yOf = (pitch: number): number => heightPx - PAD_PX - (pitch - lowest + 1) * rowPx
  context.fillStyle = theme.grid
  for (let pitch = Math.ceil(lowest / 12) * 12; pitch <= highest; pitch += 12)
    context.fillRect(0, Math.round(yOf(pitch) + rowPx), widthPx, 1)
  const end = view.start + view.span
  for (let i = firstFrom(notes, clock, view.start - longestSeconds * 1e6 * 1.01); i < notes.length; i++) {
    const note = notes[i]
    if (!note) break
    const from = toMaster(clock, note.startSeconds * 1e6)
    if (from > end) break
    const to = toMaster(clock, note.endSeconds * 1e6)
    if (to < view.start) continue
    const x = timeToX({ ...view, widthPx }, from)
    const width = timeToX({ ...view, widthPx }, to) - x
    const share = note.channel === DRUMS ? 0.3 : 0.4 + 0.6 * note.velocity
    context.fillStyle = tint(theme.accent, theme.bg, Math.round(share * 10) / 10)
    // A gap of a pixel tells notes that repeat apart.
    context.fillRect(x, yOf(note.pitch), Math.max(1, width - (width > 4 ? 1 : 0)), Math.max(1.5, rowPx - 0.5))
  }
  if (heightPx < 40) return
  context.font = `10px ${theme.mono}`
  context.textBaseline = 'middle'
  context.fillStyle = theme.muted
  context.fillText(noteName(highest), 4, 8)
  context.fillText(noteName(lowest), 4, heightPx - 8)
}

/** Index of the first note that begins at or after a time of the recording. */
function firstFrom(notes: readonly Note[], clock: StreamClock, time: number): number {
  let low = 0
  let high = notes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (toMaster(clock, (notes[middle]?.startSeconds ?? 0) * 1e6) < time) low = middle + 1
    else high = middle
  }
  return low
}
