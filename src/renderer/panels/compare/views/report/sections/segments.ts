import { call } from '../../../../../client'
import { labelOrId } from '../../../../../session/label-or-id'
import { schemeOf } from '../../../../../session/project'
import { cardsOf } from '../../../card-facts'
import { paperColors } from '../../../figure'
import { segmentFigures } from '../../segments/figures'
import { cardsTable, labelsTable } from '../../segments/tables'
import type { ReportSection } from './section'

/** Where segments lie in time. */
export const segmentsSection: ReportSection = {
  id: 'segments',
  title: 'Segments in time',
  hint: 'Overlap, boundaries, and what was missed, made up, merged and split',
  async make({ query, facts, referenceName, candidateName }) {
    const answer = await call('analysis.segments', query)
    const labelOf = (id: string) => labelOrId(schemeOf(answer.schemeId), id, answer.attributeId)
    return {
      title: 'Segments in time',
      paragraphs:
        answer.background === undefined
          ? []
          : [`Segments of the label “${labelOf(answer.background).name}” are no events.`],
      cards: cardsOf(answer.cards, facts(answer.revision)),
      tables: [
        { name: 'segment-scores', title: 'Scores of segments', table: cardsTable(answer), shown: null },
        {
          name: 'segment-labels',
          title: 'Segments of each label',
          table: labelsTable(answer, (id) => labelOf(id).name)
        }
      ],
      figures: segmentFigures(answer, labelOf, [referenceName, candidateName]).map((figure) => ({
        name: figure.id,
        title: figure.title,
        figure: figure.make(paperColors),
        width: 560,
        height: 420
      }))
    }
  }
}
