import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import type { ConfidenceAnswer, ConfidenceRegion } from '../../../src/shared/contract/confidence'
import { sharedData } from '../../fixtures/shared-data'
import { micros } from '../../../src/shared/domain/time'
import {
  edit,
  ekman7,
  emptyFolder,
  labelledProject,
  minuteOfVideo,
  problem,
  value
} from '../store/project-fixture'
import { analysisHere } from './analysis-here'
import { importScores, labelledPictures, picturesIn } from './gimefive'

const labels = ['happiness', 'surprise', 'sadness', 'anger', 'disgust', 'fear']

const desk = (project: Project, candidateAuthorId: string, referenceAuthorId = 'anna') => {
  const questions = analysisHere(project)
  const query = { referenceAuthorId, candidateAuthorId }
  return {
    ask: (settings: object = {}) =>
      questions['analysis.confidence'](calls['analysis.confidence'].input.parse({ ...query, settings })),
    doubt: () => questions['analysis.doubt'](calls['analysis.doubt'].input.parse(query)),
    async moments(region: ConfidenceRegion, settings: object = {}) {
      const found = value(
        await questions['analysis.confidenceUnits'](
          calls['analysis.confidenceUnits'].input.parse({ ...query, settings, region })
        )
      )
      const { items } = value(
        await questions['analysis.items'](
          calls['analysis.items'].input.parse({ ...query, selection: { units: found.units, order: 'given' } })
        )
      )
      return { total: found.total, items }
    }
  }
}

const number = (answer: ConfidenceAnswer, id: string, side: 'before' | 'after' = 'before') =>
  answer[side]?.cards.find((card) => card.id === id)?.value ?? NaN

