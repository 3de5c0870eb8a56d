import { describe, expect, test } from 'vitest'
import { analysisHere } from '../analysis/analysis-here'
import type { Project } from '../../../src/main/store'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { labelSetCards } from '../../../src/shared/compare/label-set-cards'
import { CompareQuery } from '../../../src/shared/contract'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { metrics } from '../../../src/shared/metrics'
import { edit, labelledProject, schemes, value } from '../store/project-fixture'

const second = 1_000_000

/** Anna and Ben say several labels of the same stretches, and Anna rates them besides. */
function twoRaters(schemeId: string, attributeId: string): { readonly project: Project; say: typeof say } {
  const { project, recordingId } = labelledProject()
  for (const id of [schemeId, 'vad-sam9'])
    edit(project, 'anna', 'scheme-save', { document: schemes.find((scheme) => scheme.id === id)?.document })
  for (const author of ['anna', 'ben'])
    edit(project, author, 'track-create', { id: `${author}-v`, recordingId, schemeId, attributeId })
  edit(project, 'anna', 'track-create', {
    id: 'ratings',
    recordingId,
    schemeId: 'vad-sam9',
    attributeId: 'vad'
  })
  for (let i = 0; i < 9; i++)
    edit(project, 'anna', 'segment-create', {
      trackId: 'ratings',
      start: i * second,
      end: (i + 1) * second,
      value: { kind: 'ratings', ratings: { valence: 5 } }
    })
  function say(author: string, answers: readonly Record<string, number | null>[]): void {
    answers.forEach((labels, i) =>
      edit(project, author, 'segment-create', {
        trackId: `${author}-v`,
        start: i * second,
        end: (i + 1) * second,
        value: { kind: 'labels', labels }
      })
    )
  }
  return { project, say }
}

const compare = (project: Project) =>
  analysisHere(project)['compare.report'](
    CompareQuery.parse({ referenceAuthorId: 'anna', candidateAuthorId: 'ben', recordingIds: [] })
  )

describe('comparing what two people say with several labels', () => {
  test('goes by the strongest label and leaves ratings of the same person out of it', async () => {
    const { project, say } = twoRaters('wrime8', 'intensity')
    say('anna', [{ joy: 3, fear: 1 }, { anger: 2 }, { sadness: 1, fear: 2 }])
    say('ben', [{ joy: 1 }, { anger: 3, disgust: 2 }, { sadness: 3, fear: 1 }])
    const report = value(await compare(project))
    expect(report).toMatchObject({ n: 3, schemeId: 'wrime8', attributeId: 'intensity', leftOut: [] })
    expect(report.cards.find((card) => card.id === 'accuracy')?.value).toBeCloseTo(2 / 3, 12)
    expect(report.unmapped).toEqual([])
  })
  // By hand, of eight labels. Equal sets: 0 of 3. Jaccard: 1/2, 1/2, 1. The third pair is equal as sets though its
  // strongest labels differ, so subset accuracy is 1/3. Wrong cells: fear, disgust: 2 of 24. tp 4, reference 5, candidate 5.
  test('tells how well the whole sets agree', async () => {
    const { project, say } = twoRaters('wrime8', 'intensity')
    say('anna', [{ joy: 3, fear: 1 }, { anger: 2 }, { sadness: 1, fear: 2 }])
    say('ben', [{ joy: 1 }, { anger: 3, disgust: 2 }, { sadness: 3, fear: 1 }])
    const report = value(await compare(project))
    const card = (id: string) => report.cards.find((one) => one.id === id)?.value
    expect(card('subset_accuracy')).toBeCloseTo(1 / 3, 12)
    expect(card('jaccard_samples')).toBeCloseTo(2 / 3, 12)
    expect(card('hamming_loss')).toBeCloseTo(2 / 24, 12)
    expect(card('label_set_f1_micro')).toBeCloseTo(8 / 10, 12)
  })
  test('gives each number the value that its metric computes', () => {
    const labels = ['a', 'b', 'c']
    const sets: readonly (readonly [string[], string[]])[] = [
      [['a', 'b'], ['a']],
      [['c'], ['c', 'b']],
      [['b'], ['b']],
      [['a', 'c'], ['b']]
    ]
    const items = sets.map((_, i) => ({
      referenceSegmentId: `r${i}`,
      candidateSegmentId: `c${i}`,
      recordingId: 'x',
      start: 0,
      end: 1,
      reference: 'a',
      candidate: 'a',
      overlapShare: 1
    }))
    const segmentOf = (id: string): Segment => {
      const chosen = sets[Number(id.slice(1))]?.[id.startsWith('r') ? 0 : 1] ?? []
      const labels = Object.fromEntries(chosen.map((label) => [label, null]))
      return {
        id,
        trackId: 't',
        start: micros(0),
        end: micros(1),
        flagged: false,
        value: { kind: 'labels', labels }
      }
    }
    const rows = (side: 0 | 1) =>
      sets.map((pair) => labels.map((label) => (pair[side].includes(label) ? 1 : 0)))
    for (const card of atOnce(labelSetCards(items, labels, segmentOf, []))) {
      const metric = metrics.get(card.id)
      if (metric.kind !== 'label-sets') throw new Error(`${card.id} is no metric of label sets`)
      expect(card.value, card.id).toBe(metric.compute(rows(0), rows(1)).value)
    }
  })
  test('says nothing about sets where everybody gave one label', async () => {
    const { project, say } = twoRaters('wrime8', 'intensity')
    say('anna', [{ joy: 3 }])
    say('ben', [{ joy: 1, fear: 0 }])
    const report = value(await compare(project))
    expect(report.cards.map(({ id }) => id)).not.toContain('subset_accuracy')
  })
  test('takes the products of the axes as the classes of a composite', async () => {
    const { project, say } = twoRaters('ravdess14', 'class')
    const parts = (gender: string, emotion: string) => ({
      [`gender:${gender}`]: null,
      [`emotion:${emotion}`]: null
    })
    const document = schemes.find(({ id }) => id === 'ravdess14')?.document as {
      attributes: { id: string; labels?: { id: string }[] }[]
    }
    const idsOf = (id: string): string[] =>
      document.attributes.find((attribute) => attribute.id === id)?.labels?.map((label) => label.id) ?? []
    const [g0 = '', g1 = ''] = idsOf('gender')
    const [e0 = '', e1 = ''] = idsOf('emotion')
    say('anna', [parts(g0, e0), parts(g1, e1)])
    say('ben', [parts(g0, e0), parts(g0, e1)])
    const report = value(await compare(project))
    expect(report.n).toBe(2)
    expect(report.cards.find((card) => card.id === 'accuracy')?.value).toBe(0.5)
  })
})
