import { changesOf, type TimedPlace, type TimedSegment } from '../../compare/timed-sides'
import { boundaryHits } from '../../metrics/boundary-f1'
import { boundarySimilarityParts } from '../../metrics/boundary-similarity'
import { emotionDiarization } from '../../metrics/emotion-diarization'
import { eventF1Parts } from '../../metrics/event-f1'
import { diarizationErrorParts, identificationErrorParts } from '../../metrics/identification-error'
import { editScore, segmentalMatches } from '../../metrics/segmental-f1'
import { meanTemporalOverlap } from '../../metrics/temporal-overlap'

/** Thresholds of segmental F1. */
export const OVERLAPS = [0.1, 0.25, 0.5] as const

/** What is summed over places, so that whole recordings can be drawn again; in this order in a vector. */
const names = [
  'hits10',
  'hits25',
  'hits50',
  'reference',
  'candidate',
  'overlap',
  'edit',
  'editPlaces',
  'eventHits',
  'boundaryHits',
  'boundariesReference',
  'boundariesCandidate',
  'boundaryCredit',
  'boundaryEdits',
  'identificationWrong',
  'identificationTotal',
  'diarizationWrong',
  'diarizationTotal',
  'emotionWrong',
  'emotionTotal'
] as const
type SumName = (typeof names)[number]

export interface PlaceSettings {
  /** Label that is no event; time without a label is it, too. */
  readonly background: string | undefined
  /** Farthest that two changes may lie apart and count as one, µs. */
  readonly toleranceUs: number
  /** Total width left out around each boundary of the reference, µs. */
  readonly collarUs: number
}

// Defaults of sed_eval (Mesaros et al. 2016): collar of 200 ms, or half of the length at the end.
const EVENT = { onset: 200_000, offset: 200_000, durationRatio: 0.5 }
/** An edit distance takes the product of both lengths; beyond this a recording is left out of the mean. */
const MOST_EDIT_CELLS = 250_000
/** Positions of boundary similarity, µs. */
export const BOUNDARY_UNIT_US = 100_000

/** Segments that are events: all but those of the background. */
export const eventsOnly = (place: TimedPlace, background: string | undefined): TimedPlace =>
  background === undefined
    ? place
    : {
        ...place,
        reference: without(place.reference, background),
        candidate: without(place.candidate, background)
      }

const without = (segments: readonly TimedSegment[], label: string): readonly TimedSegment[] =>
  segments.filter((one) => one.label !== label)

/** Sums of one place; `events` is the same place without its background. */
export function placeSums(
  place: TimedPlace,
  events: TimedPlace,
  duration: number,
  { background, toleranceUs, collarUs }: PlaceSettings
): Float64Array {
  const vector = new Float64Array(names.length)
  const set = (name: SumName, value: number): void => {
    vector[names.indexOf(name)] = value
  }
  const { reference, candidate } = events
  OVERLAPS.forEach((overlap, i) => {
    let hits = 0
    for (const at of segmentalMatches(reference, candidate, overlap)) if (at >= 0) hits++
    vector[i] = hits
  })
  set('reference', reference.length)
  set('candidate', candidate.length)
  set('overlap', (meanTemporalOverlap.compute(reference, candidate).value ?? 0) * reference.length)
  const segments = reference.length + candidate.length
  if (segments > 0 && reference.length * candidate.length <= MOST_EDIT_CELLS) {
    set('edit', editScore(labelsOf(reference), labelsOf(candidate)))
    set('editPlaces', 1)
  }
  const { perLabel } = eventF1Parts(reference, candidate, EVENT)
  set(
    'eventHits',
    Object.values(perLabel).reduce((sum, { tp }) => sum + tp, 0)
  )
  if (duration > 0) {
    const [a, b] = [reference, candidate].map((side) => changesOf(side, duration, background ?? ''))
    const [own, theirs] = [a ?? [], b ?? []]
    set('boundaryHits', boundaryHits(own, theirs, toleranceUs).hits)
    set('boundariesReference', own.length)
    set('boundariesCandidate', theirs.length)
    const parts = boundarySimilarityParts(
      masses(own, duration),
      masses(theirs, duration),
      Math.max(2, Math.round(toleranceUs / BOUNDARY_UNIT_US) + 1)
    )
    const edits = parts.additions + parts.transpositions + parts.matches
    if (background !== undefined) {
      const { error } = emotionDiarization(place.reference, place.candidate, duration, background)
      set('emotionWrong', (error ?? 0) * duration)
      set('emotionTotal', duration)
    }
    set('boundaryCredit', parts.similarity * edits)
    set('boundaryEdits', edits)
  }
  const said = [place.reference, place.candidate] as const
  const identified = identificationErrorParts(...said, collarUs)
  set('identificationWrong', identified.confusion + identified.falseAlarm + identified.missed)
  set('identificationTotal', identified.total)
  const diarized = diarizationErrorParts(...said, collarUs)
  set('diarizationWrong', diarized.confusion + diarized.falseAlarm + diarized.missed)
  set('diarizationTotal', diarized.total)
  return vector
}

