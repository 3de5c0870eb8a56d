import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Project } from '../../../src/main/store'
import { splitList } from '../../../src/shared/analysis/duplicates/split-list'
import { calls } from '../../../src/shared/contract'
import type { CallInput, CallName, CallParsed } from '../../../src/shared/contract'
import { micros } from '../../../src/shared/domain/time'
import { sharedData } from '../../fixtures/shared-data'
import {
  edit,
  ekman7,
  labelledProject,
  minuteOfVideo,
  newProject,
  problem,
  value
} from '../store/project-fixture'
import { analysisHere } from './analysis-here'
import { importScores, labelledPictures, picturesIn } from './gimefive'

type Named = ReturnType<typeof analysisHere>

/** Ask as the window does: defaults are filled in by the schema of the call. */
const asking = (project: Project) => {
  const questions = analysisHere(project)
  return async <N extends CallName & keyof Named>(name: N, input: CallInput<N>) =>
    questions[name](calls[name].input.parse(input) as CallParsed<N> & never)
}

const second = 1_000_000

/** Gold labels of six stretches of a second; Anna is A, Ben is B. */
function threeAuthors() {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'gold', name: 'Gold', kind: 'gold' })
  edit(project, 'anna', 'track-create', { id: 'b', recordingId, schemeId: 'ekman7', authorId: 'ben' })
  edit(project, 'anna', 'track-create', { id: 'g', recordingId, schemeId: 'ekman7', authorId: 'gold' })
  const say = (trackId: string, author: string, labels: readonly (string | undefined)[]) =>
    labels.forEach((label, i) => {
      if (label !== undefined)
        edit(project, author, 'segment-create', {
          id: `${trackId}${i}`,
          trackId,
          start: i * second,
          end: (i + 1) * second,
          label
        })
    })
  say('g', 'anna', ['anger', 'anger', 'fear', 'fear', 'sadness', 'sadness'])
  say('t', 'anna', ['anger', 'fear', 'anger', 'fear', 'disgust', undefined])
  say('b', 'ben', ['fear', 'anger', 'fear', 'fear', 'anger', 'sadness'])
  return { project, recordingId }
}

const ab = { referenceAuthorId: 'gold', candidateAuthorId: 'ben', baselineId: 'anna' }

describe('A against B', () => {
  test('counts what B put right and broke, in items and in seconds, and tells the stretches', async () => {
    const { project, recordingId } = threeAuthors()
    const ask = asking(project)
    const answer = value(await ask('analysis.versus', { ...ab, cluster: 'item' }))
    expect(answer.amounts).toMatchObject({
      'both-right': { items: 1, micros: second },
      fixed: { items: 2, micros: 2 * second },
      broken: { items: 1, micros: second },
      'both-wrong-different': { items: 1, micros: second },
      'left-out': { items: 1, micros: second }
    })
    expect(answer.time).toMatchObject({ fixed: 2 * second, broken: second, 'both-right': second })
    expect(answer.mcnemar).toMatchObject({ onlyA: 1, onlyB: 2, both: 1, neither: 1, leftOut: 1 })
    expect(answer.tests.scores.find(({ metric }) => metric === 'accuracy')).toMatchObject({ a: 0.4, b: 0.6 })
    expect(answer.recordings).toEqual([{ recordingId, fixed: 2 * second, broken: second, stretches: 2 }])
    const stretches = value(await ask('analysis.versusStretches', { ...ab, recordingId }))
    expect(stretches.map(({ start, end, verdict }) => [start / second, end / second, verdict])).toEqual([
      [0, 1, 'broken'],
      [1, 3, 'fixed'],
      [3, 4, 'both-right'],
      [4, 5, 'both-wrong-different']
    ])
  })

  test('opens the items of a verdict, a class and a cell, with what both say', async () => {
    const { project } = threeAuthors()
    const ask = asking(project)
    const open = async (selection: CallInput<'analysis.versusItems'>['selection']) =>
      value(await ask('analysis.versusItems', { ...ab, selection })).items.map((item) => [
        item.referenceSegmentId,
        item.reference,
        item.a,
        item.candidate,
        item.verdict
      ])
    expect(await open({ verdicts: ['fixed'] })).toEqual([
      ['g1', 'anger', 'fear', 'anger', 'fixed'],
      ['g2', 'fear', 'anger', 'fear', 'fixed']
    ])
    expect(await open({ verdicts: ['fixed', 'broken'], reference: 'anger' })).toHaveLength(2)
    expect(await open({ verdicts: ['both-wrong-different'], a: 'disgust', b: 'anger' })).toHaveLength(1)
  })

  test('is refused where A is B or the reference, in a sentence', async () => {
    const { project } = threeAuthors()
    const ask = asking(project)
    expect(problem(await ask('analysis.versus', { ...ab, baselineId: 'ben' })).message).toMatch(/same author/)
    expect(problem(await ask('analysis.versus', { ...ab, baselineId: 'gold' })).message).toMatch(
      /always right/
    )
  })
})

