import type { MetricText } from '../../metrics/base/metric'
import { cohenKappa, cohenKappaLinear, cohenKappaQuadratic } from '../../metrics/cohen-kappa'
import { jaccardSamples, subsetAccuracy } from '../../metrics/label-sets'
import {
  krippendorffInterval,
  krippendorffNominal,
  krippendorffOrdinal,
  krippendorffRatio
} from '../../metrics/krippendorff-alpha'
import {
  concordanceCorrelation,
  pearsonCorrelation,
  spearmanCorrelation
} from '../../metrics/trace-agreement'

const overPairs = (text: MetricText, name = text.name): MetricText => ({
  ...text,
  id: `${text.id}_mean`,
  name: `Mean ${name}`,
  definition: `mean over all pairs of annotators of ${text.definition}`,
  convention: `Unweighted mean of the pairs for which it is defined, each over the units that both answered. ${text.convention}`,
  missingPolicy: 'A unit that one of the two did not answer is left out of the pair.'
})

/** Words of every number about one measure. */
export const answerTexts = {
  nominal: { ...krippendorffNominal, name: "Krippendorff's alpha, given or not" },
  ordinal: krippendorffOrdinal,
  interval: krippendorffInterval,
  ratio: krippendorffRatio,
  kappa: overPairs(cohenKappa, "Cohen's kappa, given or not"),
  quadratic: overPairs(cohenKappaQuadratic, 'kappa, quadratic'),
  linear: overPairs(cohenKappaLinear, 'kappa, linear'),
  ccc: overPairs(concordanceCorrelation),
  pearson: overPairs(pearsonCorrelation),
  spearman: overPairs(spearmanCorrelation)
} as const satisfies Readonly<Record<string, MetricText>>

/** Words of every number about whole sets of labels. */
export const setTexts = {
  jaccard: overPairs(jaccardSamples, 'Jaccard of the sets'),
  equal: overPairs(subsetAccuracy, 'share of equal sets'),
  masi: {
    id: 'krippendorff_alpha_masi',
    name: "Krippendorff's alpha, MASI",
    definition:
      '1 - Do/De over sets of labels; distance: 1 - Jaccard × m, m = 1 for equal sets, 2/3 where one holds the other, 1/3 where they only overlap, 0 where they share nothing',
    convention:
      'Two empty sets are equal. The distance itself is taken, not its square. Undefined without variation.',
    source:
      'Passonneau 2006, LREC, Measuring agreement on set-valued items (MASI); Krippendorff 2019, Content Analysis, 4th ed., ch. 12',
    missingPolicy:
      'Missing answers are allowed; a unit with one answer is dropped. An empty set is an answer.'
  }
} as const satisfies Readonly<Record<string, MetricText>>
