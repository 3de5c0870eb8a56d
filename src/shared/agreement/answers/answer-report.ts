import type { ShareCell } from '../../compare/report'
import type { AgreementCard, AgreementLeftOut } from '../report'

/** One thing that is answered with a number: a dimension that is rated, a label with its level, or an intensity. */
export interface AnswerMeasure {
  readonly id: string
  readonly name: string
  /**
   * `given`: a label is there (1) or not (0). `levels`: steps of an ordered scale. `numbers`: a scale whose differences
   * mean something.
   */
  readonly scale: 'given' | 'levels' | 'numbers'
  /** Answers that exist, ascending, whether or not they were given; empty where any number can be. */
  readonly values: readonly number[]
  /** 0 means nothing at all and nothing lies below it, so that ratios mean something. */
  readonly trueZero: boolean
}

/** How far annotators agree on one measure, on one line. */
export interface AnswerMeasureRow {
  readonly id: string
  readonly name: string
  readonly scale: AnswerMeasure['scale']
  /** Krippendorff's alpha at the level of the scale: nominal, ordinal or interval. */
  readonly alpha: ShareCell
  /** For labels with levels: alpha of given or not, whatever the level. */
  readonly given?: ShareCell
  /** Mean pairwise Cohen's kappa, quadratic weights (of two values: plain kappa). */
  readonly kappa: ShareCell
  readonly ccc: ShareCell
  /** Units that two or more answered. */
  readonly n: number
  /** Mean of all answers there. */
  readonly mean: number | null
}

/** Two annotators on the chosen measure. */
export interface AnswerPairRow {
  readonly first: string
  readonly second: string
  /** Cohen's kappa with quadratic and with linear weights. */
  readonly quadratic: ShareCell
  readonly linear: ShareCell
  readonly ccc: ShareCell
  readonly pearson: ShareCell
  readonly spearman: ShareCell
  /** Mean Jaccard of the two's sets of labels, where several can be given. */
  readonly jaccard?: ShareCell
  /** Mean absolute difference in units of the scale. */
  readonly apart: number | null
  /** Units that both answered. */
  readonly n: number
}

/** One recording on the chosen measure. */
export interface AnswerPartRow {
  readonly id: string
  readonly alpha: ShareCell
  /** Mean absolute difference of two annotators. */
  readonly apart: number | null
  readonly n: number
}

/** How one annotator uses the scale of the chosen measure, against the others on the same units. */
export interface AnswerAnnotatorRow {
  readonly authorId: string
  /** Units answered, with or without others. */
  readonly answered: number
  readonly mean: number | null
  readonly deviation: number | null
  /** Mean of own answer less the mean of the others on the same unit: above 0 rates higher. */
  readonly bias: number | null
  /** Standard deviation of own answers / that of single answers of the others on the same units: below 1 uses less of the scale. */
  readonly spread: ShareCell
  /** Bias in the last third of the work less that in the first, in units of the scale. */
  readonly drift: ShareCell
  /** Mean CCC with the others. */
  readonly ccc: ShareCell
  /** Alpha of all others without this annotator. */
  readonly alphaWithout: ShareCell
  /** Units that the two numbers against the others rest on. */
  readonly shared: number
}

/** Everything about one measure. */
export interface AnswerDetail {
  readonly measureId: string
  readonly cards: readonly AgreementCard[]
  readonly pairs: readonly AnswerPairRow[]
  /** Lowest alpha first; undefined ones last. */
  readonly recordings: readonly AnswerPartRow[]
  readonly annotators: readonly AnswerAnnotatorRow[]
}

/** How far ratings, levels and sets of labels agree, JSON-safe. */
export interface AnswerReport {
  readonly convention: string
  readonly authorIds: readonly string[]
  /** What was answered: ratings by dimension, several labels, or the intensity beside one label. */
  readonly kind: 'ratings' | 'labels' | 'intensity'
  readonly measures: readonly AnswerMeasureRow[]
  /** Numbers about whole sets of labels; none for ratings. */
  readonly setCards: readonly AgreementCard[]
  readonly detail: AnswerDetail
  /** Units that two or more answered in any way, and those answered by one alone. */
  readonly n: number
  readonly leftOut: readonly AgreementLeftOut[]
  readonly recordings: number
}

/** A unit on which annotators are apart. */
export interface AnswerMoment {
  readonly recordingId: string
  /** Microseconds. */
  readonly start: number
  readonly end: number
  /** Largest less smallest answer. */
  readonly distance: number
  readonly said: readonly {
    readonly authorId: string
    readonly value: number
    readonly segmentId: string
  }[]
}
