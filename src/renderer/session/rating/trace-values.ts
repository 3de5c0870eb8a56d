import type { TraceRead } from '../../../shared/contract'
import type { Take } from '../../../shared/domain/rows'
import { call } from '../../client'
import { project } from '../project'
import { takesOf } from './rating-tracks'

/** Stretches of traces near the playhead, for cursors and strips. */
export interface TraceValues {
  /** Values of a track's dimensions at a time, in the order of the track; undefined while they are being read. NaN: no value there. */
  at(trackId: string, time: number): readonly number[] | undefined
  /** Samples of one dimension in a stretch, as far as they are read: time and value pairs in order, NaN where none. */
  between(trackId: string, dim: number, from: number, to: number): readonly (readonly [number, number])[]
}

/** Length of one read, µs: at 100 Hz and two dimensions 4,000 numbers. */
const CHUNK = 20_000_000
/** Reads kept; the oldest leaves. */
const MOST_CHUNKS = 48

interface Chunk {
  readonly key: string
  read: TraceRead | undefined
}
const chunks = new Map<string, Chunk>()
const listeners = new Set<() => void>()

/** Called when something that was asked for is here. */
export function subscribeTraceValues(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const traceValues: TraceValues = {
  at(trackId, time) {
    const read = chunkAt(trackId, Math.floor(time / CHUNK))
    return read && valuesAt(read, time)
  },
  between(trackId, dim, from, to) {
    const found: (readonly [number, number])[] = []
    for (let chunk = Math.max(0, Math.floor(from / CHUNK)); chunk * CHUNK < to; chunk++) {
      const read = chunkAt(trackId, chunk)
      if (!read) continue
      const period = 1e6 / read.rateHz
      const column = read.values[dim] ?? []
      const first = Math.max(0, Math.ceil((from - read.startUs) / period))
      const end = Math.min(to, (chunk + 1) * CHUNK)
      const last = Math.min(column.length, Math.ceil((end - read.startUs) / period))
      for (let row = first; row < last; row++)
        found.push([read.startUs + row * period, column[row] ?? Number.NaN])
    }
    return found
  }
}

/** The sample that holds at a time: the last one at or before it, for as long as one interval. */
export function valuesAt(read: TraceRead, time: number): readonly number[] {
  const row = Math.floor((time - read.startUs) * (read.rateHz / 1e6) + 1e-6)
  return read.values.map((column) => column[row] ?? Number.NaN)
}

function chunkAt(trackId: string, index: number): TraceRead | undefined {
  if (index < 0) return undefined
  const id = `${trackId}:${index}`
  const key = keyOf(takesOf(project().snapshot?.takes, trackId))
  const known = chunks.get(id)
  // The last picture stays while a changed trace is read again.
  if (known?.key === key) return known.read
  const next: Chunk = { key, read: known?.read }
  chunks.delete(id)
  chunks.set(id, next)
  if (key === '') next.read = undefined
  else void load(trackId, index, next)
  for (const oldest of chunks.keys()) {
    if (chunks.size <= MOST_CHUNKS) break
    chunks.delete(oldest)
  }
  return next.read
}

async function load(trackId: string, index: number, chunk: Chunk): Promise<void> {
  try {
    chunk.read = await call('trace.read', {
      trackId,
      from: index * CHUNK,
      // One sample more, so that no gap opens between two reads.
      to: (index + 1) * CHUNK + 100_000,
      withLag: true
    })
  } catch {
    // A track that is gone has nothing to show.
    chunk.read = undefined
  }
  listeners.forEach((listener) => listener())
}

/** What the composed trace depends on. Empty: no visible take, nothing to read. */
const keyOf = (takes: readonly Take[]): string =>
  takes
    .filter((take) => !take.hidden)
    .map((take) => [take.id, take.position, take.lag ?? 0, take.fade ?? 0, take.count].join(','))
    .join('|')