const gimefive = sharedData('face', 'gimefive', 'classification_scores_valid.csv')
describe.skipIf(!gimefive)('label errors in the 600 scores of GiMeFive', () => {
  const labels = ['happiness', 'surprise', 'sadness', 'anger', 'disgust', 'fear']

  test('WEAK-1: thresholds to the digits, 508 items counted, 78 candidates by margin; WEAK-3: a kept label is not asked again, and the history knows who decided', async () => {
    const path = gimefive ?? ''
    const project = labelledPictures(picturesIn(path))
    const candidateAuthorId = await importScores(project, path, labels)
    const ask = asking(project)
    const query = { referenceAuthorId: 'anna', candidateAuthorId }
    const answer = value(await ask('analysis.labelErrors', query))
    const threshold = (label: string) => answer.thresholds[answer.labels.indexOf(label)]?.toFixed(4)
    expect(labels.map(threshold)).toEqual(['0.8683', '0.8360', '0.7700', '0.8217', '0.5894', '0.6691'])
    expect(answer).toMatchObject({ used: 600, counted: 508, total: 78, withoutScores: 0 })
    const margins = answer.suspects.map(({ margin }) => margin)
    expect(margins).toEqual([...margins].sort((a, b) => a - b))
    const cell = answer.suspects.filter(({ given, guess }) => given === 'fear' && guess === 'surprise')
    const pair = value(await ask('analysis.labelErrors', { ...query, given: 'fear', guess: 'surprise' }))
    expect(pair.suspects.map(({ unit }) => unit)).toEqual(cell.map(({ unit }) => unit))

    const [first, next] = answer.suspects
    edit(project, 'anna', 'label-keep', { ids: [first?.segmentId] })
    value(
      project.apply('anna', [
        { id: 'segment-set', input: { ids: [next?.segmentId], patch: { label: next?.guess } } },
        { id: 'label-keep', input: { ids: [next?.segmentId] } }
      ])
    )
    const after = value(await ask('analysis.labelErrors', query))
    expect(after.checked).toBeGreaterThanOrEqual(1)
    const open = after.suspects.map(({ segmentId }) => segmentId)
    expect(open).not.toContain(first?.segmentId)
    expect(open).not.toContain(next?.segmentId)
    const [entry] = project.history({ table: 'segment', rowId: next?.segmentId, limit: 1 })
    expect(entry).toMatchObject({ authorId: 'anna' })
    expect(JSON.stringify(entry)).toContain(next?.given)
  })
})

describe('quality of raters', () => {
  test('counts raters against each other and the candidate on the segments of the reference', async () => {
    const { project } = threeAuthors()
    const rows = value(
      await asking(project)('analysis.raters', { referenceAuthorId: 'anna', candidateAuthorId: 'gold' })
    )
    const of = (id: string) => rows.raters.find(({ authorId }) => authorId === id)
    expect(rows.raters.map(({ authorId }) => authorId).sort()).toEqual(['anna', 'ben'])
    // Anna and Ben agree on one of the five that Anna labelled; Anna has two of five as the gold.
    expect(of('anna')?.withOthers.value).toBeCloseTo(1 / 5, 12)
    expect(of('anna')?.withCandidate.value).toBeCloseTo(2 / 5, 12)
    expect(of('ben')?.withCandidate.value).toBeCloseTo(3 / 5, 12)
  })
})

