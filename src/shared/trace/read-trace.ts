import type { Take, Track } from '../domain/rows'
import { micros } from '../domain/time'
import { composeTakes } from './compose-takes'
import { spanOfTake } from './trace'
import type { TakeSamples, Trace } from './trace'

/** Where takes and their samples are read from: an open project. */
export interface TakeReader {
  all(table: 'take'): readonly Take[]
  /** Samples [from, to), row-major in the order of the take's dimensions. */
  takeSamples(take: Take, from?: number, to?: number): Float64Array
}

/** Takes of a track in the order in which they are laid over each other. */
export const takesOfTrack = (reader: Pick<TakeReader, 'all'>, trackId: string): readonly Take[] =>
  reader
    .all('take')
    .filter((take) => take.trackId === trackId)
    .sort((a, b) => a.position - b.position)

/** Takes laid over each other at the rate of their track; only the samples that are needed are read. */
export function readTrace(
  reader: TakeReader,
  track: Track,
  takes: readonly Take[],
  {
    withLag = true,
    from,
    to
  }: { readonly withLag?: boolean; readonly from?: number; readonly to?: number } = {}
): Trace {
  const visible = takes.filter(({ hidden }) => !hidden)
  const [lowest] = visible
  return composeTakes(
    visible.map((take) => partOf(reader, take, withLag, from, to)),
    {
      dims: track.trace?.dims ?? lowest?.dims ?? [],
      rateHz: track.trace?.rateHz ?? lowest?.rateHz ?? 1,
      hold: track.trace?.mode === 'binary',
      origin: lowest && micros(spanOfTake(lowest, withLag).start),
      withLag,
      from,
      to
    }
  )
}

function partOf(reader: TakeReader, take: Take, withLag: boolean, from?: number, to?: number): TakeSamples {
  const { start } = spanOfTake(take, withLag)
  const indexOf = (time: number): number => Math.floor(((time - start) / 1e6) * take.rateHz)
  const first = from === undefined ? 0 : Math.max(0, Math.min(take.count, indexOf(from)))
  const last = to === undefined ? take.count : Math.max(first, Math.min(take.count, indexOf(to) + 2))
  return { take, first, samples: reader.takeSamples(take, first, last) }
}
