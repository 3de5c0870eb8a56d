import { call } from '../../../../../client'
import { labelOrId } from '../../../../../session/label-or-id'
import { schemeOf } from '../../../../../session/project'
import { cardsOf } from '../../../card-facts'
import { binTable, cardTable, classTable } from '../../confidence/tables'
import { curveFigure, reliabilityFigure } from '../figures'
import type { ReportSection } from './section'

/** Whether the candidate knows when it is wrong. */
export const confidenceSection: ReportSection = {
  id: 'confidence',
  title: 'Confidence',
  hint: 'Reliability, calibration errors and risk over coverage',
  async make({ query, facts }) {
    const answer = await call('analysis.confidence', { ...query, settings: {} })
    const { before } = answer
    const name = (id: string): string => labelOrId(schemeOf(answer.schemeId), id, answer.attributeId).name
    const { points, n } = before.risk
    return {
      title: 'Confidence',
      paragraphs: [answer.reading],
      cards: cardsOf(before.cards, facts(answer.revision)),
      tables: [
        { name: 'calibration', title: 'Numbers of calibration', table: cardTable(answer) },
        { name: 'reliability', title: 'Bars of the reliability diagram', table: binTable(before) },
        { name: 'calibration-labels', title: 'Calibration of each label', table: classTable(before, name) }
      ],
      figures: [
        {
          name: 'reliability',
          title: 'Reliability; the area of a dot is its share of the items',
          figure: reliabilityFigure(before.bins),
          width: 560,
          height: 520
        },
        {
          name: 'risk-coverage',
          title: 'Share of errors when only the surest answers count',
          figure: curveFigure(
            points.map(({ answered, errors }) => [answered / Math.max(1, n), errors / Math.max(1, answered)]),
            ['coverage', 'risk']
          ),
          width: 560,
          height: 520
        }
      ]
    }
  }
}
