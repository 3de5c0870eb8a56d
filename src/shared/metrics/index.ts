import { registry } from '../registry'
import { accuracy } from './accuracy'
import type { ConfusionMetric, Metric } from './base/metric'
import { cohenKappa, cohenKappaLinear, cohenKappaQuadratic } from './cohen-kappa'
import { eventF1 } from './event-f1'
import { macroF1, macroF1AllLabels, microF1, microF1WithoutNeutral, weightedF1 } from './f1-average'
import { fleissKappa } from './fleiss-kappa'
import { gwetAc1 } from './gwet-ac1'
import { kendallW } from './kendall-w'
import {
  krippendorffInterval,
  krippendorffNominal,
  krippendorffOrdinal,
  krippendorffRatio
} from './krippendorff-alpha'
import { matthewsCorrelation } from './matthews-correlation'
import { f1, precision, recall, unbiasedHitRate } from './per-class'
import { percentAgreement } from './percent-agreement'
import { agrestiCoull, wald, wilson, wilsonCorrected } from './proportion-interval'
import { unweightedAverageRecall, unweightedAverageRecallAllLabels } from './recall-average'
import { segmentalF1At10, segmentalF1At25, segmentalF1At50 } from './segmental-f1'
import { meanTemporalOverlap } from './temporal-overlap'
import { meanReciprocalRank, top2, top3 } from './top-k'

/** Metrics of a confusion table, in the order the Compare panel shows them. */
export const confusionMetrics = registry<ConfusionMetric>('confusion metric', [
  accuracy,
  unweightedAverageRecall,
  macroF1,
  weightedF1,
  microF1,
  cohenKappa,
  matthewsCorrelation,
  unweightedAverageRecallAllLabels,
  macroF1AllLabels,
  microF1WithoutNeutral,
  cohenKappaLinear,
  cohenKappaQuadratic
])

/** Every metric the app knows. */
export const metrics = registry<Metric>('metric', [
  ...confusionMetrics.all,
  precision,
  recall,
  f1,
  unbiasedHitRate,
  percentAgreement,
  fleissKappa,
  krippendorffNominal,
  krippendorffOrdinal,
  krippendorffInterval,
  krippendorffRatio,
  gwetAc1,
  kendallW,
  top2,
  top3,
  meanReciprocalRank,
  meanTemporalOverlap,
  segmentalF1At10,
  segmentalF1At25,
  segmentalF1At50,
  eventF1,
  wilson,
  wilsonCorrected,
  agrestiCoull,
  wald
])
