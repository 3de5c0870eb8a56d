import type { LeftOut, NumberCard } from '../../compare/report'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { MetricText } from '../../metrics/base/metric'
import {
  brierScore,
  classwiseCalibrationError,
  equalMassCalibrationError,
  expectedCalibrationError,
  logLoss,
  maximumCalibrationError
} from '../../metrics/calibration'

type Text = Omit<MetricText, 'missingPolicy'>

const missingPolicy = 'Items without a score for every label of the candidate are left out and counted.'

/** Words of the numbers about confidence. @param bins number of bins */
export const confidenceTexts = (bins: number) => {
  const width = `${bins} bins (lo, hi] of equal width, the first one with 0; empty bins count nothing.`
  return {
    accuracy: {
      id: 'accuracy',
      name: 'Accuracy',
      definition: 'share of items whose true label has the highest score',
      convention: 'The label with the highest score is the answer, the first of equal ones.',
      source: 'Guo, Pleiss, Sun & Weinberger 2017, ICML'
    },
    confidence: {
      id: 'mean_confidence',
      name: 'Mean confidence',
      definition: 'mean of the highest probability of each item',
      convention: 'Above the accuracy: too sure. Below: not sure enough.',
      source: 'Guo, Pleiss, Sun & Weinberger 2017, ICML'
    },
    ece: {
      ...expectedCalibrationError,
      convention: `${width} [lo, hi) (torchmetrics) differs only for values on an edge.`
    },
    mce: { ...maximumCalibrationError, convention: width },
    eceMass: {
      ...equalMassCalibrationError,
      convention: `${bins} bins in order of confidence; when items do not divide evenly the first bins get one more.`
    },
    classwise: { ...classwiseCalibrationError, convention: width },
    brier: brierScore,
    logLoss,
    aurc: {
      id: 'aurc',
      name: 'AURC',
      definition: 'mean over items, surest first, of the share of errors among all items at least as sure',
      convention: 'Items that are equally sure come in together. 0 is perfect.',
      source: 'Geifman & El-Yaniv 2017, NeurIPS; Geifman, Uziel & El-Yaniv 2019, ICLR'
    },
    excess: {
      id: 'e_aurc',
      name: 'Excess AURC',
      definition: 'AURC minus the AURC of the same errors ranked last',
      convention: 'What the order of confidence alone costs: 0 is the best order there is.',
      source: 'Geifman, Uziel & El-Yaniv 2019, ICLR'
    }
  } satisfies Record<string, Text>
}

/** A card of a number about confidence. */
export const cardOf = (
  text: Text,
  value: number | null,
  more: {
    readonly n: number
    readonly leftOut: readonly LeftOut[]
    readonly reason?: string
    readonly interval?: IntervalOrReason | undefined
    readonly missingPolicy?: string
  }
): NumberCard => ({
  id: text.id,
  name: text.name,
  value,
  ...(value === null ? { reason: more.reason ?? 'There is no item.' } : {}),
  ...(value !== null && more.interval && 'low' in more.interval ? { interval: more.interval } : {}),
  ...(more.interval && 'reason' in more.interval ? { intervalReason: more.interval.reason } : {}),
  definition: text.definition,
  convention: text.convention,
  source: text.source,
  missingPolicy: more.missingPolicy ?? missingPolicy,
  n: more.n,
  unit: 'segments',
  leftOut: more.leftOut
})
