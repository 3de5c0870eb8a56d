import type { LeftOut, NumberCard } from '../../compare/report'
import type { ReliabilityBin } from './reliability'
import type { RiskPoint } from './risk-coverage'

/** Numbers about confidence, before or after a temperature; all about the same items. */
export interface ConfidenceNumbers {
  /** Bars of the diagram. */
  readonly bins: readonly ReliabilityBin[]
  readonly cards: readonly NumberCard[]
  readonly classes: readonly ClassConfidence[]
  readonly risk: RiskNumbers
}

/** One class: how often it is true, how probable it was on average, and how far the two are apart over bins. */
export interface ClassConfidence {
  readonly label: string
  readonly support: number
  readonly meanProbability: number | null
  readonly ece: number | null
}

/** The risk-coverage curve. */
export interface RiskNumbers {
  readonly n: number
  readonly points: readonly RiskPoint[]
}

/** What a temperature was fitted on and gave. */
export interface FitReport {
  /** One for each fold; a single one for a named part. */
  readonly temperatures: readonly {
    readonly temperature: number
    readonly atEdge: boolean
    readonly fittedOn: number
  }[]
  readonly fittedOn: number
  readonly judged: number
  /** In words: which part, and that no item was judged with a temperature it had a part in. */
  readonly text: string
}

/** The model's uncertainty beside what people said of the same items. */
export interface DisagreementReport {
  /** People, and items with at least two answers. */
  readonly people: number
  readonly items: number
  readonly leftOut: readonly LeftOut[]
  readonly cards: readonly NumberCard[]
  readonly size: number
  readonly count: readonly number[]
  readonly errors: readonly number[]
  /** Every share of differing pairs that occurs, from the lowest up, with what lies at it. */
  readonly levels: readonly {
    readonly disagreement: number
    readonly n: number
    readonly errors: number
    readonly shared: number
  }[]
}

/** Everything that the confidence view shows. */
export interface ConfidenceReport {
  readonly from: 'scores' | 'confidence'
  /** How the scores were read, in words. */
  readonly reading: string
  readonly labels: readonly string[]
  readonly n: number
  readonly leftOut: readonly LeftOut[]
  readonly before: ConfidenceNumbers
  readonly after?: ConfidenceNumbers
  readonly fit?: FitReport
  /** Why there is no `after` although one was asked for. */
  readonly fitProblem?: string
  /** Share of items whose truth is among the j highest scores, j from 1. */
  readonly top: readonly (number | null)[]
  /** Row a, column b: items whose truth is a on which the score of a is higher than that of b (or equal, a first). */
  readonly pairs: readonly (readonly number[])[]
  /** Items of each class. */
  readonly support: readonly number[]
}
