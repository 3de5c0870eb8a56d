import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runJob } from '../../../src/main/engine/jobs'
import type { JobSpec } from '../../../src/main/engine/protocol'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { JobRequest } from '../../../src/main/handlers/job-board'
import { variantHandlers } from '../../../src/main/handlers/variant'
import type { Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import type { RunVariant } from '../../../src/shared/variants/run-variant'
import { edit, labelledProject, problem, value } from '../store/project-fixture'
import { fakeDecoder } from '../engine/inference/fixtures'

const models = resolve(import.meta.dirname, '../../../models')
const built = existsSync(resolve(models, 'text-emotion/weights.bin'))

/** A window on a project whose jobs are done here one after the other; `stopAfter`: batches after which a job is cancelled. */
function windowOn(project: Project, stopAfter?: { batches: number }) {
  let last: Promise<unknown> = Promise.resolve()
  const titles: string[] = []
  const run = async (spec: JobSpec, batch?: JobRequest['batch']) => {
    const abort = new AbortController()
    let batches = 0
    try {
      const done = await runJob(structuredClone(spec), {
        signal: abort.signal,
        environment: { modelsFolder: models, threads: 1 },
        progress: () => undefined,
        async batch(content) {
          await batch?.(structuredClone(content), () => undefined)
          if (content.kind === 'predicted' && ++batches === stopAfter?.batches) abort.abort()
        },
        parts: async function* () {},
        decoder: () => Promise.resolve(fakeDecoder({}))
      })
      if (abort.signal.aborted) return { state: 'cancelled' } as const
      return done.ok
        ? ({ state: 'done', result: done.value } as const)
        : ({ state: 'failed', problem: done.error } as const)
    } catch (error) {
      if (abort.signal.aborted) return { state: 'cancelled' } as const
      throw error
    }
  }
  const context = {
    open: { project },
    emit: () => undefined,
    problems: { add: () => undefined },
    settings: { get: () => ({ provider: 'cpu' }) },
    paths: { schemes: 'resources/schemes' },
    board: {
      ask: (spec: JobSpec) => run(spec),
      start(request: JobRequest) {
        titles.push(request.title)
        last = last.then(async () => {
          const spec = request.spec()
          if (spec) request.ended?.(await run(spec, request.batch))
        })
        return `job-${titles.length}`
      }
    }
  } as unknown as HandlerContext
  const { 'variant.run': ask, 'variant.texts': texts } = variantHandlers(context)
  return {
    titles,
    texts,
    async run(recordingIds: string[], variants: RunVariant[], again = false, modelId = 'text-emotion') {
      const answer = await ask({ modelId, recordingIds, variants, again })
      await last
      return answer
    }
  }
}

const lines = [
  'Thank you so much, I love it',
  'I am so angry with you, this is outrageous',
  'My grandmother died last night and I miss her',
  'I was terrified, I thought he would kill me'
]

function talk() {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'track-create', { id: 'words', recordingId, schemeId: 'ekman7', kind: 'utterances' })
  lines.forEach((text, i) =>
    edit(project, 'anna', 'segment-create', {
      ...{ trackId: 'words', id: `u${i}`, start: micros(i * 2e6), end: micros(i * 2e6 + 1_500_000) },
      text
    })
  )
  return { project, recordingId }
}

const errors = (level: number, seed = 1): RunVariant => ({
  kind: 'perturbation',
  change: 'word-errors',
  level,
  seed
})

const labelsOf = (project: Project, name: string) => {
  const author = project.all('author').find((one) => one.name === name)
  return project
    .all('track')
    .filter((track) => track.authorId === author?.id && track.schemeId === 'ekman7')
    .flatMap((track) => project.segmentsOfTrack(track.id))
}

