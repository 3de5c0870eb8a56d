import { describe, expect, test } from 'vitest'
import { agreementHandlers } from '../../../src/main/handlers/agreement'
import { analysisHere } from '../analysis/analysis-here'
import { compareHandlers } from '../../../src/main/handlers/compare'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { AgreementQuery, CompareQuery } from '../../../src/shared/contract'
import { preset } from '../../shared/values/preset'
import { edit, labelledProject, value } from '../store/project-fixture'

const second = 1_000_000
const meld = { schemeId: 'meld7', attributeId: 'emotion' }

/** Gold in IEMOCAP's six labels by Anna, MELD's seven by Ben, both over the same seconds. */
function goldAndModel(gold: readonly string[], said: readonly string[]): Project {
  const { project, recordingId } = labelledProject()
  for (const id of ['iemocap6', 'meld7'])
    edit(project, 'anna', 'scheme-save', { document: preset(id).document })
  const lane = (author: string, id: string, schemeId: string, labels: readonly string[]) => {
    edit(project, author, 'track-create', { id, recordingId, schemeId })
    labels.forEach((label, i) =>
      edit(project, author, 'segment-create', {
        id: `${id}${i}`,
        trackId: id,
        start: i * second,
        end: (i + 1) * second,
        label
      })
    )
  }
  lane('anna', 'gold', 'iemocap6', gold)
  lane('ben', 'model', 'meld7', said)
  return project
}

const gold = ['hap', 'exc', 'fru', 'ang', 'sad', 'neu', 'neu', 'sad']
const said = ['joy', 'joy', 'anger', 'sadness', 'sadness', 'neutral', 'surprise', 'fear']
const context = (project: Project) => ({ open: { project } }) as unknown as HandlerContext
const compare = (more: object = {}) =>
  CompareQuery.parse({ referenceAuthorId: 'anna', candidateAuthorId: 'ben', mapTo: meld, ...more })

describe('two authors of different schemes, compared through a mapping table', () => {
  test('are measured on the four classes that both have; the others are left out and counted', async () => {
    const handlers = analysisHere(goldAndModel(gold, said))
    const report = value(await handlers['compare.report'](compare()))
    expect(report.confusion.labels).toEqual(['neutral', 'joy', 'anger', 'sadness'])
    expect(report.mapping?.shared).toEqual(report.confusion.labels)
    expect(report.mapping?.notShared).toEqual(['surprise', 'disgust', 'fear'])
    // By hand: six of eight seconds have a shared label on both sides; anger said as sadness is the one error.
    expect(report.n).toBe(6)
    expect(report.cards.find(({ id }) => id === 'accuracy')?.value).toBeCloseTo(5 / 6, 12)
    expect(report.leftOut).toEqual([
      {
        reason: 'The candidate label has no counterpart among the labels compared.',
        count: 2,
        unit: 'segments'
      }
    ])
    expect(report.unmapped.map(({ side, label }) => [side, label]).sort()).toEqual([
      ['candidate', 'fear'],
      ['candidate', 'surprise']
    ])
    expect(report.mapping?.steps).toMatchObject([
      {
        from: { schemeId: 'iemocap6', attributeId: 'emotion' },
        kind: 'group',
        lossy: true,
        segments: 8,
        merges: [
          { target: 'joy', sources: ['hap', 'exc'] },
          { target: 'anger', sources: ['ang', 'fru'] }
        ]
      }
    ])
  })

  test('give the moments of a cell in the labels mapped to, and the other way round the same cell turned', async () => {
    const handlers = analysisHere(goldAndModel(gold, said))
    const cell = { reference: 'anger', candidate: 'sadness', onlyErrors: false }
    const items = value(await handlers['compare.items']({ ...compare(), ...cell }))
    expect(items.map(({ referenceSegmentId }) => referenceSegmentId)).toEqual(['gold3'])
    const turned = compare({ referenceAuthorId: 'ben', candidateAuthorId: 'anna' })
    const report = value(await handlers['compare.report'](turned))
    expect(report.confusion.counts[3]?.[2]).toBe(1)
    expect(report.mapping?.steps.map(({ from }) => from.schemeId)).toEqual(['iemocap6'])
  })

  test('the difference lane shows them as equal where the table makes them so', async () => {
    const handlers = compareHandlers(context(goldAndModel(gold, said)))
    const tracks = { referenceTrackId: 'gold', candidateTrackId: 'model' }
    const spans = value(await handlers['compare.difference'](tracks))
    expect(spans.map(({ start, end, kind }) => [start / second, end / second, kind])).toEqual([
      [0, 3, 'agree'],
      [3, 4, 'differ'],
      [4, 6, 'agree'],
      [6, 8, 'differ']
    ])
  })

  test('ratings become quadrants, and those on an axis are left out with that reason', async () => {
    const { project, recordingId } = labelledProject()
    for (const id of ['vad-sam9', 'russell4q'])
      edit(project, 'anna', 'scheme-save', { document: preset(id).document })
    edit(project, 'anna', 'track-create', { id: 'sam', recordingId, schemeId: 'vad-sam9' })
    edit(project, 'ben', 'track-create', { id: 'q', recordingId, schemeId: 'russell4q' })
    const at = (i: number) => ({ start: i * second, end: (i + 1) * second })
    const rate = (i: number, valence: number, arousal: number) =>
      edit(project, 'anna', 'segment-create', {
        trackId: 'sam',
        ...at(i),
        value: { kind: 'ratings', ratings: { valence, arousal, dominance: 5 } }
      })
    rate(0, 7, 3)
    rate(1, 5, 8)
    rate(2, 2, 8)
    ;['Q4', 'Q1', 'Q3'].forEach((label, i) =>
      edit(project, 'ben', 'segment-create', { trackId: 'q', ...at(i), label })
    )
    const mapTo = { schemeId: 'russell4q', attributeId: 'quadrant' }
    const report = value(await analysisHere(project)['compare.report'](compare({ mapTo })))
    expect(report.n).toBe(2)
    expect(report.cards.find(({ id }) => id === 'accuracy')?.value).toBe(0.5)
    expect(report.mapping?.steps[0]?.leftOut).toEqual([
      { answer: 'rating', why: 'on axis (valence)', segments: 1 }
    ])
  })

  test('agree as far as their shared classes go', async () => {
    const project = goldAndModel(['hap', 'exc', 'fru', 'sad'], ['joy', 'joy', 'anger', 'sadness'])
    const query = AgreementQuery.parse({ authorIds: ['anna', 'ben'], mapTo: meld })
    const report = value(await agreementHandlers(context(project))['agreement.report'](query))
    expect(report.mapping?.shared).toEqual(['neutral', 'joy', 'anger', 'sadness'])
    expect(report.cards.find(({ id }) => id.includes('kappa') || id.includes('alpha'))?.value).toBeCloseTo(
      1,
      9
    )
  })
})
