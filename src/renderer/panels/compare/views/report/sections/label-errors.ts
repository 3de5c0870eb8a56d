import { call } from '../../../../../client'
import { labelOrId } from '../../../../../session/label-or-id'
import { recordingOf, schemeOf } from '../../../../../session/project'
import { formatClock } from '../../../../../../shared/domain/time'
import type { TextTable } from '../../../../../ui/text-table'
import type { ReportSection } from './section'

/** Labels that the candidate speaks against. */
export const labelErrorsSection: ReportSection = {
  id: 'label-errors',
  title: 'Likely label errors',
  hint: 'Labels that the model confidently speaks against (confident learning)',
  async make({ query, examples }) {
    const found = await call('analysis.labelErrors', { ...query, limit: Math.max(1, examples) })
    const name = (id: string): string => labelOrId(schemeOf(found.schemeId), id, found.attributeId).name
    const table: TextTable = [
      ['recording', 'start', 'label given', 'model says', 'margin', 'self-confidence'],
      ...found.suspects.map((suspect) => [
        recordingOf(suspect.recordingId)?.name ?? suspect.recordingId,
        formatClock(suspect.start),
        name(suspect.given),
        name(suspect.guess),
        suspect.margin.toFixed(3),
        suspect.selfConfidence.toFixed(3)
      ])
    ]
    return {
      title: 'Likely label errors',
      paragraphs: [
        `Of ${found.used} items with a label and scores, ${found.counted} have a confident guess; ${found.total} of these guesses differ from the label. The first ${found.suspects.length} in order of their margin.`
      ],
      cards: [],
      tables:
        found.suspects.length > 0 ? [{ name: 'label-errors', title: 'Likely label errors', table }] : [],
      figures: []
    }
  }
}