const gimefive = sharedData('face', 'gimefive', 'classification_scores_valid.csv')
describe.skipIf(!gimefive)('the 600 scores of GiMeFive', () => {
  test('CLS-1, CLS-2: give the published calibration, top-2 and pair, and every bar opens its moments', async () => {
    const path = gimefive ?? ''
    const project = labelledPictures(picturesIn(path))
    const at = desk(project, await importScores(project, path, labels))
    const answer = value(await at.ask())
    expect(answer.n).toBe(600)
    expect(answer.leftOut).toEqual([])
    expect(answer.labels).toEqual(labels)
    expect(number(answer, 'accuracy')).toBeCloseTo(0.771667, 6)
    expect(Math.abs(number(answer, 'ece') - 0.143217)).toBeLessThanOrEqual(1e-6)
    expect(Math.abs((answer.top[1] ?? 0) - 0.893333)).toBeLessThanOrEqual(1e-6)
    const [surprise, fear] = [labels.indexOf('surprise'), labels.indexOf('fear')]
    const of = (a: number, b: number): number => answer.pairs[a]?.[b] ?? 0
    expect(of(surprise, surprise) + of(fear, fear)).toBe(200)
    expect((of(surprise, fear) + of(fear, surprise)) / 200).toBe(0.83)
    // Every bar, and both wrong cells of the pair, open as many moments as they say.
    for (const [bin, bar] of answer.before.bins.entries()) {
      const { total, items } = await at.moments({ kind: 'bin', bin })
      expect([total, items.length]).toEqual([bar.count, bar.count])
      expect(items.filter((item) => item.reference === item.candidate).length).toBe(bar.right)
    }
    const taken = await at.moments({ kind: 'pair', truth: 'fear', chosen: 'surprise' })
    expect(taken.total).toBe(of(fear, fear) - of(fear, surprise))
    expect(taken.items.every(({ reference }) => reference === 'fear')).toBe(true)
    expect((await at.moments({ kind: 'beyond-top', j: 2 })).total).toBe(64)
    const point = answer.before.risk.points.find(({ answered }) => answered >= 300)
    expect((await at.moments({ kind: 'kept-errors', threshold: point?.threshold ?? 0 })).total).toBe(
      point?.errors
    )
    // Folds: every item is judged, with temperatures that it had no part in; the loss falls where it is defined.
    const folds = value(await at.ask({ fit: { by: 'folds', folds: 5, of: 'recordings' } }))
    expect(folds.fit?.temperatures.length).toBe(5)
    expect(folds.fit?.judged).toBe(600)
    expect(number(folds, 'accuracy', 'after')).toBe(number(folds, 'accuracy'))
    expect(number(folds, 'ece', 'after')).toBeLessThan(0.1)
    // Too sure of itself: every temperature is above 1.
    expect(folds.fit?.temperatures.every(({ temperature }) => temperature > 1)).toBe(true)
  }, 120_000)

  test('CLS-4: three items without a gold label and two outside the label set are told with their reasons and are in no number', async () => {
    const lines = readFileSync(gimefive ?? '', 'utf8')
      .trim()
      .split('\n')
      .slice(0, 41)
    const path = join(emptyFolder(), 'scores.csv')
    writeFileSync(path, `${lines.join('\n')}\n`)
    const names = picturesIn(path)
    const out = new Map([
      ...names.slice(0, 3).map((name) => [name, undefined] as const),
      ...names.slice(3, 5).map((name) => [name, 'neutral'] as const)
    ])
    const project = labelledPictures(names, (name) =>
      out.has(name) ? out.get(name) : name.split('_').at(-1)
    )
    const answer = value(await desk(project, await importScores(project, path, labels)).ask())
    expect(answer.n).toBe(35)
    expect(answer.leftOut).toEqual([
      { reason: 'The reference has no segment in the recording.', count: 3, unit: 'segments' },
      {
        reason: 'The reference label is not among the labels that the candidate gives scores for.',
        count: 2,
        unit: 'segments'
      }
    ])
    expect(answer.before.bins.reduce((sum, { count }) => sum + count, 0)).toBe(35)
    for (const card of answer.before.cards) {
      expect(card.n).toBe(35)
      expect(card.leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(5)
    }
  }, 60_000)
})

describe('a small project', () => {
  const span = (i: number) => ({ start: i * 1e6, end: (i + 1) * 1e6 })
  const said = ['anger', 'anger', 'fear', 'fear', 'anger', 'fear', 'anger', 'fear']

  /** Two recordings of the groups dev and test: eight moments each, scores of a model, and a second opinion on some. */
  function scored() {
    const { project, recordingId } = labelledProject()
    const second = value(project.commitImported(minuteOfVideo('second.mp4'))).recordingId
    edit(project, 'anna', 'track-create', { id: 't2', recordingId: second, schemeId: 'ekman7' })
    const run = project.createRun({
      ...{ modelId: 'm', modelName: 'Model', scheme: ekman7, manifestHash: 'h', weightsHash: 'w' },
      ...{ runtimeVersion: '1', providerAsked: 'cpu', options: {}, itemsTotal: 16 }
    }).run
    for (const [recording, trackId, group, sure] of [
      [recordingId, 't', 'dev', 0.9],
      [second, 't2', 'test', 0.7]
    ] as const) {
      edit(project, 'anna', 'recording-set', { id: recording, patch: { group } })
      const segments = said.map((label, i) => ({ ...span(i), label }))
      edit(project, 'anna', 'segment-paste', { trackId, segments })
      project.commitPredicted(run.id, {
        recordingId: recording,
        tracks: [
          {
            personKey: 'all',
            name: 'Model',
            // Always anger: half of them are wrong.
            append: said.map((_, i) => ({
              ...{ start: micros(i * 1e6), end: micros((i + 1) * 1e6), flagged: false },
              ...{ label: 'anger', confidence: sure, scores: { anger: sure, fear: 1 - sure } }
            }))
          }
        ],
        ...{ recordingDone: true, timings: {}, providerGot: 'cpu' }
      })
    }
    // Ben agrees on the first four and differs on the fifth and sixth.
    edit(project, 'ben', 'track-create', { id: 'b', recordingId, schemeId: 'ekman7' })
    const others = ['anger', 'anger', 'fear', 'fear', 'fear', 'anger']
    edit(project, 'ben', 'segment-paste', {
      trackId: 'b',
      segments: others.map((label, i) => ({ ...span(i), label }))
    })
    return { project, recordingId, second, model: run.authorId }
  }

  test('a temperature from the group dev is judged on the others only, whatever their labels are', async () => {
    const { project, model } = scored()
    const at = desk(project, model)
    const fit = { by: 'groups', groups: ['dev'] }
    const answer = value(await at.ask({ fit }))
    expect(answer.groups.map(({ name }) => name).sort()).toEqual(['dev', 'test'])
    // Half are right at any sureness: the loss is least when all classes are alike, at the end of the range.
    expect(answer.fit).toMatchObject({
      fittedOn: 8,
      judged: 8,
      temperatures: [{ atEdge: true, fittedOn: 8 }]
    })
    expect(answer.n).toBe(8)
    expect(number(answer, 'mean_confidence')).toBeCloseTo(0.7, 12)
    expect(number(answer, 'ece')).toBeCloseTo(0.2, 12)
    expect(number(answer, 'ece', 'after')).toBeLessThan(0.01)
    expect(answer.leftOut).toContainEqual({
      reason: 'The temperature was fitted on it, so it is not judged.',
      count: 8,
      unit: 'segments'
    })
    const folds = value(await at.ask({ fit: { by: 'folds', folds: 5, of: 'recordings' } }))
    expect(folds.fit?.text).toContain('Each of 2 folds')
    for (const segment of project.segmentsOfTrack('t2'))
      edit(project, 'anna', 'segment-set', { ids: [segment.id], patch: { label: 'fear' } })
    expect(value(await at.ask({ fit })).fit?.temperatures).toEqual(answer.fit?.temperatures)
    expect(value(await at.ask({ fit: { by: 'groups', groups: [] } })).fitProblem).toContain(
      'Choose the groups'
    )
  })

  test('errors are split into those on which people agree and those on which they differ, and both open their moments', async () => {
    const { project, model } = scored()
    const at = desk(project, model)
    const doubt = value(await at.doubt())
    const disagreement = 'disagreement' in doubt ? doubt.disagreement : undefined
    // Six moments have two answers: four alike (two of them fear, which the model misses), two different (one missed).
    expect(disagreement).toMatchObject({
      people: 2,
      items: 6,
      levels: [
        { disagreement: 0, n: 4, errors: 2, shared: 0 },
        { disagreement: 1, n: 2, errors: 1, shared: 1 }
      ],
      leftOut: [{ reason: 'Fewer than two people answered.', count: 10, unit: 'segments' }]
    })
    const clear = await at.moments({ kind: 'errors-by-disagreement', part: 'clear', line: 0.5 })
    expect(clear.items.map(({ start }) => start / 1e6).sort()).toEqual([2, 3])
    const ambiguous = await at.moments({
      kind: 'errors-by-disagreement',
      part: 'ambiguous',
      line: 0.5,
      shared: true
    })
    expect(ambiguous.items.map(({ start }) => start / 1e6)).toEqual([5])
    const row = 7
    const cell = disagreement?.count.findIndex((count, i) => i >= row * 8 && count > 0) ?? -1
    expect((await at.moments({ kind: 'cell', row, column: cell - row * 8 })).total).toBe(2)
  })

  test('without scores and without confidence there is a sentence, and with confidence alone the diagram still stands', async () => {
    const { project, recordingId } = labelledProject()
    edit(project, 'anna', 'segment-paste', {
      trackId: 't',
      segments: [0, 1, 2, 3].map((i) => ({ ...span(i), label: i < 2 ? 'anger' : 'fear' }))
    })
    edit(project, 'ben', 'track-create', { id: 'b', recordingId, schemeId: 'ekman7' })
    edit(project, 'ben', 'segment-paste', {
      trackId: 'b',
      segments: [0, 1, 2, 3].map((i) => ({ ...span(i), label: 'anger' }))
    })
    const at = desk(project, 'ben')
    expect(problem(await at.ask()).code).toBe('no-scores')
    for (const segment of project.segmentsOfTrack('b'))
      edit(project, 'ben', 'segment-set', { ids: [segment.id], patch: { confidence: 0.8 } })
    const answer = value(await at.ask())
    expect(answer.from).toBe('confidence')
    expect(number(answer, 'ece')).toBeCloseTo(0.3, 12)
    expect(answer.before.cards.find(({ id }) => id === 'brier')?.reason).toContain(
      'not a score for every label'
    )
  })
})
