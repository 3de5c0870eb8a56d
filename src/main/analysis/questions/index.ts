import type { Questions } from '../question'
import { analysisItems } from './analysis-items'
import { analysisScore } from './analysis-score'
import { compareDiarization } from './compare-diarization'
import { compareItems } from './compare-items'
import { compareReport } from './compare-report'

/** Every question that the thread of analyses answers. */
export const questions: Questions = {
  'compare.report': compareReport,
  'compare.items': compareItems,
  'compare.diarization': compareDiarization,
  'analysis.items': analysisItems,
  'analysis.score': analysisScore
}
