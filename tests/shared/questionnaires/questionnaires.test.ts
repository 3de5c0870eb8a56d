import { describe, expect, it } from 'vitest'
import type { Result } from '../../../src/shared/domain/problem'
import { builtIn } from '../../../src/shared/questionnaires/built-in'
import {
  questionnaireOf,
  questionnairesOf,
  schemeDocumentOf
} from '../../../src/shared/questionnaires/find-questionnaire'
import { Questionnaire } from '../../../src/shared/questionnaires/questionnaire'
import { scoresOf } from '../../../src/shared/questionnaires/score'
import { codeOf, desk, type RowTable } from '../commands/row-table'
import { preset, presetIds } from '../values/preset'

const panas = questionnaireOf('panas', [])
if (!panas) throw new Error('PANAS is missing')
const all = (value: number): Record<string, number> =>
  Object.fromEntries(panas.items.map(({ id }) => [id, value]))
const numbers = (answers: Record<string, number>): (number | null)[] =>
  scoresOf(panas, answers).map((score) => score.value)

describe('PANAS', () => {
  it('has twenty items, ten on each of two scales that share none', () => {
    expect(panas.items).toHaveLength(20)
    const [positive, negative] = panas.scores
    expect(new Set([...(positive?.items ?? []), ...(negative?.items ?? [])]).size).toBe(20)
    expect([positive?.items.length, negative?.items.length]).toEqual([10, 10])
  })
  it('goes from 10 to 50 on both scales', () => {
    expect(numbers(all(1))).toEqual([10, 10])
    expect(numbers(all(5))).toEqual([50, 50])
    expect(scoresOf(panas, {})[0]?.range).toEqual([10, 50])
  })
  // By hand: eight positive items at 3, excited 5 and proud 1: 24 + 5 + 1 = 30; negative all 2 but afraid 4: 18 + 4 = 22.
  it('sums the items of each scale', () => {
    const positive = Object.fromEntries((panas.scores[0]?.items ?? []).map((id) => [id, 3]))
    const negative = Object.fromEntries((panas.scores[1]?.items ?? []).map((id) => [id, 2]))
    expect(numbers({ ...positive, ...negative, excited: 5, proud: 1, afraid: 4 })).toEqual([30, 22])
  })
  it('has no sum while items are open, and says how many', () => {
    const answers = all(3)
    delete answers['afraid']
    expect(scoresOf(panas, answers)).toMatchObject([
      { value: 30, unanswered: 0 },
      { value: null, unanswered: 1, answered: 9, reason: '1 of 10 items are not answered' }
    ])
  })
})

describe('a questionnaire of one’s own', () => {
  const own = Questionnaire.parse({
    schema: 'affectory.questionnaire/1',
    id: 'own',
    name: 'Own',
    answers: [0, 1, 2, 3].map((value) => ({ value })),
    items: [
      { id: 'calm', text: 'Calm' },
      { id: 'tense', text: 'Tense', reversed: true },
      { id: 'why', text: 'Why', kind: 'text' }
    ],
    scores: [{ id: 'ease', name: 'Ease', method: 'mean', items: ['calm', 'tense'] }]
  })
  it('turns reversed items round and takes means over what is answered', () => {
    expect(scoresOf(own, { calm: 3, tense: 1 })[0]?.value).toBe(2.5)
    expect(scoresOf(own, { tense: 3 })[0]).toMatchObject({ value: 0, answered: 1, unanswered: 1 })
    expect(scoresOf(own, {})[0]?.reason).toBe('no item is answered')
  })
  it('is kept as a scheme and comes back as it was', () => {
    const rows = desk()
    expect(rows.run('scheme-save', { document: schemeDocumentOf(own) }).ok).toBe(true)
    expect(questionnaireOf('own', rows.all('scheme'))).toEqual(own)
  })
  it('names what is wrong in its document', () => {
    const wrong = Questionnaire.safeParse({
      ...own,
      scores: [{ id: 'x', name: 'X', method: 'sum', items: ['no'] }]
    })
    expect(wrong.error?.issues[0]?.message).toBe('score "x" counts an unknown item "no"')
  })
})

describe('schemes whose attributes are answered once', () => {
  it('are questionnaires, the manikins among them as pictures', () => {
    const list = questionnairesOf(presetIds.map(preset))
    const elder = list.find(({ id }) => id === 'elderreact')
    expect(elder?.items.map(({ id }) => id)).toContain('valence')
    expect(builtIn[0]?.items.every(({ kind }) => kind === 'pictures')).toBe(true)
  })
})

describe('answers', () => {
  const save = (rows: RowTable, rest: object): Result<unknown> =>
    rows.run('response-save', { questionnaireId: 'panas', at: '2026-01-01T00:00:00Z', answers: {}, ...rest })
  it('are changed in place for the same annotator, recording and person', () => {
    const rows = desk()
    save(rows, { recordingId: 'r', answers: { proud: 2 } })
    save(rows, { recordingId: 'r', answers: { proud: 4, upset: 1 } })
    save(rows, { answers: { proud: 5 } })
    expect(rows.all('response').map(({ answers }) => answers)).toEqual([{ proud: 4, upset: 1 }, { proud: 5 }])
  })
  it('must be answers that the questionnaire has', () => {
    const rows = desk()
    expect(codeOf(save(rows, { answers: { proud: 6 } }))).toBe('questionnaire.answer')
    expect(codeOf(save(rows, { answers: { smug: 1 } }))).toBe('questionnaire.item')
    expect(codeOf(save(rows, { questionnaireId: 'none' }))).toBe('questionnaire.unknown')
  })
  it('go with their recording, stay without their person, and hold their annotator', () => {
    const rows = desk()
    rows.run('person-save', { id: 'p', name: 'Pia' })
    save(rows, { recordingId: 'r', personId: 'p', answers: { proud: 2 } })
    save(rows, { personId: 'p', answers: { proud: 3 } })
    expect(codeOf(rows.run('author-delete', { id: 'anna' }))).toBe('author.in-use')
    rows.run('person-delete', { id: 'p' })
    expect(rows.all('response').map(({ personId }) => personId)).toEqual([undefined, undefined])
    rows.run('recording-delete', { ids: ['r'] })
    expect(rows.all('response').map(({ answers }) => answers)).toEqual([{ proud: 3 }])
  })
})
