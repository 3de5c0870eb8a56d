import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Project } from '../../../src/main/store'
import { readTable } from '../../../src/shared/analysis/open-vocabulary/read-table'
import { calls } from '../../../src/shared/contract'
import type { CausesRegion } from '../../../src/shared/contract/causes'
import { sharedData } from '../../fixtures/shared-data'
import { xlsxRows } from '../../fixtures/xlsx-rows'
import { edit, ekman7, minuteOfVideo, newProject, problem, schemes, value } from '../store/project-fixture'
import { analysisHere } from './analysis-here'

/** Words of two authors about the same seconds. */
function described(
  items: readonly { readonly own: readonly string[]; readonly other: readonly string[] }[]
): Project {
  const project = newProject()
  for (const id of ['anna', 'ben']) edit(project, 'anna', 'author-save', { id, name: id })
  const scheme = schemes.find(({ id }) => id === 'open-vocabulary')
  edit(project, 'anna', 'scheme-save', { document: scheme?.document })
  const file = { ...minuteOfVideo(), durationSeconds: items.length + 1, streams: [] }
  const { recordingId } = value(project.commitImported(file))
  for (const [author, side] of [
    ['anna', 'own'],
    ['ben', 'other']
  ] as const) {
    edit(project, author, 'track-create', {
      ...{ id: author, recordingId, schemeId: 'open-vocabulary', attributeId: 'words' }
    })
    edit(project, author, 'segment-paste', {
      trackId: author,
      segments: items.map((item, i) => ({
        ...{ start: i * 1e6, end: (i + 1) * 1e6 },
        value: { kind: 'terms', terms: item[side] }
      }))
    })
  }
  return project
}

const ask = (project: Project, settings: object = {}) =>
  analysisHere(project)['analysis.openWords'](
    calls['analysis.openWords'].input.parse({
      ...{ referenceAuthorId: 'anna', candidateAuthorId: 'ben', settings }
    })
  )

test('words are grouped, scored and opened; those without a group are listed', async () => {
  const project = described([
    { own: ['happy', 'relieved'], other: ['joyful'] },
    { own: ['furious'], other: ['sad', 'flabbergasted'] },
    { own: ['zesty'], other: ['glad'] }
  ])
  const answer = value(await ask(project))
  expect(answer.n).toBe(3)
  expect(answer.wheels.length).toBeGreaterThan(0)
  expect(answer.unknown.map(({ word }) => word)).toContain('zesty')
  const wheel = answer.wheels[0]?.wheel ?? ''
  const region = { kind: 'differ', wheel } as const
  const differ = value(
    await analysisHere(project)['analysis.openWordsItems'](
      calls['analysis.openWordsItems'].input.parse({
        ...{ referenceAuthorId: 'anna', candidateAuthorId: 'ben', region }
      })
    )
  )
  expect(differ.words[0]).toEqual({ reference: ['furious'], candidate: ['sad', 'flabbergasted'] })
})

