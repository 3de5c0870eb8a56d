import type { MetricText } from '../metrics/base/metric'
import { boundarySimilarity } from '../metrics/boundary-similarity'
import { cohenKappa } from '../metrics/cohen-kappa'
import { fleissKappa } from '../metrics/fleiss-kappa'
import { gwetAc1 } from '../metrics/gwet-ac1'
import { krippendorffNominal } from '../metrics/krippendorff-alpha'
import { percentAgreement } from '../metrics/percent-agreement'
import { meanTemporalOverlap } from '../metrics/temporal-overlap'
import { BOUNDARY_STEP } from './units'

/** Cards of label agreement, in the order in which they are shown. */
export const cardTexts: readonly MetricText[] = [
  krippendorffNominal,
  {
    ...fleissKappa,
    convention:
      'Needs the same number of labels in every unit: only units that every chosen annotator labelled take part. Undefined when one label only was used.',
    missingPolicy: 'A unit that an annotator did not label is left out and counted.'
  },
  {
    ...cohenKappa,
    id: 'cohen_kappa_mean',
    name: "Mean pairwise Cohen's kappa",
    definition: `mean over all pairs of annotators of ${cohenKappa.definition}`,
    convention: `Unweighted mean of the pairs whose kappa is defined, each over what both labelled. ${cohenKappa.convention}`,
    source: `${cohenKappa.source.split(';')[0] ?? ''}; Light 1971, Psychological Bulletin 76, 365-377 (mean over pairs)`,
    missingPolicy: 'A unit that one of the two did not label is left out of the pair.'
  },
  percentAgreement,
  gwetAc1
]

/** Cards of how boundaries and extents agree. `tolerance` in microseconds. */
export function boundaryTexts(tolerance: number): readonly MetricText[] {
  const milliseconds = Math.round(tolerance / 1000)
  const step = (BOUNDARY_STEP as number) / 1000
  const boundaries =
    'A boundary is an instant at which a label of the annotator begins or ends, each once, without start and end of the recording. Where both name persons, each person is divided separately; otherwise persons are ignored.'
  const pooled = 'Pooled over recordings for each pair of annotators, then the unweighted mean over pairs.'
  return [
    {
      ...boundarySimilarity,
      convention: `${boundaries} Boundaries are rounded to ${step} ms; a boundary that moved by up to ${milliseconds} ms costs its distance / ${milliseconds + step} ms, any other a whole edit. No boundary on either side: 1. ${pooled}`,
      missingPolicy: 'A pair that never labelled the same recording is left out.'
    },
    {
      id: 'boundary_f1',
      name: `Boundary F1 (${milliseconds} ms)`,
      definition: '2 hits / (boundaries of the one + boundaries of the other)',
      convention: `${boundaries} A hit lies at most ${milliseconds} ms away; as many one-to-one pairs as possible. ${pooled}`,
      source: 'Raffel et al. 2014, ISMIR (mir_eval), matching of events',
      missingPolicy: 'A pair that never labelled the same recording is left out.'
    },
    {
      ...meanTemporalOverlap,
      definition:
        'mean over the segments of both of the largest intersection / union with a segment of the other that has the same label',
      convention: `Both directions together, so it is symmetric. No segment of the label counts as 0. Persons are ignored unless both name them. ${pooled}`,
      missingPolicy:
        'Segments without a label are left out; a pair that never labelled the same recording too.'
    }
  ]
}
