import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listModels } from '../../../src/main/engine/inference/list-models'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { runTogether } from '../../../src/main/handlers/run-together'
import type { Project } from '../../../src/main/store'
import type { ModelInfo } from '../../../src/shared/domain/model'
import { ok } from '../../../src/shared/domain/problem'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { engineHere } from './engine-here'
import { ekman7, labelledProject, problem, schemes, value } from '../store/project-fixture'

const models = await listModels({ modelsFolder: resolve(import.meta.dirname, '../../../models'), threads: 1 })
const modelOf = (id: string): ModelInfo => {
  const found = models.find((model) => model.id === id)
  if (!found) throw new Error(`there is no model ${id}`)
  return found
}

const contextOf = (project: Project): HandlerContext =>
  ({
    open: { project },
    board: engineHere(),
    problems: { add: () => undefined },
    emit: () => undefined,
    paths: { schemes: 'resources/schemes' }
  }) as unknown as HandlerContext

type Said = readonly (readonly [from: number, to: number, scores: Readonly<Record<string, number>>])[]

/** Results of a model, as if it had run. */
function answered(
  project: Project,
  recordingId: string,
  modelId: string,
  scheme: typeof ekman7,
  said: Said
): void {
  const { run } = project.createRun({
    modelId,
    modelName: modelId,
    scheme,
    manifestHash: '',
    weightsHash: '',
    runtimeVersion: '',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: 1
  })
  project.commitPredicted(run.id, {
    recordingId,
    tracks: [
      {
        personKey: modelId,
        name: modelId === 'face-expression' ? 'Face 1' : 'Speech',
        append: said.map(([from, to, scores]) => ({
          start: micros(from * 1e6),
          end: micros(to * 1e6),
          label: Object.entries(scores).sort((a, b) => b[1] - a[1])[0]?.[0],
          flagged: false,
          scores
        }))
      }
    ],
    recordingDone: true,
    timings: {},
    providerGot: 'cpu'
  })
}

const emodb7 = schemes.find(({ id }) => id === 'emodb7') ?? ekman7
const lanesOf = (project: Project, runId: string, schemeId: string): readonly Segment[] =>
  project
    .all('track')
    .filter((track) => track.runId === runId && track.schemeId === schemeId)
    .flatMap(({ id }) => project.segmentsOfTrack(id))

