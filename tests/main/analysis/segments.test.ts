import { describe, expect, test } from 'vitest'
import { calls } from '../../../src/shared/contract'
import type { CallInput, CallOutput } from '../../../src/shared/contract'
import { segmentsOfWindows } from '../../../src/shared/metrics/emotion-diarization'
import type { Project } from '../../../src/main/store'
import { edit, ekman7, minuteOfVideo, newProject, value } from '../store/project-fixture'
import { analysisHere } from './analysis-here'

type SegmentCall = 'analysis.segments' | 'analysis.segmentMoments' | 'compare.diarization'

async function ask<N extends SegmentCall>(
  project: Project,
  name: N,
  input: CallInput<N>
): Promise<CallOutput<N>> {
  const handlers = analysisHere(project) as Record<SegmentCall, (input: unknown) => Promise<{ ok: boolean }>>
  return value((await handlers[name](calls[name].input.parse(input))) as never)
}

type Said = readonly (readonly [label: string, start: number, end: number])[]

/** Anna (reference) and a model labelled a recording of this length, seconds. */
function labelled(seconds: number, anna: Said, model: Said): Project {
  const project = newProject()
  const { recordingId } = value(
    project.commitImported({ ...minuteOfVideo(), durationSeconds: seconds, streams: [] })
  )
  edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna', lead: true })
  edit(project, 'anna', 'author-save', { id: 'model', name: 'Model' })
  edit(project, 'anna', 'scheme-save', { document: ekman7.document })
  for (const [authorId, said] of [
    ['anna', anna],
    ['model', model]
  ] as const) {
    edit(project, authorId, 'track-create', { id: authorId, recordingId, authorId, schemeId: 'ekman7' })
    said.forEach(([label, start, end], i) =>
      edit(project, authorId, 'segment-create', {
        ...{ id: `${authorId}${i}`, trackId: authorId, label },
        ...{ start: Math.round(start * 1e6), end: Math.round(end * 1e6) }
      })
    )
  }
  return project
}

const pair = { referenceAuthorId: 'anna', candidateAuthorId: 'model' }
const windows = (labels: readonly string[]): Said =>
  segmentsOfWindows(labels, 0.2, 0.2, 1.22).map(({ label, start, end }) => [label, start, end])

// The values are those of the published doctest and of the acceptance table.
describe('emotion diarization error of an utterance of 1.22 s that is angry from 0.39 to 1.10 s', () => {
  const angry: Said = [['anger', 0.39, 1.1]]
  const n = 'neutral'

  test('SED-1: frames n n n a a a give 0.2705, with missed 0.21 s, false alarm 0.10 s and 0.02 s uncovered', async () => {
    const project = labelled(1.22, angry, windows([n, n, n, 'anger', 'anger', 'anger']))
    const { total } = await ask(project, 'compare.diarization', pair)
    expect(total.error).toBeCloseTo(0.2704918032786885, 9)
    expect(total.missed).toBeCloseTo(0.21, 9)
    expect(total.falseAlarm).toBeCloseTo(0.1, 9)
    expect(total.confusion).toBe(0)
    expect(total.uncovered).toBeCloseTo(0.02, 9)
    // The card among the numbers of segments says the same.
    const { cards } = await ask(project, 'analysis.segments', pair)
    expect(cards.find(({ id }) => id === 'eder')?.value).toBeCloseTo(0.2704918032786885, 9)
    const all = await ask(project, 'analysis.segments', { ...pair, settings: { background: null } })
    expect(all.cards.find(({ id }) => id === 'eder')).toMatchObject({
      value: null,
      reason: 'None of the labels stands for no emotion.'
    })
  })

  test('SED-2, SED-3: only neutral gives 0.5984, and a boundary dragged by 100 ms changes it at once by 0.082', async () => {
    const project = labelled(1.22, angry, windows([n, n, n, n, n, n]))
    const before = (await ask(project, 'compare.diarization', pair)).total.error ?? 0
    expect(before).toBeCloseTo(0.598360655737705, 9)
    edit(project, 'anna', 'segment-set', { ids: ['anna0'], patch: { end: 1_200_000 } })
    const after = (await ask(project, 'compare.diarization', pair)).total.error ?? 0
    expect(after - before).toBeCloseTo(0.1 / 1.22, 9)
  })

  test('SED-4: two emotional segments in one utterance are scored', async () => {
    const project = labelled(
      10,
      [
        ['anger', 1, 2],
        ['happiness', 4, 5]
      ],
      [
        [n, 0, 3],
        ['happiness', 3, 5],
        [n, 5, 10]
      ]
    )
    const { total } = await ask(project, 'compare.diarization', pair)
    expect(total).toMatchObject({ missed: 1, falseAlarm: 1, confusion: 0, error: 0.2 })
  })
})

describe('segments of two authors', () => {
  const project = () =>
    labelled(
      60,
      [
        ['neutral', 0, 10],
        ['anger', 10, 20],
        ['happiness', 30, 40],
        ['sadness', 50, 55]
      ],
      [
        ['neutral', 0, 10.4],
        ['anger', 10.4, 21],
        ['happiness', 30, 34],
        ['happiness', 35.2, 40],
        ['fear', 56, 58]
      ]
    )

  test('are compared without the neutral ones, which stand for no event', async () => {
    const report = await ask(project(), 'analysis.segments', pair)
    expect(report.background).toBe('neutral')
    expect(report.n).toBe(3)
    expect(report.hits).toBe(1)
    expect(report.events).toMatchObject({ split: 1, missed: 1, 'false-alarm': 1 })
    const all = await ask(project(), 'analysis.segments', { ...pair, settings: { background: null } })
    expect(all.background).toBeUndefined()
    expect(all.n).toBe(4)
  })

  test('lead to their moments: by kind, by label, by the error of an edge', async () => {
    const shown = project()
    const split = await ask(shown, 'analysis.segmentMoments', {
      ...pair,
      selection: { by: 'event', kind: 'split' }
    })
    expect(split.moments).toMatchObject([
      { kind: 'split', start: 30e6, end: 40e6, referenceIds: ['anna2'], candidateIds: ['model2', 'model3'] }
    ])
    const sad = await ask(shown, 'analysis.segmentMoments', {
      ...pair,
      selection: { by: 'event', label: 'sadness' }
    })
    expect(sad.moments.map(({ kind }) => kind)).toEqual(['missed'])
    const late = await ask(shown, 'analysis.segmentMoments', {
      ...pair,
      selection: { by: 'edge', edge: 'start', fromMs: 400, toMs: 500 }
    })
    expect(late.moments).toMatchObject([{ kind: 'hit', referenceIds: ['anna1'], errorMs: 400 }])
    expect(late.total).toBe(1)
  })

  test('follow an edit', async () => {
    const shown = project()
    expect((await ask(shown, 'analysis.segments', pair)).events['false-alarm']).toBe(1)
    edit(shown, 'anna', 'segment-create', { trackId: 'anna', start: 56e6, end: 58e6, label: 'fear' })
    expect((await ask(shown, 'analysis.segments', pair)).events['false-alarm']).toBe(0)
  })
})