const folder = sharedData('text', 'mer2024-ov', 'items.json')
test.skipIf(!folder)(
  'OPN-1: the 332 descriptions of MER2024 with the imported tables of MER2025 have its scores, and 70 words are outside',
  async () => {
    const place = (name: string): string => sharedData('text', 'mer2024-ov', name) ?? ''
    const lists = (name: string) =>
      readFileSync(place(name), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) =>
          [...line.matchAll(/""([^"]*)""|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '')
        )
    const [own, other] = [lists('check-openset.csv'), lists('predict-openset.csv')]
    expect([own.length, other.length]).toEqual([332, 332])
    const sheet = async (name: string) =>
      (await xlsxRows(place(name))).map((row) =>
        [...'ABCDEFGHIJKLMNOP'].map((column) => row.get(column) ?? '')
      )
    const forms = readTable([
      ...readFileSync(place('format.csv'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => (/^([^,]*),"?([^"]*)"?\r?$/.exec(line) ?? []).slice(1)),
      // Two of the forms that MER2025 has and these files of MER2026 have not.
      ['fearless', 'fear'],
      ['meaningless', 'meaningful']
    ])
    const synonyms = readTable(await sheet('synonym.xlsx'))
    if (forms.kind !== 'forms' || synonyms.kind !== 'synonyms') throw new Error('the tables are not known')
    expect(synonyms.entries).toBe(1255)
    const wheelTable: Record<string, unknown> = {}
    for (let number = 1; number <= 5; number++) {
      const wheel = readTable(await sheet(`wheel${number}.xlsx`))
      if (wheel.kind !== 'wheel') throw new Error('a wheel is not known')
      for (const [level, groups] of Object.entries(wheel.levels))
        wheelTable[`wheel${number}, ${level}`] = groups
    }
    const project = described(own.map((words, i) => ({ own: words, other: other[i] ?? [] })))
    // The tables become part of the scheme, as one edit that can be undone.
    const scheme = project.get('scheme', 'open-vocabulary')
    const document = structuredClone(scheme?.document) as { attributes: { id: string; vocabulary: object }[] }
    for (const attribute of document.attributes)
      if (attribute.id === 'words')
        attribute.vocabulary = { seed: [], formTable: forms.lists, synonymLists: synonyms.lists, wheelTable }
    edit(project, 'anna', 'scheme-save', { document })
    const answer = value(await ask(project))
    expect(answer.n).toBe(332)
    expect(answer.tables).toMatchObject({ wheels: 10, words: 253, synonyms: 1255 })
    const mean = (level: string, key: 'f' | 'precision' | 'recall'): number => {
      const wheels = answer.wheels.filter(({ wheel }) => wheel.endsWith(level))
      expect(wheels.length).toBe(5)
      return wheels.reduce((sum, wheel) => sum + (wheel[key] ?? NaN), 0) / 5
    }
    const expected = { 'level 1': [0.553706, 0.559395, 0.548516], 'level 2': [0.424486, 0.447421, 0.40504] }
    for (const [level, known] of Object.entries(expected))
      for (const [i, key] of (['f', 'precision', 'recall'] as const).entries())
        expect(Math.abs(mean(level, key) - (known[i] ?? NaN)), `${level} ${key}`).toBeLessThan(1e-6)
    expect(answer.words.reference.unknown).toBe(70)
    expect(answer.unknown.filter(({ side }) => side === 'reference').length).toBe(70)
    expect(value(await ask(project, { unknownStand: true })).wheels[0]?.leftOut).toBe(0)
  },
  60_000
)

test('pairs of emotion and cause are scored, and each missed or wrong one opens both of its turns', async () => {
  const project = newProject()
  for (const id of ['anna', 'ben']) edit(project, 'anna', 'author-save', { id, name: id })
  edit(project, 'anna', 'scheme-save', { document: ekman7.document })
  const { recordingId } = value(project.commitImported(minuteOfVideo()))
  edit(project, 'anna', 'track-create', {
    ...{ id: 'said', recordingId, schemeId: 'ekman7', kind: 'utterances', layer: 'Transcript' }
  })
  const texts = ['You forgot it again', 'I did not', 'You always do', 'Oh you brought it']
  const emotions = [undefined, 'anger', 'anger', 'happiness']
  edit(project, 'anna', 'segment-paste', {
    trackId: 'said',
    segments: texts.map((text, i) => ({
      ...{ id: `s${i}`, start: i * 2e6, end: (i + 1) * 2e6, text },
      ...(emotions[i] === undefined ? {} : { label: emotions[i] })
    }))
  })
  const link = (author: string, fromId: string, toId: string, toSpan?: object) =>
    edit(project, author, 'relation-create', { kind: 'cause', fromId, toId, ...(toSpan ? { toSpan } : {}) })
  const questions = analysisHere(project)
  const query = { referenceAuthorId: 'anna', candidateAuthorId: 'ben' }
  const causes = () => questions['analysis.causes'](calls['analysis.causes'].input.parse(query))
  expect(problem(await causes()).code).toBe('no-causes')
  link('anna', 's1', 's0', { from: 4, to: 10 })
  link('anna', 's2', 's1')
  link('anna', 's3', 's3')
  link('ben', 's1', 's0')
  link('ben', 's2', 's0')
  const answer = value(await causes())
  // Anger: one of two found, one of two right; happiness: missed. Weights 2/3 and 1/3.
  expect(answer.rows).toEqual([
    { emotion: 'anger', reference: 2, candidate: 2, hits: 1, precision: 0.5, recall: 0.5, f1: 0.5 },
    { emotion: 'happiness', reference: 1, candidate: 0, hits: 0, precision: 0, recall: 0, f1: 0 }
  ])
  const card = (id: string) => answer.cards.find((one) => one.id === id)?.value
  expect(card('cause_pairs_weighted')).toBeCloseTo(1 / 3, 12)
  // Pooled: one hit, two said, three there.
  expect(card('cause_pairs_micro')).toBeCloseTo((2 * (1 / 2) * (1 / 3)) / (1 / 2 + 1 / 3), 12)
  // Ben's cause is all four words of the turn, Anna's one of them: no strict hit.
  expect(card('cause_strict_micro')).toBe(0)
  expect(card('cause_proportional_micro')).toBeGreaterThan(0)
  expect(
    answer.pairs.map(({ outcome, emotionTurn, causeTurn }) => [outcome, emotionTurn, causeTurn])
  ).toEqual([
    ['missed', 3, 2],
    ['missed', 4, 4],
    ['wrong', 3, 1],
    ['hit', 2, 1]
  ])
  const moments = async (region: CausesRegion) =>
    value(
      await questions['analysis.causesItems'](calls['analysis.causesItems'].input.parse({ ...query, region }))
    ).moments.map(({ segmentId }) => segmentId)
  expect(await moments({ kind: 'pair', at: 0 })).toEqual(['s2', 's1'])
  expect(await moments({ kind: 'missed', emotion: 'happiness' })).toEqual(['s3'])
  expect(await moments({ kind: 'wrong' })).toEqual(['s2', 's0'])
})
