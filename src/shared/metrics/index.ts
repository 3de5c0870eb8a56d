import { registry } from '../registry'
import { accuracy } from './accuracy'
import { annotationLagMethod } from './annotation-lag'
import type { ConfusionMetric, Method, Metric } from './base/metric'
import {
  aucOneVersusOne,
  aucOneVersusRest,
  averagePrecisionScore,
  equalErrorRate,
  rocAuc
} from './binary-scores'
import { boundaryF1 } from './boundary-f1'
import { boundarySimilarity } from './boundary-similarity'
import {
  brierScore,
  classwiseCalibrationError,
  equalMassCalibrationError,
  expectedCalibrationError,
  logLoss,
  maximumCalibrationError
} from './calibration'
import { abawMethod, intensityCorrelationMethod, merCombinedMethod } from './challenge-composites'
import { cohenKappa, cohenKappaLinear, cohenKappaQuadratic } from './cohen-kappa'
import { concordanceOverRecordingsMethod } from './concordance-over-recordings'
import { confidentLearningMethod } from './confident-learning'
import { conversationSlicesMethod } from './conversation-slices'
import { cronbachAlpha, cronbachAlphaStandardised } from './cronbach-alpha'
import { detectionPrecisionMethod } from './detection-precision'
import { dynamicTimeWarpingMethod, warpedBarycentreMethod } from './dynamic-time-warping'
import { emotionCausePairsMethod, emotionCauseSpansMethod } from './emotion-causes'
import { emotionDiarizationMethod } from './emotion-diarization'
import { evaluatorWeightedMethod } from './evaluator-weighted'
import { eventF1 } from './event-f1'
import { macroF1, macroF1AllLabels, microF1, microF1WithoutNeutral, weightedF1 } from './f1-average'
import { equalizedOddsMethod, fairnessMethod } from './fairness'
import { fleissKappa } from './fleiss-kappa'
import { groupFoldsMethod, leaveOneGroupOutMethod } from './group-splits'
import { gwetAc1 } from './gwet-ac1'
import { diarizationError, identificationError } from './identification-error'
import { icc11, icc1k, icc21, icc2k, icc31, icc3k } from './intraclass-correlation'
import { kendallW } from './kendall-w'
import {
  krippendorffInterval,
  krippendorffNominal,
  krippendorffOrdinal,
  krippendorffRatio
} from './krippendorff-alpha'
import { coverageError, labelRankingPrecision, meanAveragePrecision, rankingLoss } from './label-ranking'
import {
  hammingLoss,
  jaccardSamples,
  jaccardSamplesEmptyZero,
  labelSetMacroF1,
  labelSetMicroF1,
  labelSetSampleF1,
  labelSetWeightedF1,
  subsetAccuracy
} from './label-sets'
import { compoundExpressionMethod, lateFusionMethod } from './late-fusion'
import { matthewsCorrelation } from './matthews-correlation'
import { mcnemarMethod } from './mcnemar'
import { modelComparisonMethod } from './model-comparison'
import { nearDuplicatesMethod } from './near-duplicates'
import { emotionWheelsMethod } from './emotion-wheels'
import { openVocabularyMethod } from './open-vocabulary'
import { pairedBootstrapMethod, signFlipMethod } from './paired-comparison'
import { f1, precision, recall, unbiasedHitRate } from './per-class'
import { percentAgreement } from './percent-agreement'
import { noiseMixMethod, occlusionMethod } from './perturbation'
import { principalComponentsMethod } from './principal-components'
import { agrestiCoull, wald, wilson, wilsonCorrected } from './proportion-interval'
import { unweightedAverageRecall, unweightedAverageRecallAllLabels } from './recall-average'
import { recurrenceMethod } from './recurrence'
import { segmentalF1At10, segmentalF1At25, segmentalF1At50 } from './segmental-f1'
import { sentimentRegressionMethod } from './sentiment-regression'
import { silenceRatioMethod } from './silence-ratio'
import {
  softCosine,
  softCrossEntropy,
  softJensenShannon,
  softJensenShannonDistance,
  softKullbackLeibler,
  softOverlap,
  softTotalVariation
} from './soft-label'
import { temperatureScalingMethod } from './temperature-scaling'
import { meanTemporalOverlap } from './temporal-overlap'
import { meanReciprocalRank, top2, top3 } from './top-k'
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
import { characterErrorRate, matchErrorRate, wordErrorRate } from './word-errors'

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
  softOverlap,
  rocAuc,
  averagePrecisionScore,
  equalErrorRate,
  aucOneVersusRest,
  aucOneVersusOne,
  expectedCalibrationError,
  maximumCalibrationError,
  equalMassCalibrationError,
  classwiseCalibrationError,
  brierScore,
  logLoss,
  hammingLoss,
  subsetAccuracy,
  jaccardSamples,
  jaccardSamplesEmptyZero,
  labelSetMacroF1,
  labelSetMicroF1,
  labelSetWeightedF1,
  labelSetSampleF1,
  labelRankingPrecision,
  coverageError,
  rankingLoss,
  meanAveragePrecision,
  wordErrorRate,
  characterErrorRate,
  matchErrorRate,
  identificationError,
  diarizationError
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
  labelSetAggregationMethod,
  detectionPrecisionMethod,
  temperatureScalingMethod,
  mcnemarMethod,
  pairedBootstrapMethod,
  signFlipMethod,
  fairnessMethod,
  equalizedOddsMethod,
  confidentLearningMethod,
  emotionDiarizationMethod,
  emotionCausePairsMethod,
  emotionCauseSpansMethod,
  openVocabularyMethod,
  emotionWheelsMethod,
  nearDuplicatesMethod,
  principalComponentsMethod,
  modelComparisonMethod,
  sentimentRegressionMethod,
  merCombinedMethod,
  abawMethod,
  intensityCorrelationMethod,
  conversationSlicesMethod,
  lateFusionMethod,
  compoundExpressionMethod,
  noiseMixMethod,
  occlusionMethod,
  recurrenceMethod,
  silenceRatioMethod,
  leaveOneGroupOutMethod,
  groupFoldsMethod
])
