import { residualRank } from '../../../shared/analysis/label-errors/residual-rank'
import type { TraceSource } from '../../../shared/contract/traces'
import type { Track } from '../../../shared/domain/rows'
import { fail, ok } from '../../../shared/domain/problem'
import type { Question } from '../question'
import { readStrips } from '../read-strips'

/** Windows in which ratings lie farthest from a model's trace, after each recording's lag was taken out. */
export const traceErrors: Question<'analysis.traceErrors'> = function* (
  desk,
  { referenceAuthorId, candidateAuthorId, recordingIds, dimension, windowSeconds, maxLagSeconds, limit }
) {
  const { reader } = desk
  const tracks = (authorId: string) =>
    reader.tracksForCompare([authorId], recordingIds).filter(({ kind }) => kind === 'trace')
  const [own, theirs] = [tracks(referenceAuthorId), tracks(candidateAuthorId)]
  const shared = sharedSources(own, theirs)
  const chosen = shared.find(({ dim }) => dim === dimension) ?? shared[0]
  if (!chosen) {
    const name = (id: string) => reader.get('author', id)?.name ?? 'An author'
    return fail(
      'label-errors.no-traces',
      `${name(referenceAuthorId)} and ${name(candidateAuthorId)} have no continuous rating of the same dimension.`,
      'Choose two authors who rated the same recordings over time, or look at items.'
    )
  }
  const source = (authorId: string): TraceSource => ({ kind: 'trace', authorId, ...chosen })
  const rates = [...own, ...theirs].flatMap((track) => track.trace?.rateHz ?? [])
  const stepSeconds = Math.max(LEAST_STEP, 1 / Math.min(...(rates.length > 0 ? rates : [10])))
  const strips = yield* readStrips(desk, {
    reference: source(referenceAuthorId),
    candidate: source(candidateAuthorId),
    recordingIds,
    stepSeconds,
    withLag: false,
    ignorePersons: false,
    smoothSeconds: 0,
    lagSeconds: 0,
    align: 'none'
  })
  const plain = (column: Float64Array) => Array.from(column, (value) => (Number.isNaN(value) ? null : value))
  const found = { windows: [] as Ranked[], lags: [] as { recordingId: string; seconds: number | null }[] }
  for (const { recordingId, reference, candidate } of strips) {
    const ranked = residualRank(
      [{ recordingId, reference: plain(reference), candidate: plain(candidate) }],
      Math.max(1, Math.round(windowSeconds / stepSeconds)),
      Math.round(maxLagSeconds / stepSeconds)
    )
    found.windows.push(...ranked.windows)
    for (const { lag } of ranked.lags)
      found.lags.push({ recordingId, seconds: lag === null ? null : lag * stepSeconds })
    yield
  }
  const windows = found.windows.sort((a, b) => b.rms - a.rms)
  return ok({
    dimension: chosen.dim,
    dimensions: [...new Set(shared.map(({ dim }) => dim))],
    rateHz: 1 / stepSeconds,
    windows: windows.slice(0, limit).map(({ from, to, ...window }) => ({
      ...window,
      start: Math.round(from * stepSeconds * 1e6),
      end: Math.round(to * stepSeconds * 1e6)
    })),
    total: windows.length,
    lags: found.lags
  })
}

type Ranked = ReturnType<typeof residualRank>['windows'][number]

/** Finer steps say nothing more about a reaction. */
const LEAST_STEP = 0.05

/** Dimensions that tracks of both have in the same attribute. */
function sharedSources(
  own: readonly Track[],
  theirs: readonly Track[]
): readonly Pick<TraceSource, 'schemeId' | 'attributeId' | 'dim'>[] {
  const keyOf = (track: Track, dim: string) => JSON.stringify([track.schemeId, track.attributeId, dim])
  const others = new Set(theirs.flatMap((track) => (track.trace?.dims ?? []).map((dim) => keyOf(track, dim))))
  const seen = new Set<string>()
  return own.flatMap((track) =>
    (track.trace?.dims ?? []).flatMap((dim) => {
      const key = keyOf(track, dim)
      if (!others.has(key) || seen.has(key)) return []
      seen.add(key)
      return [{ schemeId: track.schemeId, attributeId: track.attributeId, dim }]
    })
  )
}
