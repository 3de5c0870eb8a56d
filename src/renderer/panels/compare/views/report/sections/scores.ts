import { call } from '../../../../../client'
import { mappingText } from '../../../../../../shared/mapping/mapping-text'
import { mappingNames } from '../../../../../session/common-targets'
import { labelOrId } from '../../../../../session/label-or-id'
import { project, schemeOf } from '../../../../../session/project'
import { amountText } from '../../../../../ui/format'
import { cardsOf } from '../../../card-facts'
import { confusionFigure, paperColors, recallFigure } from '../../../figure'
import { classTable, matrixTable } from '../../../table-text'
import type { ReportSection } from './section'

/** Scores, confusion and classes of two authors. */
export const scoresSection: ReportSection = {
  id: 'scores',
  title: 'Scores and confusion',
  hint: 'All scores with their cards, the confusion matrix and the numbers of each label',
  async make({ query, referenceName, candidateName, facts }) {
    const report = await call('compare.report', query)
    const labelOf = (id: string) => labelOrId(schemeOf(report.schemeId), id, report.attributeId)
    const name = (id: string): string => labelOf(id).name
    const input = { report, labelOf, referenceName, candidateName, colors: paperColors }
    const out = report.leftOut.map(({ reason, count, unit }) => `${amountText(count, unit)}: ${reason}`)
    return {
      title: `${candidateName} against ${referenceName}`,
      paragraphs: [
        `${amountText(report.n, report.unit)} of ${report.recordings} ${report.recordings === 1 ? 'recording' : 'recordings'} count. ${out.length === 0 ? 'Nothing was left out.' : `Left out: ${out.join(' ')}`}`,
        ...(report.mapping ? mappingText(report.mapping, mappingNames(project().index)) : [])
      ],
      cards: cardsOf(report.cards, [...facts(report.revision), ['Pairing', report.pairing]]),
      tables: [
        { name: 'confusion', title: 'Confusion, counts', table: matrixTable(report, 'counts', name) },
        {
          name: 'confusion-percent',
          title: 'Confusion, percent of the rows',
          table: matrixTable(report, 'percent', name)
        },
        {
          name: 'labels',
          title: 'Numbers of each label',
          table: classTable(report, name)
        }
      ],
      figures: [
        {
          name: 'confusion',
          title: 'Confusion matrix',
          figure: confusionFigure(input),
          width: 560,
          height: 480
        },
        {
          name: 'recall',
          title: 'Recall of each label',
          figure: recallFigure(input),
          width: 560,
          height: 480
        }
      ]
    }
  }
}