/** Numbers that follow from sums; null where there is nothing to take a share of. */
export interface TemporalNumbers {
  readonly f1At10: number | null
  readonly f1At25: number | null
  readonly f1At50: number | null
  readonly overlap: number | null
  readonly edit: number | null
  readonly event: number | null
  readonly boundaryF1: number | null
  readonly boundarySimilarity: number | null
  readonly identification: number | null
  readonly diarization: number | null
  readonly emotion: number | null
}

export const temporalMeasures = [
  'f1At10',
  'f1At25',
  'f1At50',
  'overlap',
  'edit',
  'event',
  'boundaryF1',
  'boundarySimilarity',
  'identification',
  'diarization',
  'emotion'
] as const satisfies readonly (keyof TemporalNumbers)[]

/** An empty vector of sums. */
export const noPlaces = (): Float64Array => new Float64Array(names.length)

/** One of the sums. */
export const sumOf = (vector: Float64Array, name: SumName): number => vector[names.indexOf(name)] ?? 0

/** The numbers of summed places. */
export function temporalNumbers(vector: Float64Array): TemporalNumbers {
  const of = (name: SumName): number => sumOf(vector, name)
  const segments = of('reference') + of('candidate')
  const boundaries = of('boundariesReference') + of('boundariesCandidate')
  const share = (above: number, below: number): number | null => (below > 0 ? above / below : null)
  const error = (wrong: number, total: number): number | null =>
    total > 0 ? wrong / total : wrong > 0 ? 1 : null
  return {
    f1At10: share(2 * of('hits10'), segments),
    f1At25: share(2 * of('hits25'), segments),
    f1At50: share(2 * of('hits50'), segments),
    overlap: share(of('overlap'), of('reference')),
    edit: share(of('edit'), of('editPlaces')),
    event: share(2 * of('eventHits'), segments),
    boundaryF1: share(2 * of('boundaryHits'), boundaries),
    boundarySimilarity: share(of('boundaryCredit'), of('boundaryEdits')),
    identification: error(of('identificationWrong'), of('identificationTotal')),
    diarization: error(of('diarizationWrong'), of('diarizationTotal')),
    emotion: share(of('emotionWrong'), of('emotionTotal'))
  }
}

const labelsOf = (segments: readonly TimedSegment[]): readonly string[] => segments.map(({ label }) => label)

/** Lengths of the stretches between changes, in whole units; changes in one unit are one. */
function masses(changes: readonly number[], duration: number): readonly number[] {
  const last = Math.max(1, Math.round(duration / BOUNDARY_UNIT_US))
  const places = [...new Set(changes.map((at) => Math.round(at / BOUNDARY_UNIT_US)))].filter(
    (at) => at > 0 && at < last
  )
  return [...places, last].map((at, i) => at - (places[i - 1] ?? 0))
}