describe.skipIf(!built)('runs of variants', () => {
  test('have authors of their own beside that of the model, whose answers stay as they were', async () => {
    const { project, recordingId } = talk()
    const window = windowOn(project)
    const answer = value(await window.run([recordingId], [errors(20), errors(60)]))
    // What to compare with is made first.
    expect(answer.started.map(({ variant }) => variant && 'level' in variant && variant.level)).toEqual([
      null,
      20,
      60
    ])
    const names = ['Text emotion', 'Text emotion · word errors 20 %', 'Text emotion · word errors 60 %']
    expect(window.titles).toEqual(names.map((name) => `${name}: interview.mp4`))
    expect(labelsOf(project, names[0] ?? '').map(({ label }) => label)).toEqual([
      'happiness',
      'anger',
      'sadness',
      'fear'
    ])
    expect(labelsOf(project, names[2] ?? '').map(({ scores }) => scores)).not.toEqual(
      labelsOf(project, names[0] ?? '').map(({ scores }) => scores)
    )
    const runs = project.all('run').map(({ modelId }) => modelId)
    expect(runs).toEqual([
      'text-emotion',
      'text-emotion+word-errors=20,seed=1',
      'text-emotion+word-errors=60,seed=1'
    ])
    // The words of the transcript are as they were.
    expect(project.segmentsOfTrack('words').map(({ text }) => text)).toEqual(lines)
  })

  test('that are there already are kept; run again they read the same, to the hash', async () => {
    const { project, recordingId } = talk()
    const window = windowOn(project)
    value(await window.run([recordingId], [errors(40)]))
    expect(value(await window.run([recordingId], [errors(40)]))).toEqual({ started: [], kept: 1 })
    expect(value(await window.run([recordingId], [errors(40), errors(40, 2)])).kept).toBe(1)
    value(await window.run([recordingId], [errors(40)], true))
    const hashes = (id: string) =>
      project
        .all('run')
        .filter(({ modelId }) => modelId === id)
        .map((run) => project.runInputs(run.id).get(recordingId))
    const own = hashes('text-emotion+word-errors=40,seed=1')
    expect(own).toHaveLength(2)
    expect(own[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(own[1]).toBe(own[0])
    expect(hashes('text-emotion+word-errors=40,seed=2')[0]).not.toBe(own[0])
  })

  test('are refused where they would change nothing, in a sentence', async () => {
    const { project, recordingId } = talk()
    const refused = problem(
      await windowOn(project).run(
        [recordingId],
        [{ kind: 'perturbation', change: 'white-noise', level: 10, seed: 1 }]
      )
    )
    expect(refused.message).toBe('Text emotion reads no sound, so white noise would change nothing.')
    expect(project.all('run')).toEqual([])
  })

  test('that were stopped go on instead of beginning anew', async () => {
    const { project, recordingId } = talk()
    value(await windowOn(project).run([recordingId], [errors(10)]))
    await windowOn(project, { batches: 1 }).run([recordingId], [errors(30)])
    const stopped = project.all('run').find(({ modelId }) => modelId.includes('=30'))
    expect(stopped?.state).toBe('cancelled')
    const answer = value(await windowOn(project).run([recordingId], [errors(30)]))
    expect(answer.started).toEqual([expect.objectContaining({ runId: stopped?.id })])
    expect(project.get('run', stopped?.id ?? '')?.state).toBe('done')
  })
})

const context = (past: boolean, future: boolean): RunVariant => ({
  kind: 'context',
  past,
  future,
  turns: 1000
})
const contexts = [context(false, false), context(true, false), context(false, true), context(true, true)]

describe.skipIf(!existsSync(resolve(models, 'conversation-emotion/weights/conversation-emotion.onnx')))(
  'contexts of a conversation (CMP-2)',
  () => {
    test('are four runs of one manifest, each with an author and an answer for every turn', async () => {
      const { project, recordingId } = talk()
      const answer = value(
        await windowOn(project).run([recordingId], contexts, false, 'conversation-emotion')
      )
      expect(answer.started).toHaveLength(4)
      const runs = project.all('run')
      expect(new Set(runs.map(({ manifestHash }) => manifestHash)).size).toBe(1)
      expect(runs.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
      const names = ['no context', 'past turns only', 'future turns only', 'past and future turns']
      for (const name of names)
        expect(labelsOf(project, `Conversation emotion · ${name}`).map(({ start }) => start)).toEqual(
          lines.map((_, i) => i * 2e6)
        )
    })

    test('show the words of any turn in all four', async () => {
      const { project, recordingId } = talk()
      const texts = value(
        await windowOn(project).texts({
          ...{ modelId: 'conversation-emotion', recordingId, segmentId: 'u1', variants: contexts }
        })
      )
      const [first = '', own = '', third = '', fourth = ''] = lines
      expect(texts.map(({ text }) => text)).toEqual([
        `▸ ${own}`,
        `${first}\n▸ ${own}`,
        `▸ ${own}\n${third}\n${fourth}`,
        `${first}\n▸ ${own}\n${third}\n${fourth}`
      ])
    })

    test('show the words that are said during a segment that is no turn', async () => {
      const { project, recordingId } = talk()
      edit(project, 'anna', 'segment-create', {
        ...{ trackId: 't', id: 'label', start: micros(2.5e6), end: micros(3.4e6), label: 'anger' }
      })
      const texts = value(
        await windowOn(project).texts({
          ...{
            modelId: 'conversation-emotion',
            recordingId,
            segmentId: 'label',
            variants: [context(false, false)]
          }
        })
      )
      expect(texts[0]?.text).toBe(`▸ ${lines[1] ?? ''}`)
    })

    test('are refused for a model that reads each turn alone', async () => {
      const { project, recordingId } = talk()
      const refused = problem(await windowOn(project).run([recordingId], contexts))
      expect(refused.message).toContain('Text emotion reads each turn alone')
    })
  }
)