describe('the default model of face and voice', () => {
  test('is usable, says what it needs, and has its labels in two schemes', () => {
    const model = modelOf('av-fusion')
    expect(model.problem).toBeUndefined()
    expect(model).toMatchObject({ kind: 'fusion', input: 'video', schemeId: 'ekman7' })
    expect(model.card).toContain('Measured quality')
    expect(model.outputs.map(({ schemeId }) => schemeId)).toEqual(['ekman7', 'compound7'])
  })

  test('puts the newest results of its members together, surprise left to the face, boredom as neutral, compounds beside', async () => {
    const { project, recordingId } = labelledProject()
    answered(project, recordingId, 'face-expression', ekman7, [
      [0, 30, { happiness: 0.5, surprise: 0.45, neutral: 0.05 }],
      [40, 60, { anger: 0.4, sadness: 0.35, neutral: 0.25 }]
    ])
    answered(project, recordingId, 'speech-emotion', emodb7, [
      [0, 60, { happiness: 0.2, boredom: 0.5, neutral: 0.1, anger: 0.2 }]
    ])
    const asked: string[] = []
    const { runId } = value(
      runTogether(
        contextOf(project),
        project,
        modelOf('av-fusion'),
        models,
        [recordingId],
        undefined,
        ({ id }) => {
          asked.push(id)
          return ok(undefined)
        }
      )
    )
    await expect.poll(() => project.get('run', runId)?.state).toBe('done')
    expect(asked).toEqual([])
    expect(project.get('author', project.get('run', runId)?.authorId ?? '')).toMatchObject({
      name: 'Face and voice',
      modelId: 'av-fusion'
    })
    const basic = lanesOf(project, runId, 'ekman7')
    // By hand, mean per label over those with a weight for it: surprise 0.45 by the face alone, happiness (0.5 + 0.2) / 2,
    // neutral (0.05 + 0.6) / 2, anger 0.2 / 2; sum 1.225. Then the voice alone; then neutral (0.25 + 0.6) / 2 wins.
    expect(basic.map(({ start, end, label }) => [start / 1e6, end / 1e6, label])).toEqual([
      [0, 30, 'surprise'],
      [30, 40, 'neutral'],
      [40, 60, 'neutral']
    ])
    expect(basic[0]?.scores?.['surprise']).toBeCloseTo(0.45 / 1.225, 5)
    expect(basic[1]).toMatchObject({ extra: { fusion: { missing: ['face'] } }, scores: { neutral: 0.6 } })
    const compound = lanesOf(project, runId, 'compound7')
    expect(compound[0]).toMatchObject({ label: 'Happily Surprised', confidence: 0.8 })
    expect(compound.at(-1)?.label).toBe('Sadly Angry')
  })

  test('runs members first that have not answered about a recording', async () => {
    const { project, recordingId } = labelledProject()
    answered(project, recordingId, 'face-expression', ekman7, [[0, 60, { anger: 1 }]])
    const asked: (readonly [string, readonly string[]])[] = []
    const { runId } = value(
      runTogether(
        contextOf(project),
        project,
        modelOf('av-fusion'),
        models,
        [recordingId],
        undefined,
        ({ id }, ids) => {
          asked.push([id, ids])
          return ok(undefined)
        }
      )
    )
    expect(asked).toEqual([['speech-emotion', [recordingId]]])
    await expect.poll(() => project.get('run', runId)?.state).toBe('done')
  })

  test('names the member that is not there', () => {
    const { project, recordingId } = labelledProject()
    const others = models.filter(({ id }) => id !== 'speech-emotion')
    const refused = problem(
      runTogether(contextOf(project), project, modelOf('av-fusion'), others, [recordingId], undefined, () =>
        ok(undefined)
      )
    )
    expect(refused.message).toContain('“speech-emotion”')
  })
})

test('several one-label models are shown as one model with several labels, each from its own threshold on', async () => {
  const { project, recordingId } = labelledProject()
  const yes = (no: number): Readonly<Record<string, number>> => ({ no, yes: 1 - no })
  answered(project, recordingId, 'is-anger', ekman7, [
    [0, 5, yes(0.2)],
    [5, 10, yes(0.9)]
  ])
  answered(project, recordingId, 'is-joy', ekman7, [
    [0, 5, yes(0.1)],
    [5, 10, yes(0.65)]
  ])
  const hebemo8 = schemes.find(({ id }) => id === 'plutchik8')
  const base = modelOf('av-fusion')
  const bundle: ModelInfo = {
    ...base,
    id: 'bundle',
    name: 'Two in one',
    kind: 'bundle',
    together: {
      kind: 'bundle',
      members: [
        { model: 'is-anger', label: 'anger', positiveIndex: 1 },
        { model: 'is-joy', label: 'joy', positiveIndex: 1 }
      ],
      threshold: 0.5,
      perLabel: { joy: 0.3 }
    },
    outputs: [
      {
        id: 'emotion',
        task: 'multilabel',
        schemeId: hebemo8?.id ?? '',
        labels: ['anger', 'joy'],
        dims: [],
        aux: false
      }
    ]
  }
  const members = ['is-anger', 'is-joy'].map((id) => ({
    ...base,
    id,
    kind: 'onnx' as const,
    labels: ['no', 'yes']
  }))
  const { runId } = value(
    runTogether(contextOf(project), project, bundle, members, [recordingId], undefined, () => ok(undefined))
  )
  await expect.poll(() => project.get('run', runId)?.state).toBe('done')
  const segments = lanesOf(project, runId, 'plutchik8')
  expect(segments.map(({ start, label, value: said, scores }) => ({ start, label, said, scores }))).toEqual([
    {
      start: 0,
      label: 'joy',
      said: { kind: 'labels', labels: { joy: null, anger: null } },
      scores: { anger: 0.8, joy: 0.9 }
    },
    {
      start: 5e6,
      label: 'joy',
      said: { kind: 'labels', labels: { joy: null } },
      scores: { anger: 0.1, joy: 0.35 }
    }
  ])
})
