import { expect, test } from 'vitest'
import type { Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { shapleyShares } from '../../../src/shared/variants/shapley-shares'
import { edit, ekman7, minuteOfVideo, newProject, value } from '../store/project-fixture'
import { analysisHere } from './analysis-here'

/** Labels of four recordings with five segments each: 10 anger, 6 fear, 4 neutral. */
const truth = [
  ['anger', 'anger', 'anger', 'fear', 'neutral'],
  ['anger', 'anger', 'fear', 'fear', 'neutral'],
  ['anger', 'anger', 'anger', 'fear', 'neutral'],
  ['anger', 'anger', 'fear', 'fear', 'neutral']
]

function study() {
  const project = newProject()
  edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna', lead: false })
  edit(project, 'anna', 'scheme-save', { document: ekman7.document })
  const recordingIds = truth.map((labels, r) => {
    const { recordingId } = value(project.commitImported(minuteOfVideo(`r${r}.mp4`)))
    edit(project, 'anna', 'track-create', { id: `t${r}`, recordingId, schemeId: 'ekman7' })
    labels.forEach((label, i) =>
      edit(project, 'anna', 'segment-create', {
        ...{ trackId: `t${r}`, id: `s${r}${i}`, start: i * 5e6, end: i * 5e6 + 4e6, label }
      })
    )
    return recordingId
  })
  return { project, recordingIds }
}

/** What a model, or a variant of it, says: undefined leaves a segment without an answer. */
function says(
  project: Project,
  recordingIds: readonly string[],
  modelId: string,
  answer: (label: string, r: number, i: number) => string | undefined
): string {
  const { run } = project.createRun({
    ...{ modelId, modelName: modelId, scheme: ekman7, manifestHash: '', weightsHash: '', runtimeVersion: '' },
    ...{ providerAsked: 'cpu', options: {}, itemsTotal: 1 }
  })
  recordingIds.forEach((recordingId, r) => {
    const append = (truth[r] ?? []).flatMap((label, i) => {
      const own = answer(label, r, i)
      const [start, end] = [micros(i * 5e6), micros(i * 5e6 + 4e6)]
      return own === undefined ? [] : [{ start, end, label: own, flagged: false }]
    })
    project.commitPredicted(run.id, {
      ...{ recordingId, tracks: [{ personKey: 'a', name: 'A', append }], recordingDone: true, timings: {} },
      providerGot: 'cpu'
    })
  })
  return run.authorId
}

test('a sweep is scored beside the clean run, with intervals, paired differences and what each step broke', async () => {
  const { project, recordingIds } = study()
  // Clean: the fears of the first two recordings are taken for anger.
  const clean = says(project, recordingIds, 'm', (label, r) => (label === 'fear' && r < 2 ? 'anger' : label))
  // 10 dB: all fears are. 0 dB: everything is anger, and the last recording has no answer.
  const ten = says(project, recordingIds, 'm+noise=10', (label) => (label === 'fear' ? 'anger' : label))
  const zero = says(project, recordingIds, 'm+noise=0', (_, r) => (r === 3 ? undefined : 'anger'))
  const ask = analysisHere(project)['analysis.variants']
  const query = {
    ...{
      referenceAuthorId: 'anna',
      candidateAuthorId: clean,
      variantIds: [ten, zero, 'nobody'],
      recordingIds
    },
    ...{ mode: 'segments' as const, minOverlap: 0, ignorePersons: false, practice: false },
    ...{ metric: 'accuracy', cluster: 'recording' as const, seed: 1 }
  }
  const answer = value(await ask(query))
  // By hand: clean 17 of 20 right; all fears wrong: 14 of 20; all anger: 8 of 15.
  expect(answer.baseline.score.value).toBeCloseTo(17 / 20, 12)
  expect(answer.variants.map(({ score }) => score.value)).toEqual([14 / 20, 8 / 15])
  expect(answer.variants.map(({ score }) => Number(score.delta.value?.toFixed(6)))).toEqual([
    -0.15,
    Number((8 / 15 - 0.85).toFixed(6))
  ])
  expect(answer.variants.map(({ n, unanswered }) => [n, unanswered])).toEqual([
    [20, 0],
    [15, 5]
  ])
  expect(answer.variants[0]?.changed).toMatchObject({ broken: 3, fixed: 0 })
  // Three of three one way: 2 / 2^3.
  expect(answer.variants[0]?.changed?.p).toBeCloseTo(0.25, 12)
  const { low = NaN, high = NaN } = answer.variants[0]?.score ?? {}
  expect(low).toBeLessThanOrEqual(0.7)
  expect(high).toBeGreaterThanOrEqual(0.7)
  // Recall of fear falls from a half (3 of 6) to nothing, that of anger stays whole.
  const at = (id: string): number => answer.labels.findIndex((label) => label.id === id)
  expect(answer.baseline.recalls[at('fear')]?.value).toBe(0.5)
  expect(answer.variants[0]?.recalls[at('fear')]?.value).toBe(0)
  expect(answer.variants[0]?.recalls[at('anger')]?.value).toBe(1)
  expect(answer.variants[0]?.recalls[at('surprise')]?.value).toBeNull()
  expect(answer.missing).toEqual([{ authorId: 'nobody', reason: expect.stringContaining('not part of') }])
  // Always anger: 10 of 20.
  expect(answer.nothing).toBe(0.5)
  expect(answer).toMatchObject({ clusters: 4, clusterNoun: 'recordings', unit: 'items', resamples: 1000 })
  expect(value(await ask(query))).toEqual(answer)
})

test('only recordings count that every step is done with; a step that has hardly begun takes nothing away', async () => {
  const { project, recordingIds } = study()
  const clean = says(project, recordingIds, 'm', (label) => label)
  const ten = says(project, recordingIds.slice(0, 3), 'm+noise=10', () => 'anger')
  const zero = says(project, recordingIds, 'm+noise=0', () => 'anger')
  const begun = says(project, recordingIds.slice(0, 1), 'm+noise=-5', () => 'anger')
  const answer = value(
    await analysisHere(project)['analysis.variants']({
      ...{ referenceAuthorId: 'anna', candidateAuthorId: clean, variantIds: [ten, zero, begun] },
      ...{ recordingIds: [], mode: 'segments', minOverlap: 0, ignorePersons: false, practice: false },
      ...{ metric: 'accuracy', cluster: 'recording', seed: 1 }
    })
  )
  expect(answer.recordingIds.toSorted()).toEqual(recordingIds.slice(0, 3).toSorted())
  // Of 15 segments 8 are anger, for both steps.
  expect([answer.baseline, ...answer.variants].map(({ n }) => n)).toEqual([15, 15, 15])
  expect(answer.variants.map(({ score }) => score.value)).toEqual([8 / 15, 8 / 15])
  expect(answer.missing).toEqual([
    { authorId: begun, reason: 'm+noise=-5 has run on 1 of the 4 recordings that others have.' }
  ])
})

test('what a step broke is a list of moments: right when clean, wrong when worse', async () => {
  const { project, recordingIds } = study()
  const clean = says(project, recordingIds, 'm', (label) => label)
  const worse = says(project, recordingIds, 'm+noise=0', (label, r, i) =>
    r === 1 && i > 2 ? 'anger' : label
  )
  const items = value(
    await analysisHere(project)['analysis.versusItems']({
      ...{ referenceAuthorId: 'anna', candidateAuthorId: worse, baselineId: clean, recordingIds },
      ...{
        mode: 'segments',
        minOverlap: 0,
        ignorePersons: false,
        practice: false,
        cluster: 'group',
        seed: 1
      },
      selection: { verdicts: ['broken'], limit: 100 }
    })
  )
  expect(items.items.map(({ referenceSegmentId, candidate }) => [referenceSegmentId, candidate])).toEqual([
    ['s13', 'anger'],
    ['s14', 'anger']
  ])
})

test('four components make fifteen authors, and their shares sum to full less nothing within 1e-9 (CMP-3)', async () => {
  const { project, recordingIds } = study()
  const parts = ['behavior', 'feeling', 'thinking', 'territory']
  // Each set of components gets some labels right, more with more parts, in a way that is not additive.
  const authors = Array.from({ length: 15 }, (_, i) => {
    const set = i + 1
    const weight = [3, 7, 5, 2].reduce((sum, own, part) => sum + (set & (1 << part) ? own : 0), 0)
    const id = `m+components=${parts.filter((_, part) => set & (1 << part)).join('&')}`
    return says(project, recordingIds, id, (label, r, k) =>
      (r * 5 + k) % 17 < weight + (set % 3) ? label : 'disgust'
    )
  })
  expect(new Set(authors).size).toBe(15)
  const answer = value(
    await analysisHere(project)['analysis.variants']({
      ...{
        referenceAuthorId: 'anna',
        candidateAuthorId: authors[14] ?? '',
        variantIds: authors,
        recordingIds
      },
      ...{ mode: 'segments', minOverlap: 0, ignorePersons: false, practice: false },
      ...{ metric: 'f1_weighted', cluster: 'recording', seed: 1 }
    })
  )
  const score = (set: number): number | null =>
    set === 0 ? answer.nothing : (answer.variants[set - 1]?.score.value ?? null)
  const shares = shapleyShares(4, score) ?? []
  const sum = shares.reduce((total, share) => total + share, 0)
  expect(shares).toHaveLength(4)
  expect(Math.abs(sum - ((score(15) ?? NaN) - (score(0) ?? NaN)))).toBeLessThan(1e-9)
  expect(Math.abs(sum)).toBeGreaterThan(0.1)
})
