import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { embeddingHandlers } from '../../../src/main/handlers/embedding'
import type { Project } from '../../../src/main/store'
import type { ClassesQuery, RatingSource } from '../../../src/shared/contract/embeddings'
import { micros } from '../../../src/shared/domain/time'
import { repeatableRandom } from '../../e2e/driver/frame-truth'
import { blindStudy } from '../store/blind-study'
import {
  edit,
  ekman7,
  labelledProject,
  minuteOfVideo,
  problem,
  reopen,
  schemes,
  value
} from '../store/project-fixture'
import { engineHere } from './engine-here'

const SECOND = 1_000_000
const CLASSES = ['anger', 'happiness', 'sadness']
const PEOPLE = 4
const EACH = 30

/**
 * Four recordings of one person each; every second of them has an embedding that tells class and person. Anna has
 * labelled the first twenty seconds of each.
 */
function embedded(): { project: Project; runId: string; recordingIds: string[] } {
  const { project } = labelledProject()
  const random = repeatableRandom(3)
  const run = startRun(project, 'speech-embedding')
  const recordingIds = Array.from({ length: PEOPLE }, (_, person) => {
    const { recordingId } = value(project.commitImported(minuteOfVideo(`person-${person}.mp4`)))
    edit(project, 'anna', 'recording-set', { id: recordingId, patch: { group: `P${person}` } })
    edit(project, 'anna', 'track-create', { id: `t${person}`, recordingId, schemeId: 'ekman7' })
    edit(project, 'anna', 'segment-paste', {
      trackId: `t${person}`,
      segments: Array.from({ length: 20 }, (_, i) => ({
        start: i * SECOND,
        end: (i + 1) * SECOND,
        label: CLASSES[i % 3]
      }))
    })
    project.commitPredicted(run, {
      recordingId,
      tracks: [],
      outputs: [
        {
          outputId: 'embedding',
          embeddings: Array.from({ length: EACH }, (_, i) => ({
            unitKey: String(i),
            start: i * SECOND,
            end: (i + 1) * SECOND,
            vector: Float32Array.from(
              { length: 8 },
              (_, d) => (d === i % 3 ? 2 : 0) + (d === 4 + person ? 6 : 0) + random()
            )
          }))
        }
      ],
      recordingDone: true,
      timings: {},
      providerGot: 'cpu'
    })
    return recordingId
  })
  return { project, runId: run, recordingIds }
}

function startRun(project: Project, modelId: string): string {
  const { run } = project.createRun({
    modelId,
    modelName: 'Speech embedding',
    scheme: ekman7,
    manifestHash: 'm',
    weightsHash: 'w',
    runtimeVersion: '1',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: PEOPLE
  })
  project.updateRun(run.id, { state: 'done' })
  return run.id
}

function handlersOf(project: Project) {
  return embeddingHandlers({
    open: { project },
    board: engineHere(),
    info: { version: '0.1.0' },
    problems: { add: () => undefined },
    emit: () => undefined
  } as unknown as HandlerContext)
}

const labels = { authorId: 'anna', schemeId: 'ekman7', attributeId: 'emotion' }
const head = { outputId: 'embedding', labels, head: 'logistic', penalty: 1, seed: 1, budget: true } as const

describe('embeddings of a run', () => {
  test('are listed with what they were made of, and survive a restart', async () => {
    const { project, runId } = embedded()
    const ask = handlersOf(reopen(project))
    expect(value(await ask['embedding.sets'](undefined))).toEqual([
      expect.objectContaining({ runId, modelName: 'Speech embedding', rows: 120, dims: 8, recordings: 4 })
    ])
  })

  test('have a map with a place for each and what stands there', async () => {
    const { project, runId, recordingIds } = embedded()
    const map = value(
      await handlersOf(project)['embedding.map']({
        runId,
        outputId: 'embedding',
        kind: 'pca',
        seed: 1,
        byGroup: false
      })
    )
    expect(map?.points).toHaveLength(240)
    expect(map?.rows.groups).toEqual(expect.arrayContaining(['P0', 'P1', 'P2', 'P3']))
    expect([...(map?.rows.recordingIds ?? [])].sort()).toEqual([...recordingIds].sort())
    expect(map?.rows.end[0]).toBe(SECOND)
  })

  test('know their neighbours: other seconds of the same class and person', async () => {
    const { project, runId } = embedded()
    const ask = handlersOf(project)
    const near = value(await ask['embedding.near']({ runId, outputId: 'embedding', row: 0, count: 5 }))
    // Rows are ordered by recording, then time; row 0 is the first second of a person, of the first class.
    expect(near.map(({ row }) => row).every((row) => row < EACH && row % 3 === 0)).toBe(true)
  })
})

