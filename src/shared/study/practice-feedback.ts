import { comparisonReport } from '../compare/comparison-report'
import { labelCodes } from '../compare/label-codes'
import type { AxisLabel } from '../compare/label-codes'
import { pairAuthors } from '../compare/pair-authors'
import type { ComparedSegment } from '../compare/pairing'
import type { NumberCard } from '../compare/report'
import { timelineSpans } from '../compare/timeline-spans'
import type { TimelineSpan } from '../compare/timeline-spans'

/** A stretch at which the annotator said something else than the known answer, microseconds. */
export interface PracticeMoment {
  readonly start: number
  readonly end: number
  /** Label id of the known answer; absent: nothing was to be labelled. */
  readonly reference?: string
  /** Label id of the annotator; absent: left unlabelled. */
  readonly own?: string
}

/** How practice on one recording went. */
export interface PracticeFeedback {
  /** Cohen's kappa and unweighted average recall over the time that both labelled. */
  readonly cards: readonly NumberCard[]
  /** Share of the time of the known answers that the annotator labelled, 0 to 1; null: there are no answers. */
  readonly covered: number | null
  readonly passAt: number
  /** null: cannot be told, for the reason. */
  readonly passed: boolean | null
  readonly reason?: string
  readonly convention: string
  readonly moments: readonly PracticeMoment[]
}

/** Least share of the known answers' time that must be labelled to pass. */
export const LEAST_COVERED = 0.8

export const practiceConvention = `Passed: kappa over the time that both labelled reaches the mark (average recall, where kappa is undefined), and at least ${LEAST_COVERED * 100} % of the time with known answers is labelled.`

/** Compare practice with the known answers of one lane of one recording. */
export function practiceFeedback(input: {
  readonly reference: readonly ComparedSegment[]
  readonly own: readonly ComparedSegment[]
  readonly axes: readonly AxisLabel[]
  readonly passAt: number
}): PracticeFeedback {
  const { reference, own, axes, passAt } = input
  const units = pairAuthors({ reference, candidate: own, mode: 'seconds', axes })
  const { cards } = comparisonReport(units, { metrics: ['cohen_kappa', 'uar'], bootstrap: false })
  const codes = labelCodes(axes)
  const spans = timelineSpans(reference, own, { reference: codes, candidate: codes })
  const answered = spans.filter((span) => span.referenceAt >= 0)
  const length = (list: readonly TimelineSpan[]): number =>
    list.reduce((sum, { start, end }) => sum + end - start, 0)
  const covered =
    answered.length === 0 ? null : length(answered.filter((span) => span.candidateAt >= 0)) / length(answered)
  const base = { cards, covered, passAt, convention: practiceConvention }
  const moments = spans
    .filter(({ kind }) => kind !== 'agree')
    .map(({ start, end, referenceAt, candidateAt }): PracticeMoment => ({
      start,
      end,
      ...labelled('reference', reference[referenceAt]),
      ...labelled('own', own[candidateAt])
    }))
    .sort((a, b) => a.start - b.start)
  if (covered === null)
    return { ...base, passed: null, reason: 'There are no known answers in this recording.', moments }
  const mark = cards.find(({ value }) => value !== null)?.value
  if (mark === undefined || mark === null)
    return {
      ...base,
      passed: covered >= LEAST_COVERED ? null : false,
      reason: 'Neither kappa nor average recall is defined for so few labels.',
      moments
    }
  return { ...base, passed: mark >= passAt && covered >= LEAST_COVERED, moments }
}

const labelled = (
  side: 'reference' | 'own',
  segment: ComparedSegment | undefined
): { readonly reference?: string; readonly own?: string } =>
  segment?.label === undefined ? {} : { [side]: segment.label }