describe('words of errors', () => {
  test('are those of turns in the items, and every line knows its turn', async () => {
    const { project, recordingId } = threeAuthors()
    edit(project, 'anna', 'track-create', {
      id: 'w',
      recordingId,
      schemeId: 'ekman7',
      kind: 'utterances',
      name: 'Words'
    })
    const texts = ['great just great', 'no no never', 'great again', 'fine', 'great of course', 'outside']
    texts.forEach((text, i) =>
      edit(project, 'anna', 'segment-create', {
        id: `w${i}`,
        trackId: 'w',
        start: i * second + 100_000,
        end: (i + 1) * second - 100_000,
        text
      })
    )
    const ask = asking(project)
    const query = {
      referenceAuthorId: 'gold',
      candidateAuthorId: 'anna',
      a: { only: 'errors' as const },
      b: { only: 'right' as const },
      least: 1
    }
    const answer = value(await ask('analysis.language', query))
    // Anna is wrong in the stretches 1, 2 and 4, right in 0 and 3.
    expect(answer.a).toEqual({ items: 3, withWords: 3, words: 8 })
    expect(answer.b).toEqual({ items: 2, withWords: 2, words: 4 })
    expect(answer.words[0]?.word).toBe('no')
    expect(answer.words.find(({ word }) => word === 'great')).toMatchObject({ countA: 2, countB: 2 })
    const lines = value(await ask('analysis.concordance', { ...query, word: 'great' }))
    expect(lines.total).toBe(4)
    expect(lines.lines.map(({ side, segmentId, hit }) => [side, segmentId, hit])).toEqual([
      ['a', 'w2', 'great'],
      ['a', 'w4', 'great'],
      ['b', 'w0', 'great'],
      ['b', 'w0', 'great']
    ])
    expect(lines.lines[0]).toMatchObject({
      reference: 'fear',
      candidate: 'anger',
      start: 2_100_000,
      trackId: 'w'
    })
  })
})

describe('duplicates', () => {
  test('are found by embeddings across recordings, and same words are found without', async () => {
    const project = newProject()
    const ids = ['a.mp4', 'b.mp4', 'c.mp4'].map(
      (name) => value(project.commitImported(minuteOfVideo(name))).recordingId
    )
    edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna' })
    edit(project, 'anna', 'scheme-save', { document: ekman7.document })
    const { run } = project.createRun({
      modelId: 'm',
      modelName: 'Voice',
      manifestHash: 'x',
      weightsHash: 'y',
      runtimeVersion: '1',
      providerAsked: 'cpu',
      options: {},
      itemsTotal: 3
    })
    const vectors = [
      [1, 0, 0.001],
      [0.999, 0.01, 0],
      [0, 1, 0]
    ]
    ids.forEach((recordingId, i) =>
      project.commitPredicted(run.id, {
        recordingId,
        tracks: [],
        outputs: [
          {
            outputId: 'e',
            embeddings: [
              { unitKey: `${i}`, start: 0, end: second, vector: Float32Array.from(vectors[i] ?? []) }
            ]
          }
        ],
        recordingDone: true,
        timings: {},
        providerGot: 'cpu'
      })
    )
    for (const [i, recordingId] of ids.entries()) {
      edit(project, 'anna', 'track-create', {
        id: `w${i}`,
        recordingId,
        schemeId: 'ekman7',
        kind: 'utterances'
      })
      edit(project, 'anna', 'segment-create', {
        trackId: `w${i}`,
        start: 0,
        end: micros(second),
        text: i === 1 ? 'Something else was said here' : 'I have never said so!'
      })
    }
    const found = value(
      await asking(project)('analysis.duplicates', {
        embeddings: { runId: run.id, outputId: 'e' },
        threshold: 0.99
      })
    )
    expect(found).toMatchObject({ embeddings: 3, compared: 3, cut: false, texts: 1, total: 2 })
    const [near, words] = found.groups
    expect(near?.items.map(({ recordingId }) => recordingId).sort()).toEqual([ids[0], ids[1]].sort())
    expect(near?.items[1]?.cosine).toBeGreaterThan(0.99)
    expect(words?.items.map(({ recordingId }) => recordingId).sort()).toEqual([ids[0], ids[2]].sort())
  })
})