describe('classes of embeddings', () => {
  test('lie apart by label, person or recording, each with the moment that stands for it', async () => {
    const { project, runId, recordingIds } = embedded()
    const ask = handlersOf(project)
    const of = async (by: ClassesQuery['by'], byGroup = false) =>
      value(await ask['embedding.classes']({ runId, outputId: 'embedding', by, byGroup }))
    const byPerson = await of('person')
    expect([...byPerson.names].sort()).toEqual(['P0', 'P1', 'P2', 'P3'])
    expect(byPerson.counts).toEqual([30, 30, 30, 30])
    // Labels: 80 of 120 rows; the first column of a class is of that class, which is told by every third second.
    const byLabel = await of(labels, true)
    expect(byLabel.names).toEqual(CLASSES)
    expect(byLabel.counts).toEqual([28, 28, 24])
    byLabel.prototypes.forEach((row, c) => expect(((row ?? -1) % EACH) % 3).toBe(c))
    for (const [i, row] of byLabel.distances.entries())
      row.forEach((distance, j) =>
        i === j ? expect(distance).toBeCloseTo(0, 9) : expect(distance).toBeGreaterThan(1)
      )
    // As they are, people differ more than classes do.
    const raw = await of(labels)
    expect(byPerson.distances[0]?.[1] ?? 0).toBeGreaterThan(3 * (raw.distances[0]?.[1] ?? Infinity))
    expect([...(await of('recording')).names].sort()).toEqual([...recordingIds].sort())
  })

  test('beyond two dozen the largest are taken, and the others counted', async () => {
    const { project } = labelledProject()
    const runId = startRun(project, 'speech-embedding')
    for (let person = 0; person < 30; person++) {
      const { recordingId } = value(project.commitImported(minuteOfVideo(`person-${person}.mp4`)))
      project.commitPredicted(runId, {
        recordingId,
        tracks: [],
        outputs: [
          {
            outputId: 'embedding',
            embeddings: Array.from({ length: person < 6 ? 1 : 2 }, (_, i) => ({
              unitKey: String(i),
              start: i * SECOND,
              end: (i + 1) * SECOND,
              vector: Float32Array.of(person, 1)
            }))
          }
        ],
        recordingDone: true,
        timings: {},
        providerGot: 'cpu'
      })
    }
    const made = value(
      await handlersOf(project)['embedding.classes']({
        runId,
        outputId: 'embedding',
        by: 'recording',
        byGroup: false
      })
    )
    expect(made.more).toBe(6)
    expect(made.counts).toEqual(new Array(24).fill(2))
  })
})

