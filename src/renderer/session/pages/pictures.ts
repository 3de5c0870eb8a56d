import type { PageLabel } from '../../../shared/contract'
import type { Recording } from '../../../shared/domain/rows'
import { IMAGE_DURATION } from '../../../shared/documents/nominal'
import { micros } from '../../../shared/domain/time'
import { call, on } from '../../client'
import { currentAuthorId } from '../author'
import { asksForValue } from '../desk-values'
import { project } from '../project'
import { openRecording, selection } from '../selection'
import { makeStore } from '../store'
import { labelOver } from './label-over'
import { labelPictures } from './label-pictures'
import { chosenAttribute, openPage, pageChoice, pageStore, type ChosenAttribute } from './page-choice'
import { markPicture, selectedPictures } from './picture-marks'

/** My labels of all pictures, by recording. */
interface PictureLabels {
  readonly by: ReadonlyMap<string, PageLabel>
  readonly loaded: boolean
}
export const pictureLabels = makeStore<PictureLabels>({ by: new Map(), loaded: false })

/** Read again what I say of pictures. */
export async function readPictureLabels(): Promise<void> {
  const authorId = currentAuthorId()
  const attribute = chosenAttribute('pictures')
  const projectId = project().snapshot?.project.id
  if (authorId === undefined || !attribute || projectId === undefined)
    return pictureLabels.setState({ by: new Map(), loaded: true })
  const { schemeId, attributeId } = attribute
  const rows = await call('page.labels', { authorId, schemeId, attributeId })
  if (project().snapshot?.project.id !== projectId) return
  pictureLabels.setState({ by: new Map(rows.map((row) => [row.recordingId, row])), loaded: true })
}

/** Edits that follow each other within this time are read once. */
const REST_MS = 60

/** Keep my labels of pictures fresh while a gallery is on the desk. Returns the function that stops it. */
export function followPictureLabels(): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const soon = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      void readPictureLabels().catch(() => undefined)
    }, REST_MS)
  }
  const stop = on('changed', ({ tables }) => {
    if (tables.some((table) => table === 'segment' || table === 'track' || table === 'recording')) soon()
  })
  soon()
  return () => {
    stop()
    clearTimeout(waiting)
  }
}

/** Pictures of the project in order of position. */
export const pictures = (recordings: readonly Recording[]): readonly Recording[] =>
  recordings.filter(({ medium }) => medium === 'image').sort((a, b) => a.position - b.position)

/** Those that a filter leaves; `keep` stays whatever it says, so that the current picture never vanishes under the hand. */
export function filteredPictures(
  all: readonly Recording[],
  by: ReadonlyMap<string, PageLabel>,
  filter: string
): readonly Recording[] {
  if (filter === 'all') return all
  return all.filter(({ id }) => {
    const said = by.get(id)
    const labelled = said !== undefined && (said.label !== undefined || said.value !== undefined)
    if (filter === 'unlabelled') return !labelled
    if (filter === 'labelled') return labelled
    const wanted = filter.slice('label:'.length)
    return said?.label === wanted || (said?.value?.kind === 'labels' && wanted in said.value.labels)
  })
}

/** The pictures that the gallery shows now. */
export const shownPictures = (): readonly Recording[] =>
  filteredPictures(
    pictures(project().snapshot?.recordings ?? []),
    pictureLabels.getState().by,
    pageChoice.get().filter
  )

/** Go so many pictures further; stops at both ends. With `range` all between there and where the range began are selected. */
export function stepPicture(by: number, mode: 'only' | 'range' = 'only'): void {
  const shown = shownPictures()
  const at = shown.findIndex(({ id }) => id === selection().recordingId)
  const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))]
  if (next) markPicture(shown, next.id, mode)
  reveal()
}

const reveal = (): void => pageStore.setState(({ reveals }) => ({ reveals: reveals + 1 }))

/** A digit says something of the open picture, or of all that are selected; in the gallery one label leads on to the next picture at once. */
export async function labelPicture(digit: number): Promise<void> {
  const recording = openPage('image')
  const attribute = chosenAttribute('pictures')
  if (!recording || !attribute) return
  const { keys, large } = pageStore.getState()
  const shown = shownPictures()
  const several = keys === 'gallery' && !large ? selectedPictures(shown) : []
  if (several.length > 1) return labelSeveral(several, attribute, digit)
  const next = shown[shown.findIndex(({ id }) => id === recording.id) + 1]
  const place = {
    recordingId: recording.id,
    start: micros(0),
    end: recording.duration || IMAGE_DURATION
  }
  const isLabel = digit === 0 || attribute.labels.some(({ key }) => key === String(digit))
  const goesOn = keys === 'gallery' && isLabel && (digit === 0 || !asksForValue(attribute.task))
  if (goesOn && next) openRecording(next.id)
  const said = await labelOver(place, attribute, digit)
  // What was refused is looked at again.
  if (goesOn && said === undefined && selection().recordingId === next?.id) openRecording(recording.id)
}

/** The same of several; they stay selected, and where the filter takes them out of sight the next one comes. */
async function labelSeveral(
  several: readonly Recording[],
  attribute: ChosenAttribute,
  digit: number
): Promise<void> {
  const before = shownPictures()
  // Answers that are built up go on from what is said now, not from what was drawn last.
  await readPictureLabels()
  if (!(await labelPictures(several, attribute, digit, pictureLabels.getState().by))) return
  await readPictureLabels()
  const left = new Set(shownPictures().map(({ id }) => id))
  const last = before.findLastIndex(({ id }) => several.some((each) => each.id === id))
  if (several.some(({ id }) => left.has(id))) return
  const next =
    before.slice(last + 1).find(({ id }) => left.has(id)) ?? before.findLast(({ id }) => left.has(id))
  if (next) markPicture(shownPictures(), next.id, 'only')
  reveal()
}
