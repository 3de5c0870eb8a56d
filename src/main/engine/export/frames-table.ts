import { micros, toMaster } from '../../../shared/domain/time'
import type { FrameChunk } from '../protocol'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'
import { secondsText, shortestFloat } from './float-text'

/** The per-frame predictions of one track, in order of time. */
export interface FramesTable {
  readonly trackId: string
  readonly name: string
  readonly columns: readonly Column[]
  readonly rowCount: number
  rows(): Iterable<readonly Cell[]>
}

const meanings: Readonly<Record<string, Omit<Column, 'name'>>> = {
  person: { unit: '', meaning: 'number of the person that the model followed' },
  x: { unit: 'share of the width', meaning: 'left edge of the face' },
  y: { unit: 'share of the height', meaning: 'top edge of the face' },
  w: { unit: 'share of the width', meaning: 'width of the face' },
  h: { unit: 'share of the height', meaning: 'height of the face' },
  score: { unit: '0 to 1', meaning: "the detector's certainty" }
}

const times: readonly Column[] = [
  { name: 'time_s', unit: 's', meaning: 'time of the frame from the beginning of the recording' },
  { name: 'time_us', unit: 'µs', meaning: 'the same, exact' },
  { name: 'pts_us', unit: 'µs', meaning: "presentation time in the stream's own file" }
]

/** Which file holds which track, for `dataset.json`. */
export const framesFiles = (
  index: DatasetIndex
): readonly { readonly file: string; readonly trackId: string; readonly runId?: string }[] =>
  framesTables(index).map(({ name, trackId }) => ({
    file: `frames/${name}`,
    trackId,
    runId: index.track(trackId)?.runId
  }))

/** One table per track that has frames, with a file-safe name that no other has. */
export function framesTables(index: DatasetIndex): readonly FramesTable[] {
  const byTrack = Map.groupBy(index.dataset.frames, (chunk) => chunk.trackId)
  const taken = new Set<string>()
  return [...byTrack].map(([trackId, chunks]) =>
    tableOf(
      trackId,
      chunks.toSorted((a, b) => a.chunk - b.chunk),
      index,
      taken
    )
  )
}

function tableOf(
  trackId: string,
  chunks: readonly FrameChunk[],
  index: DatasetIndex,
  taken: Set<string>
): FramesTable {
  const track = index.track(trackId)
  const stream = track && index.streamOf(track)
  const clock = stream ?? { offset: micros(0), driftPpm: 0 }
  const own = chunks[0]?.columns ?? []
  return {
    trackId,
    name: freeName(
      `${(track && index.recording(track.recordingId)?.name) ?? 'recording'}-${(track && index.author(track.authorId)?.name) ?? 'model'}`,
      taken
    ),
    columns: [
      ...times,
      ...own.map((name) => ({
        ...(meanings[name] ?? { unit: '0 to 1', meaning: `the model's score of "${name}"` }),
        name: meanings[name] ? name : `p_${name}`
      }))
    ],
    rowCount: chunks.reduce((sum, chunk) => sum + chunk.count, 0),
    *rows() {
      for (const { count, columns, pts, data } of chunks) {
        for (let row = 0; row < count; row++) {
          const time = toMaster(clock, pts[row] ?? 0)
          const values = Array.from(
            data.subarray(row * columns.length, (row + 1) * columns.length),
            shortestFloat
          )
          yield [secondsText(time), time, pts[row], ...values]
        }
      }
    }
  }
}

function freeName(wanted: string, taken: Set<string>): string {
  const safe = wanted
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .slice(0, 80)
  let name = safe
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${safe}-${copy}`
  taken.add(name.toLowerCase())
  return name
}
