import type { Track } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import { spanOfTake, timeOfSample } from '../../../shared/trace/trace'
import { traceDims } from '../../../shared/trace/trace-dims'
import type { TraceTier } from '../interchange/document'
import { given } from '../interchange/tools'
import type { DatasetIndex } from './dataset-index'
import { composedTrace, takesIn } from './trace-tables'

/** Formats whose own times need not be even: imported ratings go back to them at the times they came with. */
export const unevenFormats: ReadonlySet<string> = new Set(['pagan', 'trace-csv'])

/** A trace track as a tier of an annotation document; undefined while it has no visible take. */
export function traceTier(
  track: Track,
  name: string,
  index: DatasetIndex,
  format: string | undefined
): TraceTier | undefined {
  const { withLag } = index.dataset.traceOptions
  const trace = composedTrace(index, track, withLag)
  if (!trace) return undefined
  const author = index.author(track.authorId)
  const infos = traceDims(index.scheme(track.schemeId), track.attributeId, trace.dims)
  const free = track.trace?.mode === 'unbounded'
  const base = {
    id: track.id,
    name,
    kind: 'trace' as const,
    ...given('person', index.person(track.personId)?.name),
    ...given('annotator', author?.name),
    ...(author?.kind === 'model' ? { predicted: true } : {})
  }
  const dimension = (d: number, values: readonly (number | null)[]) => ({
    name: infos[d]?.name ?? '',
    ...(free ? {} : { ...given('min', infos[d]?.min), ...given('max', infos[d]?.max) }),
    values
  })
  const own = format !== undefined && unevenFormats.has(format) ? ownTimes(track, index, withLag) : undefined
  if (own)
    return {
      ...base,
      times: own.times.map(micros),
      dimensions: trace.dims.map((_, d) =>
        dimension(
          d,
          own.rows.map((row) => row[d] ?? null)
        )
      )
    }
  return {
    ...base,
    rateHz: trace.rateHz,
    times: Array.from({ length: trace.count }, (_, i) => micros(timeOfSample(trace, i))),
    dimensions: trace.values.map((values, d) =>
      dimension(
        d,
        Array.from(values, (value) => (Number.isNaN(value) ? null : value))
      )
    )
  }
}

/** Times and values as the file had them, where a track is one imported take of changes; undefined otherwise. */
function ownTimes(
  track: Track,
  index: DatasetIndex,
  withLag: boolean
): { readonly times: readonly number[]; readonly rows: readonly (readonly number[])[] } | undefined {
  const takes = takesIn(index, track.id).filter(({ take }) => !take.hidden)
  const [only] = takes
  if (takes.length !== 1 || !only || only.take.source !== 'import') return undefined
  const events = index.dataset.takes.find(({ take }) => take.id === only.take.id)?.events ?? []
  if (events.length === 0) return undefined
  const { start } = spanOfTake(only.take, withLag)
  return {
    times: events.map(([at = 0]) => start + Math.round(at * 1000)),
    rows: events.map((event) => event.slice(1))
  }
}