describe('a split', () => {
  const noun = { one: 'speaker', many: 'speakers' }

  test('names the persons that its parts share, and the recordings of each', async () => {
    const project = newProject()
    const ids = ['train_1.mp4', 'train_2.mp4', 'test_1.mp4'].map(
      (name) => value(project.commitImported(minuteOfVideo(name))).recordingId
    )
    edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna' })
    edit(project, 'anna', 'scheme-save', { document: ekman7.document })
    for (const id of ['p1', 'p2']) edit(project, 'anna', 'person-save', { id, name: `Person ${id}` })
    ids.forEach((recordingId, i) =>
      edit(project, 'anna', 'track-create', {
        recordingId,
        schemeId: 'ekman7',
        personId: i === 1 ? 'p2' : 'p1'
      })
    )
    const answer = value(
      await asking(project)('analysis.leakage', {
        split: { from: 'pattern', pattern: '^([a-z]+)_', on: 'name' },
        shared: 'person',
        noun
      })
    )
    expect(answer.banners).toEqual([
      { bad: true, text: '1 speaker is shared between train (2) and test (1): Person p1.' }
    ])
    expect(answer.recordingsOf).toEqual({ 'Person p1': expect.arrayContaining([ids[0], ids[2]]) })
    expect(answer.partOf).toEqual({
      [ids[0] ?? '']: 'train',
      [ids[1] ?? '']: 'train',
      [ids[2] ?? '']: 'test'
    })
  })

  test('whose pattern cannot be read is a sentence', async () => {
    const wrong = await asking(newProject())('analysis.leakage', {
      split: { from: 'pattern', pattern: '(', on: 'name' },
      noun
    })
    expect(problem(wrong).message).toMatch(/^The pattern cannot be read/)
  })

  const emopia = sharedData('music', 'emopia', 'train.csv')
  test.skipIf(!emopia)('EXP-2: of EMOPIA has 767, 198 and 86 clips of 290, 63 and 32 songs', async () => {
    const lists = ['train', 'val', 'test'].map((part) => ({
      part,
      names: [...splitList(readFileSync((emopia ?? '').replace('train', part), 'utf8')).names]
    }))
    const ask = asking(newProject())
    const songs = (given: typeof lists) =>
      ask('analysis.leakage', {
        split: { from: 'lists', lists: given },
        shared: 'pattern',
        pattern: '^Q\\d_(.+)_[^_]*$',
        noun: { one: 'song', many: 'songs' }
      })
    const answer = value(await songs(lists))
    expect(answer.leakage.parts.map(({ items, groups }) => [items, groups])).toEqual([
      [767, 290],
      [198, 63],
      [86, 32]
    ])
    expect(answer.banners.every(({ bad }) => !bad)).toBe(true)
    expect(answer.unknownNames).toBe(767 + 198 + 86)
    const moved = lists[0]?.names.find((name, _, all) =>
      all.some((each) => each !== name && each.startsWith(name.replace(/\d+$/, '')))
    )
    const after = value(
      await songs(
        lists.map(({ part, names }) => ({
          part,
          names:
            part === 'train'
              ? names.filter((name) => name !== moved)
              : part === 'test'
                ? [...names, moved ?? '']
                : names
        }))
      )
    )
    const bad = after.banners.filter((banner) => banner.bad)
    expect(bad).toHaveLength(1)
    expect(bad[0]?.text).toContain(`: ${moved?.replace(/^Q\d_(.+)_[^_]*$/, '$1')}.`)
  })
})
