import type { LeftOut, NumberCard } from '../../compare/report'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { MetricText } from '../../metrics/base/metric'
import {
  concordanceCorrelation,
  concordanceCorrelationUnbiased,
  determinationCoefficient,
  meanAbsoluteError,
  meanBias,
  pearsonCorrelation,
  rootMeanSquaredError,
  signAgreement
} from '../../metrics/trace-agreement'
import type { Measure } from './pair-sums'

/** What each measure says about itself. */
const measureTexts: Readonly<Record<Measure, MetricText>> = {
  ccc: concordanceCorrelation,
  cccUnbiased: concordanceCorrelationUnbiased,
  pearson: pearsonCorrelation,
  rmse: rootMeanSquaredError,
  mae: meanAbsoluteError,
  r2: determinationCoefficient,
  bias: meanBias,
  sagr: {
    ...signAgreement,
    definition: 'share of positions on the same side of the neutral value of the scale',
    convention: 'Three signs: neutral agrees only with neutral.'
  }
}

interface CardFacts {
  readonly value: number | null
  readonly reason: string
  readonly interval: IntervalOrReason | undefined
  readonly n: number
  readonly unit: NumberCard['unit']
  readonly leftOut: readonly LeftOut[]
  readonly convention: string
  /** Means: recordings that have the number, and those that have none. */
  readonly recordings?: number
  readonly undefinedIn?: number
}

/** A measure as a card: over all pairs at once, or as the mean of recordings. */
export function traceCard(measure: Measure, over: 'pooled' | 'recordings', facts: CardFacts): NumberCard {
  const { value, reason, interval, n, unit, leftOut, convention, recordings = 0, undefinedIn = 0 } = facts
  const text = measureTexts[measure]
  const pooled = over === 'pooled'
  return {
    id: pooled ? text.id : `${text.id}_mean`,
    name: pooled ? `${text.name}, pooled` : `${text.name}, mean of recordings`,
    definition: pooled
      ? `${text.definition}, over all recordings put one after the other`
      : `mean over recordings of ${text.definition} within each`,
    convention: [
      text.convention,
      pooled
        ? 'Differences between recordings count as much as those within.'
        : `Every recording counts the same: ${recordings} of them${undefinedIn === 0 ? '' : `, ${undefinedIn} without this number left out`}.`,
      convention
    ].join(' '),
    source: text.source,
    missingPolicy: text.missingPolicy,
    value,
    ...(value === null ? { reason } : {}),
    ...(value === null || !interval
      ? {}
      : 'reason' in interval
        ? { intervalReason: interval.reason }
        : { interval }),
    n,
    unit,
    leftOut
  }
}
