import { logOddsMethod } from '../../../../../../shared/analysis/language/log-odds'
import { call } from '../../../../../client'
import { paperColors } from '../../../figure'
import { languageChoice } from '../../language/contrasts'
import { languageFigures } from '../../language/figures'
import type { ReportSection } from './section'

/** Words that go with errors. */
export const wordsSection: ReportSection = {
  id: 'words',
  title: 'Words of errors',
  hint: 'Words that are characteristic of errors, by log-odds with a prior',
  async make({ query, referenceName, candidateName }) {
    const { strength, least } = languageChoice.get()
    const answer = await call('analysis.language', {
      ...query,
      a: { only: 'errors' },
      b: { only: 'right' },
      strength,
      least
    })
    const words = answer.words
    return {
      title: 'Words of errors',
      paragraphs: [
        answer.a.withWords + answer.b.withWords === 0
          ? 'The items have no words.'
          : `${answer.a.words} words of ${answer.a.withWords} items with errors against ${answer.b.words} words of ${answer.b.withWords} right ones; the prior weighs ${strength} words, words that occur less than ${least} times are not listed. ${logOddsMethod.convention} ${logOddsMethod.source}.`
      ],
      cards: [],
      tables:
        words.length === 0
          ? []
          : [
              {
                name: 'words',
                title: 'Characteristic words',
                table: [
                  ['word', 'in errors', 'in right items', 'log-odds', 'z'],
                  ...words.map(({ word, countA, countB, delta, z }) => [
                    word,
                    String(countA),
                    String(countB),
                    delta.toFixed(6),
                    z.toFixed(6)
                  ])
                ]
              }
            ],
      figures:
        words.length === 0
          ? []
          : languageFigures(answer, ['errors', 'right'], [referenceName, candidateName]).map((figure) => ({
              name: figure.id,
              title: figure.title,
              figure: figure.make(paperColors),
              width: 560,
              height: 520
            }))
    }
  }
}
