import type { MetricText } from '../../metrics/base/metric'
import { cronbachAlpha } from '../../metrics/cronbach-alpha'
import type { IccForm } from '../../metrics/intraclass-correlation'
import { icc11, icc1k, icc21, icc2k, icc31, icc3k } from '../../metrics/intraclass-correlation'
import { krippendorffInterval } from '../../metrics/krippendorff-alpha'
import {
  concordanceCorrelation,
  pearsonCorrelation,
  signAgreement,
  spearmanCorrelation
} from '../../metrics/trace-agreement'

const overPairs = (text: MetricText): MetricText => ({
  ...text,
  id: `${text.id}_mean`,
  name: `Mean pairwise ${text.name}`,
  definition: `mean over all pairs of annotators of ${text.definition}`,
  convention: `Unweighted mean of the pairs for which it is defined, each over all steps that both rated. ${text.convention}`,
  missingPolicy: 'A step that one of the two did not rate is left out of the pair.'
})

/** Numbers that are means over pairs, in the order in which they are shown. */
export const pairTexts = {
  ccc: overPairs(concordanceCorrelation),
  pearson: overPairs(pearsonCorrelation),
  spearman: overPairs(spearmanCorrelation),
  sagr: {
    ...overPairs(signAgreement),
    definition:
      'mean over all pairs of annotators of the share of steps on the same side of the neutral value of the scale',
    convention: 'Three signs: neutral agrees only with neutral. Unweighted mean over pairs.'
  }
} as const

export const alphaText: MetricText = {
  ...krippendorffInterval,
  missingPolicy: 'A step that one annotator alone rated is left out; any other counts with whoever rated it.'
}

/** Numbers of a table that every annotator must have filled. Cronbach's alpha over annotators is ICC(3,k), interval included (Feldt 1965). */
export const tableMetrics: readonly (readonly [IccForm, MetricText])[] = [
  ['ICC1', icc11],
  ['ICC2', icc21],
  ['ICC3', icc31],
  ['ICC1k', icc1k],
  ['ICC2k', icc2k],
  ['ICC3k', icc3k],
  ['ICC3k', cronbachAlpha]
]

/** F intervals take every step for a new item. */
export const DEPENDENT =
  'Steps of a trace follow from each other, so this interval, which takes them for independent, is too narrow; longer steps make it more honest.'
