import { registry } from '../registry'
import { accuracy } from './accuracy'
import type { ConfusionMetric, Method, Metric } from './base/metric'
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
import { annotationLagMethod } from './annotation-lag'
import { boundaryF1 } from './boundary-f1'
import { boundarySimilarity } from './boundary-similarity'
import { concordanceOverRecordingsMethod } from './concordance-over-recordings'
import { cronbachAlpha, cronbachAlphaStandardised } from './cronbach-alpha'
import { dynamicTimeWarpingMethod, warpedBarycentreMethod } from './dynamic-time-warping'
import { evaluatorWeightedMethod } from './evaluator-weighted'
import { icc11, icc1k, icc21, icc2k, icc31, icc3k } from './intraclass-correlation'
import {
  softCosine,
  softCrossEntropy,
  softJensenShannon,
  softJensenShannonDistance,
  softKullbackLeibler,
  softOverlap,
  softTotalVariation
} from './soft-label'
import {
  concordanceCorrelation,
  concordanceCorrelationUnbiased,
  determinationCoefficient,
  meanAbsoluteError,
  meanBias,
  meanSquaredError,
  pearsonCorrelation,
  rootMeanSquaredError,
  signAgreement,
  spearmanCorrelation
} from './trace-agreement'
import { traceResamplingMethod } from './trace-resampling'
import { labelSetAggregationMethod, voteAggregationMethod } from './vote-aggregation'
import { pk, windowDiff } from './window-difference'

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
  wald,
  icc11,
  icc21,
  icc31,
  icc1k,
  icc2k,
  icc3k,
  cronbachAlpha,
  cronbachAlphaStandardised,
  concordanceCorrelation,
  concordanceCorrelationUnbiased,
  pearsonCorrelation,
  spearmanCorrelation,
  meanSquaredError,
  rootMeanSquaredError,
  meanAbsoluteError,
  meanBias,
  determinationCoefficient,
  signAgreement,
  boundarySimilarity,
  pk,
  windowDiff,
  boundaryF1,
  softCrossEntropy,
  softKullbackLeibler,
  softJensenShannon,
  softJensenShannonDistance,
  softTotalVariation,
  softCosine,
  softOverlap
])

/** Everything computed that has more to say than one number; the code stands in the file of the same name. */
export const methods = registry<Method>('method', [
  concordanceOverRecordingsMethod,
  annotationLagMethod,
  traceResamplingMethod,
  evaluatorWeightedMethod,
  dynamicTimeWarpingMethod,
  warpedBarycentreMethod,
  voteAggregationMethod,
  labelSetAggregationMethod
])
