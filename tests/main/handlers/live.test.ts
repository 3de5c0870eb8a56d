import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { liveHandlers } from '../../../src/main/handlers/live'
import type { JobOutcome } from '../../../src/main/handlers/job-board'
import type { JobBatch, JobPart, JobSpec } from '../../../src/main/engine/protocol'
import type { Project } from '../../../src/main/store'
import type { LiveAnswer } from '../../../src/shared/contract/live'
import type { ModelInfo } from '../../../src/shared/domain/model'
import { micros } from '../../../src/shared/domain/time'
import { blindStudy } from '../store/blind-study'
import { labelledProject, problem, value } from '../store/project-fixture'

const voice = {
  id: 'voice',
  name: 'Voice',
  kind: 'onnx',
  task: 'declared',
  unit: 'window',
  input: 'audio',
  reads: [{ modality: 'audio', optional: false }],
  upstream: [],
  outputs: [{ id: 'e', task: 'classification', schemeId: 's', labels: ['a'], dims: [], aux: false }]
} as unknown as ModelInfo
const song = { ...voice, id: 'song', name: 'Song', unit: 'song' }

/** A window on a project, with the engine's end in the test's hands. */
function windowOn(project: Project) {
  const specs: JobSpec[] = []
  const given: JobPart[] = []
  let stops = 0
  let engine: { batch(content: JobBatch): void; ended(outcome: JobOutcome): void } | undefined
  const context = {
    open: { project },
    settings: { get: () => ({ provider: 'cpu' }) },
    paths: { schemes: 'resources/schemes' },
    board: {
      ask: () =>
        Promise.resolve({
          state: 'done',
          result: { kind: 'models', models: [voice, song], runtimeVersion: '1' }
        }),
      open(spec: JobSpec, listener: typeof engine) {
        specs.push(spec)
        engine = listener
        return { give: (part: JobPart) => given.push(part), stop: () => void stops++ }
      }
    }
  } as unknown as HandlerContext
  return {
    handlers: liveHandlers(context),
    context,
    specs,
    given,
    stops: () => stops,
    engine: () => {
      if (!engine) throw new Error('nothing was opened')
      return engine
    }
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const said: LiveAnswer = { place: 0, from: 0, until: 1, subjects: [], tookMs: 1 }

async function started(project: Project, recordingId: string) {
  const window = windowOn(project)
  const starting = window.handlers['live.start']({ modelId: 'voice', recordingId })
  await settled()
  window.engine().batch({ kind: 'live-open', provider: 'cpu', fromTracks: false })
  return { ...window, streamId: value(await starting).streamId }
}

describe('a model that follows the playhead', () => {
  test('answers each question with what was said of it, until it is stopped', async () => {
    const { project, recordingId } = labelledProject()
    const { handlers, given, engine, streamId, stops } = await started(project, recordingId)
    const before = project.snapshot()
    const first = handlers['live.ask']({ streamId, time: micros(1) })
    const second = handlers['live.ask']({ streamId, time: micros(2) })
    const [one, two] = given.flatMap((part) => (part.kind === 'moment' ? [part] : []))
    expect([one?.time, two?.time]).toEqual([1, 2])
    engine().batch({ kind: 'live', ask: two?.ask ?? 0, answer: said })
    engine().batch({ kind: 'live', ask: one?.ask ?? 0, answer: null })
    expect(value(await first)).toBeNull()
    expect(value(await second)).toEqual(said)
    await handlers['live.stop']({ streamId })
    expect(stops()).toBe(1)
    expect(problem(await handlers['live.ask']({ streamId, time: micros(3) })).code).toBe('live-over')
    // Nothing of it is kept.
    expect(project.snapshot()).toEqual(before)
  })

  test('a crash ends what follows with a sentence, for the question under way too', async () => {
    const { project, recordingId } = labelledProject()
    const { handlers, engine, streamId } = await started(project, recordingId)
    const asked = handlers['live.ask']({ streamId, time: micros(1) })
    engine().ended({ state: 'interrupted' })
    expect(problem(await asked).message).toMatch(/Voice stopped while it followed/)
    expect(problem(await handlers['live.ask']({ streamId, time: micros(1) })).code).toBe('live-over')
  })

  test('one follows at a time: a second one ends the first', async () => {
    const { project, recordingId } = labelledProject()
    const { handlers, stops, engine, streamId } = await started(project, recordingId)
    const again = handlers['live.start']({ modelId: 'voice', recordingId })
    await settled()
    expect(stops()).toBe(1)
    engine().batch({ kind: 'live-open', provider: 'cpu', fromTracks: false })
    expect(value(await again).streamId).not.toBe(streamId)
    expect(problem(await handlers['live.ask']({ streamId, time: micros(1) })).code).toBe('live-over')
  })

  test('a model of whole recordings is refused with its reason', async () => {
    const { project, recordingId } = labelledProject()
    const { handlers, specs } = windowOn(project)
    const refused = problem(await handlers['live.start']({ modelId: 'song', recordingId }))
    expect(refused.message).toMatch(/Song looks at a recording as a whole/)
    expect(specs).toEqual([])
  })

  test('on a recording that is labelled blind no model follows, also not one that began before', async () => {
    const { project, recordingId } = blindStudy()
    value(project.viewAs('lea', false))
    const { handlers, streamId, stops, given } = await started(project, recordingId)
    value(project.viewAs('anna', true))
    expect(problem(await handlers['live.ask']({ streamId, time: micros(1) })).code).toBe('blind.model')
    expect(given).toEqual([])
    expect(stops()).toBe(1)
    expect(problem(await handlers['live.start']({ modelId: 'voice', recordingId })).code).toBe('blind.model')
  })
})
