import { confidenceSection } from './confidence'
import { examplesSection } from './examples'
import { labelErrorsSection } from './label-errors'
import { overviewSection } from './overview'
import { scoresSection } from './scores'
import type { ReportSection } from './section'
import { segmentsSection } from './segments'
import { slicesSection } from './slices'
import { tracesSection } from './traces'
import { versusSection } from './versus'
import { wordsSection } from './words'

/** Sections that a report can have, in their order. */
export const sections: readonly ReportSection[] = [
  overviewSection,
  scoresSection,
  slicesSection,
  versusSection,
  confidenceSection,
  segmentsSection,
  tracesSection,
  labelErrorsSection,
  wordsSection,
  examplesSection
]
