import { call } from '../../../../../client'
import { labelOrId } from '../../../../../session/label-or-id'
import { project, schemeOf } from '../../../../../session/project'
import { versusChoice } from '../../../../../session/versus'
import { cardsOf } from '../../../card-facts'
import { paperColors } from '../../../figure'
import { baselineOf } from '../../versus/baseline'
import { versusCards } from '../../versus/cards'
import { versusFigures } from '../../versus/figures'
import { classTable, differenceTable, scoreTable, testTable } from '../../versus/tables'
import { verdictTexts } from '../../versus/tiles'
import type { ReportSection } from './section'

/** What the candidate put right and broke where another author stood before. */
export const versusSection: ReportSection = {
  id: 'versus',
  title: 'A against B',
  hint: 'What the candidate put right and broke compared with the author chosen as A, with paired tests',
  async make({ query, referenceName, candidateName, facts }) {
    const { cluster, baselineId } = versusChoice.get()
    const { baseline } = baselineOf(project().index, query, baselineId)
    const title = `${candidateName} against ${baseline?.author.name ?? 'another author'}`
    if (!baseline)
      return {
        title,
        paragraphs: ['No third author labelled anything, so nothing can be compared.'],
        cards: [],
        tables: [],
        figures: []
      }
    const answer = await call('analysis.versus', { ...query, baselineId: baseline.author.id, cluster })
    const nameOf = (id: string): string => labelOrId(schemeOf(answer.schemeId), id, answer.attributeId).name
    const { scores, tests } = versusCards(answer, 1)
    const counts = verdictTexts.map(
      ({ kind, title: verdict }) => `${verdict.toLowerCase()} ${answer.amounts[kind].items}`
    )
    return {
      title,
      paragraphs: [
        `A is ${baseline.author.name}, B is ${candidateName}, both against ${referenceName}. Items: ${counts.join(', ')}; ${answer.amounts['left-out'].items} left out because one of the three has no label there.`,
        `Intervals draw ${answer.clusterNoun} (${answer.tests.clusters}) together.`
      ],
      cards: cardsOf([...scores, ...tests], [['A', baseline.author.name], ...facts(answer.revision)]),
      tables: [
        { name: 'versus-scores', title: 'Scores, B less A', table: scoreTable(answer) },
        { name: 'versus-tests', title: 'Paired tests', table: testTable(answer) },
        { name: 'versus-labels', title: 'Labels, from A to B', table: classTable(answer, nameOf) },
        {
          name: 'versus-confusion',
          title: 'Confusion, B less A, items',
          table: differenceTable(answer, 'items', nameOf)
        }
      ],
      figures: versusFigures({
        answer,
        nameOf,
        names: [referenceName, baseline.author.name, candidateName]
      }).map((figure) => ({
        name: figure.id,
        title: figure.title,
        figure: figure.make(paperColors),
        width: 560,
        height: 480
      }))
    }
  }
}
