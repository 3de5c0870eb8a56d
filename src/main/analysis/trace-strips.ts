import type { Sliced } from '../../shared/agreement/sliced'
import type { PairStrip } from '../../shared/analysis/traces/pair-strip'
import { prepareStrips, preparationText, type Preparation } from '../../shared/analysis/traces/prepare-strips'
import type { TraceCompareQuery, TraceSource } from '../../shared/contract/traces'
import { sourceDim } from '../../shared/analysis/traces/source-dims'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { neutralOfDim, type TraceDimInfo } from '../../shared/trace/trace-dims'
import type { Desk } from './desk'
import { readStrips } from './read-strips'

/** Two sources side by side, with the candidate as it is to be compared. */
export interface TraceStrips {
  readonly strips: readonly PairStrip[]
  readonly info: TraceDimInfo | undefined
  readonly neutral: number | undefined
  /** What was compared and how it was prepared. */
  readonly convention: string
}

/** Read both sources and prepare the candidate; kept until something is written. */
export function* traceStrips(
  desk: Desk,
  query: TraceCompareQuery,
  change: Partial<Preparation> = {}
): Sliced<Result<TraceStrips>> {
  const raw = yield* rawStrips(desk, query)
  if (!raw.ok) return raw
  const { reader } = desk
  const infoOf = (source: TraceSource): TraceDimInfo | undefined =>
    sourceDim(reader.get('scheme', source.schemeId), source)
  const info = infoOf(query.reference)
  const [reference, candidate] = [rangeOf(info), rangeOf(infoOf(query.candidate))]
  const { smoothSeconds, lagSeconds, align } = query
  const preparation: Preparation = {
    smoothSeconds,
    lagSeconds,
    align,
    ...(reference && candidate ? { ranges: { reference, candidate } } : {}),
    ...change
  }
  const key = `trace strips ${keyOf(query)} ${JSON.stringify(preparation)}`
  const strips = yield* desk.kept(key, () => prepareStrips(raw.value, preparation))
  return ok({
    strips,
    info,
    neutral: neutralOfDim(info),
    convention: [unitText(strips, query), preparationText(preparation)].filter(Boolean).join(' ')
  })
}

function* rawStrips(desk: Desk, query: TraceCompareQuery): Sliced<Result<readonly PairStrip[]>> {
  const { reader } = desk
  const authors = [query.reference, query.candidate].map(({ authorId }) => reader.get('author', authorId))
  if (authors.includes(undefined))
    return fail('unknown-author', 'One of the two authors is not part of the project any more.')
  const strips = yield* desk.kept(`trace columns ${keyOf(query)}`, () => readStrips(desk, query))
  const has = (side: 'reference' | 'candidate'): boolean =>
    strips.some((strip) => strip[side].some((value) => !Number.isNaN(value)))
  for (const [at, side] of (['reference', 'candidate'] as const).entries())
    if (!has(side))
      return fail(
        'nothing-rated',
        `${authors[at]?.name ?? 'The author'} has no values of this dimension in the chosen recordings.`,
        'Choose other recordings or another source, or rate them first.'
      )
  return ok(strips)
}

/** What decides which values are read. */
const keyOf = (query: TraceCompareQuery): string =>
  JSON.stringify([
    query.reference,
    query.candidate,
    query.recordingIds,
    query.stepSeconds,
    query.withLag,
    query.ignorePersons
  ])

const rangeOf = (info: TraceDimInfo | undefined): readonly [number, number] | undefined =>
  info?.min === undefined || info.max === undefined || info.min === info.max
    ? undefined
    : [info.min, info.max]

function unitText(strips: readonly PairStrip[], { withLag, ignorePersons }: TraceCompareQuery): string {
  const time = strips[0]?.time
  const persons = ignorePersons
    ? 'Values meet whoever they are about.'
    : 'Values about two different persons never meet.'
  return time?.kind === 'steps'
    ? `Values are averaged in steps of ${time.stepUs / 1e6} s from the beginning of the recording. ${
        withLag ? 'Stored reaction lags are taken out.' : 'Stored reaction lags are left in.'
      } ${persons}`
    : `Every rated segment of the reference is one value; the candidate's is its mean over the same time. ${persons}`
}
