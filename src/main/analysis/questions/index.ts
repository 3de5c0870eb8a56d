import type { Questions } from '../question'
import { doubt } from './doubt'
import { causes, causesItems } from './causes'
import { openWords, openWordsItems } from './open-words'
import { labelSetItems } from './label-set-items'
import { labelSets, labelCurves, labelTune } from './label-sets'
import { analysisItems } from './analysis-items'
import { analysisScore } from './analysis-score'
import { compareDiarization } from './compare-diarization'
import { compareItems } from './compare-items'
import { compareReport } from './compare-report'
import { duplicates } from './duplicates'
import { frameErrors } from './frame-errors'
import { labelErrors } from './label-errors'
import { concordance, language } from './language'
import { leakage } from './leakage'
import { raters } from './raters'
import { traceErrors } from './trace-errors'
import { versus, versusItems, versusStretches } from './versus'
import { segmentMoments } from './segment-moments'
import { segments } from './segments'
import { traceLags } from './trace-lags'
import { tracePlane } from './trace-plane'
import { traceSeries } from './trace-series'
import { traceStretches } from './trace-stretches'
import { traces } from './traces'
import { crossCorpus } from './cross-corpus'
import { slices } from './slices'
import { worstSlices } from './worst-slices'
import { variants } from './variants'
import { confidence } from './confidence'
import { confidenceUnits } from './confidence-units'

/** Every question that the thread of analyses answers. */
export const questions: Questions = {
  'analysis.doubt': doubt,
  'analysis.causesItems': causesItems,
  'analysis.causes': causes,
  'analysis.openWordsItems': openWordsItems,
  'analysis.openWords': openWords,
  'analysis.labelSetItems': labelSetItems,
  'analysis.labelTune': labelTune,
  'analysis.labelCurves': labelCurves,
  'analysis.labelSets': labelSets,
  'compare.report': compareReport,
  'compare.items': compareItems,
  'compare.diarization': compareDiarization,
  'analysis.items': analysisItems,
  'analysis.variants': variants,
  'analysis.versus': versus,
  'analysis.versusItems': versusItems,
  'analysis.versusStretches': versusStretches,
  'analysis.labelErrors': labelErrors,
  'analysis.frameErrors': frameErrors,
  'analysis.traceErrors': traceErrors,
  'analysis.raters': raters,
  'analysis.duplicates': duplicates,
  'analysis.leakage': leakage,
  'analysis.language': language,
  'analysis.concordance': concordance,
  'analysis.segments': segments,
  'analysis.segmentMoments': segmentMoments,
  'analysis.traces': traces,
  'analysis.traceLags': traceLags,
  'analysis.traceStretches': traceStretches,
  'analysis.traceSeries': traceSeries,
  'analysis.tracePlane': tracePlane,
  'analysis.slices': slices,
  'analysis.worstSlices': worstSlices,
  'analysis.crossCorpus': crossCorpus,
  'analysis.score': analysisScore,
  'analysis.confidence': confidence,
  'analysis.confidenceUnits': confidenceUnits
}