describe('a head fitted on the labels made so far', () => {
  test('is scored on people it did not see, beside the flattering score, with the leak and fewer labels', async () => {
    const { project, runId } = embedded()
    const answer = value(await handlersOf(project)['embedding.head']({ ...head, runId, byGroup: true }))
    const { report, unsure } = answer ?? { report: undefined, unsure: [] }
    expect(report).toMatchObject({ rows: 120, labelled: 80, groups: 4, labels: CLASSES })
    expect(report?.heldOut?.uar.value).toBeGreaterThan(0.95)
    expect(report?.heldOut?.uar.interval?.method).toContain('people or groups')
    expect(report?.heldOut?.confusion.flat().reduce((a, b) => a + b, 0)).toBe(80)
    expect(report?.groupProbe?.chance).toBe(0.25)
    expect(report?.groupProbe?.accuracy).toBeLessThan(0.5)
    expect(report?.budget.map(({ share }) => share)).toEqual([0.1, 0.2, 0.5, 1])
    // Ten seconds of each person were not labelled.
    expect(unsure).toHaveLength(40)
    expect(unsure[0]?.share).toBeLessThanOrEqual(unsure.at(-1)?.share ?? 0)
  })

  test('tells people apart where nobody standardised them', async () => {
    const { project, runId } = embedded()
    const answer = value(
      await handlersOf(project)['embedding.head']({ ...head, runId, byGroup: false, budget: false })
    )
    expect(answer?.report.groupProbe?.accuracy).toBeGreaterThan(0.95)
    expect(answer?.report.budget).toEqual([])
  })

  test('is kept as predictions of a model, of which most are right', async () => {
    const { project, runId, recordingIds } = embedded()
    const ask = handlersOf(project)
    const answer = value(await ask['embedding.head']({ ...head, runId, byGroup: true, budget: false }))
    const kept = value(await ask['embedding.keep']({ key: answer?.key ?? '', rows: 'unlabelled' }))
    expect(kept.segments).toBe(40)
    const again = reopen(project)
    const tracks = again.all('track').filter((track) => track.runId === kept.runId)
    expect(tracks.map(({ recordingId }) => recordingId).sort()).toEqual([...recordingIds].sort())
    const segments = tracks.flatMap(({ id }) => again.segmentsOfTrack(id))
    expect(segments.every(({ start }) => start >= 20 * SECOND)).toBe(true)
    const right = segments.filter(({ start, label }) => label === CLASSES[(start / SECOND) % 3])
    expect(right.length).toBeGreaterThanOrEqual(38)
    const [first] = segments
    expect(Object.values(first?.scores ?? {}).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
    expect(again.get('run', kept.runId)?.state).toBe('done')
    expect(again.get('author', tracks[0]?.authorId ?? '')).toMatchObject({
      kind: 'model',
      name: 'Logistic head on Speech embedding'
    })
  })

  test('needs two classes, labels where the embeddings are, and to be remembered', async () => {
    const { project, runId } = embedded()
    const ask = handlersOf(project)
    const nobody = { ...head, runId, byGroup: false, labels: { ...labels, authorId: 'ben' } }
    expect(problem(await ask['embedding.head'](nobody)).message).toContain('None of the embeddings')
    expect(problem(await ask['embedding.keep']({ key: 'gone', rows: 'all' })).hint).toBe('Fit it again.')
    expect(
      problem(await ask['embedding.head']({ ...head, runId: 'gone', byGroup: false })).message
    ).toContain('not part of the project')
  })

  test('a label that covers less than half of a stretch is none', async () => {
    const { project, runId, recordingIds } = embedded()
    const [recordingId = ''] = recordingIds
    edit(project, 'ben', 'track-create', { id: 'short', recordingId, schemeId: 'ekman7' })
    edit(project, 'ben', 'segment-paste', {
      trackId: 'short',
      segments: [
        { start: 0, end: 400_000, label: 'anger' },
        { start: SECOND, end: SECOND + 600_000, label: 'sadness' }
      ]
    })
    const found = value(
      await handlersOf(project)['embedding.labels']({
        runId,
        outputId: 'embedding',
        labels: { ...labels, authorId: 'ben' }
      })
    )
    expect(found.labels).toEqual(['sadness'])
    expect([...found.codes].filter((code) => code >= 0)).toHaveLength(1)
  })
})

describe('a head fitted on ratings', () => {
  const vad = schemes.find(({ id }) => id === 'vad-unit')
  const ask = (kind: 'segments' | 'trace', runId: string, source: Partial<RatingSource> = {}) => ({
    runId,
    outputId: 'embedding',
    ratings: { authorId: 'anna', schemeId: 'vad-unit', attributeId: 'vad', kind, ...source },
    penalty: 1,
    byGroup: true,
    seed: 1
  })

  /** Valence by class: anger low, happiness high, sadness between. */
  const valence = (second: number): number => [0.1, 0.9, 0.4][second % 3] ?? 0

  test('learns from ratings of segments, is scored beside the flattering score, and is kept as ratings within the scale', async () => {
    const { project, runId, recordingIds } = embedded()
    edit(project, 'anna', 'scheme-save', { document: vad?.document })
    for (const [person, recordingId] of recordingIds.entries()) {
      edit(project, 'anna', 'track-create', {
        id: `v${person}`,
        recordingId,
        schemeId: 'vad-unit',
        attributeId: 'vad'
      })
      edit(project, 'anna', 'segment-paste', {
        trackId: `v${person}`,
        segments: Array.from({ length: 20 }, (_, i) => ({
          start: i * SECOND,
          end: (i + 1) * SECOND,
          value: { kind: 'ratings', ratings: { valence: valence(i) } }
        }))
      })
    }
    const handlers = handlersOf(project)
    const answer = value(await handlers['embedding.ratings'](ask('segments', runId)))
    expect(answer?.report).toMatchObject({ rows: 120, rated: 80, groups: 4, leaks: false })
    expect(answer?.unrated).toBe(40)
    const [scored, ...more] = answer?.report.heldOut?.dims ?? []
    expect(more).toEqual([])
    expect(scored?.dim).toBe('valence')
    expect(scored?.ccc.value).toBeGreaterThan(0.9)
    expect(scored?.rmse.value ?? NaN).toBeLessThan((scored?.spread ?? 0) / 2)
    expect(scored?.ccc.interval?.method).toContain('4 people or groups')
    expect(answer?.report.random?.dims).toHaveLength(1)

    const kept = value(await handlers['embedding.keep']({ key: answer?.key ?? '', rows: 'unlabelled' }))
    expect(kept.segments).toBe(40)
    const again = reopen(project)
    const tracks = again.all('track').filter((track) => track.runId === kept.runId)
    const segments = tracks.flatMap(({ id }) => again.segmentsOfTrack(id))
    for (const { start, value: said } of segments) {
      if (said?.kind !== 'ratings') throw new Error('no ratings')
      const own = said.ratings['valence'] ?? NaN
      expect(own >= 0 && own <= 1).toBe(true)
      expect(Math.abs(own - valence(start / SECOND))).toBeLessThan(0.3)
    }
    expect(again.get('author', tracks[0]?.authorId ?? '')?.name).toBe('Ridge head on Speech embedding')
  })

  test('learns from the mean of a trace where it covers half of a stretch', async () => {
    const { project, runId, recordingIds } = embedded()
    const unit = schemes.find(({ id }) => id === 'va-bipolar')
    for (const [person, recordingId] of recordingIds.entries())
      value(
        project.commitTakes(
          'anna',
          [
            {
              take: {
                id: `take${person}`,
                trackId: `trace${person}`,
                start: micros(0),
                rateHz: 10,
                dims: ['valence'],
                source: 'live'
              },
              // 15.4 s: the sixteenth second is not half covered.
              samples: Float64Array.from(
                { length: 154 },
                (_, i) => valence(Math.floor(i / 10)) + (i % 2 ? 0.05 : -0.05)
              )
            }
          ],
          [
            { id: 'scheme-save', input: { document: unit?.document } },
            {
              id: 'track-create',
              input: {
                id: `trace${person}`,
                recordingId,
                schemeId: 'va-bipolar',
                attributeId: 'va',
                kind: 'trace',
                trace: { mode: 'bounded', rateHz: 10, dims: ['valence'] }
              }
            }
          ]
        )
      )
    const answer = value(
      await handlersOf(project)['embedding.ratings'](
        ask('trace', runId, { schemeId: 'va-bipolar', attributeId: 'va' })
      )
    )
    expect(answer?.report).toMatchObject({ rated: 60, groups: 4 })
    expect(answer?.report.heldOut?.dims[0]?.ccc.value).toBeGreaterThan(0.9)
    // The mean of every second is that of its class: what is left is the noise of the embeddings.
    expect(answer?.report.heldOut?.dims[0]?.spread).toBeCloseTo(
      Math.sqrt((0.1 ** 2 + 0.9 ** 2 + 0.4 ** 2) / 3 - (1.4 / 3) ** 2),
      6
    )
  })

  test('needs ratings where the embeddings are', async () => {
    const { project, runId } = embedded()
    expect(problem(await handlersOf(project)['embedding.ratings'](ask('segments', runId))).message).toContain(
      'None of the embeddings'
    )
  })
})

describe('blind work', () => {
  test('hides what a model made of the recording', async () => {
    const { project, recordingId } = blindStudy()
    const runId = startRun(project, 'speech-embedding')
    project.commitPredicted(runId, {
      recordingId,
      tracks: [],
      outputs: [
        {
          outputId: 'embedding',
          embeddings: [{ unitKey: '0', start: 0, end: micros(SECOND), vector: Float32Array.of(1, 2) }]
        }
      ],
      recordingDone: true,
      timings: {},
      providerGot: 'cpu'
    })
    const ask = handlersOf(project)
    value(project.viewAs('anna', false))
    expect(value(await ask['embedding.sets'](undefined))).toEqual([])
    const query = { runId, outputId: 'embedding', kind: 'pca', seed: 1, byGroup: false } as const
    expect(problem(await ask['embedding.map'](query)).code).toBe('embedding.gone')
  })
})
