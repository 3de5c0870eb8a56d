import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { liveJob } from '../../../../../src/main/engine/inference/live/live-job'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { partQueue } from '../../../../../src/main/engine/part-queue'
import type { Decoder, JobBatch, JobContext, PredictItem } from '../../../../../src/main/engine/protocol'
import type { LiveAnswer } from '../../../../../src/shared/contract/live'
import type { Person } from '../../../../../src/shared/domain/rows'
import {
  makeModelsFolder,
  putModel,
  runModel,
  soundFigures,
  trackOf,
  type TinyManifest
} from '../declared/tiny-models'
import { fakeDecoder, fitted, hasModel, itemFor, modelsFolder, photograph } from '../fixtures'

const RATE = 16_000

/** A live job with its answers in order; `ask` resolves with the answer, null when it was passed over. */
function liveIn(folder: string, modelId: string, item: PredictItem, decoder: Decoder) {
  const abort = new AbortController()
  const parts = partQueue(abort.signal)
  const asked = new Map<number, (answer: LiveAnswer | null) => void>()
  const order: number[] = []
  let opened: (() => void) | undefined
  const open = new Promise<void>((resolve) => (opened = resolve))
  const context: JobContext = {
    signal: abort.signal,
    environment: { modelsFolder: folder, threads: 1 },
    progress: () => undefined,
    async batch(content: JobBatch) {
      if (content.kind === 'live-open') opened?.()
      if (content.kind !== 'live') return
      order.push(content.ask)
      asked.get(content.ask)?.(content.answer)
    },
    parts: () => parts.all(),
    decoder: async () => decoder
  }
  const ended = liveJob({ kind: 'live', modelId, item, provider: 'cpu', schemes: [] }, context)
  let count = 0
  return {
    open,
    ended,
    order,
    ask(seconds: number): Promise<LiveAnswer | null> {
      const ask = ++count
      const answer = new Promise<LiveAnswer | null>((resolve) => asked.set(ask, resolve))
      parts.push({ kind: 'moment', ask, time: Math.round(seconds * 1e6) })
      return answer
    },
    over: () => parts.push(undefined),
    stop: () => abort.abort()
  }
}

const hearing: TinyManifest = {
  unit: { type: 'window', windowSec: 2, hopSec: 1 },
  bindings: { voice: { modality: 'audio' } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 'N'],
      from: 'voice',
      pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: RATE }]
    }
  ],
  outputs: [
    {
      id: 'level',
      name: 'y',
      task: 'regression',
      target: { scheme: 'mine', attribute: 'level', dims: ['mean', 'most', 'least'] }
    }
  ]
}

/** Ten seconds; every second has one level: 0.0, 0.1 ... 0.9. */
const stairs = {
  sound: {
    rateHz: RATE,
    samples: Float32Array.from({ length: 10 * RATE }, (_, i) => Math.floor(i / RATE) / 10)
  }
}

function ears(decoder = fakeDecoder(stairs)) {
  const folder = makeModelsFolder()
  putModel(folder, 'ears', hearing, soundFigures())
  return liveIn(folder, 'ears', itemFor('audio', 10), decoder)
}

describe('a model that follows the playhead', () => {
  test('says of a moment what it says of the window that was just played, and for how long that holds', async () => {
    const live = ears()
    await live.open
    const answer = await live.ask(5.4)
    expect(answer).toMatchObject({ from: 5_000_000, until: 6_000_000 })
    const [subject] = answer?.subjects ?? []
    expect([subject?.start, subject?.end]).toEqual([3_000_000, 5_000_000])
    const [level] = subject?.outputs ?? []
    expect(level).toMatchObject({ outputId: 'level', kind: 'dims', names: ['mean', 'most', 'least'] })
    // Half a second level 0.3, half 0.4.
    expect(level?.values[0]).toBeCloseTo(0.35, 3)
    // Where one jumps back to, one gets the answer of that place; the first window is cut off by the beginning.
    const back = await live.ask(1.2)
    expect(back?.subjects[0]).toMatchObject({ start: 0, end: 1_000_000 })
    expect(back?.subjects[0]?.outputs[0]?.values[0]).toBeCloseTo(0, 6)
    // Before the end of the first one, the one that plays.
    expect(await live.ask(0.3)).toMatchObject({ from: 0, until: 2_000_000, place: 0 })
    live.over()
    expect(await live.ended).toEqual({ ok: true, value: { kind: 'none' } })
  })

  test('of moments that come while it is busy only the newest is answered, and every one is dealt with in order', async () => {
    const live = ears(fakeDecoder({ ...stairs, pace: 20 }))
    await live.open
    const answers = await Promise.all([1, 3, 4, 6, 8].map((seconds) => live.ask(seconds)))
    expect(answers.map((answer) => answer?.subjects[0]?.end ?? null)).toEqual([
      1_000_000,
      null,
      null,
      null,
      8_000_000
    ])
    expect(live.order.at(-1)).toBe(5)
    expect(live.order.toSorted()).toEqual([1, 2, 3, 4, 5])
  })

  test('a run that goes on meanwhile says the same as without, and moments are answered while it does', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'ears', hearing, soundFigures())
    const alone = await runModel(folder, 'ears', [itemFor('audio', 10)], fakeDecoder(stairs))
    const live = liveIn(folder, 'ears', itemFor('audio', 10), fakeDecoder(stairs))
    await live.open
    let under = true
    const running = runModel(folder, 'ears', [itemFor('audio', 10)], fakeDecoder({ ...stairs, pace: 5 }))
    void running.then(() => (under = false))
    let answered = 0
    while (under) {
      const seconds = 2 + (answered % 8)
      expect((await live.ask(seconds))?.subjects[0]?.end).toBe(seconds * 1e6)
      answered++
    }
    expect(answered).toBeGreaterThan(0)
    expect((await running).segments('level')).toEqual(alone.segments('level'))
    live.over()
    await live.ended
  })

  test('stopping does not wait for what it is busy with', async () => {
    // A decoder that never comes back.
    const stuck: Decoder = {
      ...fakeDecoder(stairs),
      audio: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) })
      })
    }
    const live = ears(stuck)
    await live.open
    void live.ask(4)
    await new Promise(setImmediate)
    live.stop()
    await expect(live.ended).rejects.toThrow(/abort/i)
  })

  test('a moment that cannot be read is told with its reason, and the next one is answered', async () => {
    let broken = true
    const decoder = fakeDecoder(stairs)
    const live = ears({
      ...decoder,
      audio: (request) => {
        if (broken) throw new Error('the disk is gone')
        return decoder.audio(request)
      }
    })
    await live.open
    expect(await live.ask(4)).toMatchObject({ subjects: [], nothing: expect.stringMatching(/disk is gone/) })
    broken = false
    expect((await live.ask(5))?.subjects).toHaveLength(1)
  })

  test('models that are not there, and recordings without anything to look at, are told as sentences', async () => {
    const folder = makeModelsFolder()
    expect(await liveIn(folder, 'gone', itemFor('audio', 3), fakeDecoder({})).ended).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/gone/) }
    })
    putModel(folder, 'trials', { ...hearing, unit: { type: 'trial' } }, soundFigures())
    expect(await liveIn(folder, 'trials', itemFor('audio', 3), fakeDecoder({})).ended).toMatchObject({
      ok: false,
      error: { code: 'live-nothing', message: expect.stringMatching(/holds nothing that trials looks at/) }
    })
  })
})

const person = (id: string, name: string): Person => ({ id, name, position: 0 }) as unknown as Person

describe.skipIf(!hasModel('text-emotion'))('turns', () => {
  test('the turn that plays is what is answered, with who speaks; it stays until the next one begins', async () => {
    const item: PredictItem = {
      ...itemFor('audio', 20),
      persons: [person('p', 'Ada')],
      tracks: [
        trackOf('talk', { kind: 'utterances' }, [
          [2, 4, { text: 'I am so happy, this is wonderful!', personId: 'p' }],
          [9, 11, { text: 'I am so angry with you about this', personId: 'p' }]
        ])
      ]
    }
    const live = liveIn(modelsFolder, 'text-emotion', item, fakeDecoder({}))
    await live.open
    const bestAt = async (seconds: number): Promise<string | undefined> => {
      const { names = [], values = [] } = (await live.ask(seconds))?.subjects[0]?.outputs[0] ?? {}
      return names[values.indexOf(Math.max(...values.map((value) => value ?? -1)))]
    }
    expect(await live.ask(1)).toMatchObject({ place: -1, subjects: [], until: 2_000_000 })
    expect(await bestAt(3)).toBe('happiness')
    expect(await bestAt(8)).toBe('happiness')
    expect(await bestAt(9.5)).toBe('anger')
    const answer = await live.ask(9.5)
    expect(answer?.subjects[0]).toMatchObject({ name: 'Ada', start: 9_000_000, end: 11_000_000 })
    expect(answer?.subjects[0]?.outputs.map(({ kind }) => kind)).toEqual(['labels', 'labels', 'dims'])
    expect(answer).toMatchObject({ from: 9_000_000, until: null })
    live.over()
    await live.ended
  })
})

describe.skipIf(!hasModel('conversation-emotion'))('conversations', () => {
  test('a model that reads a conversation as a whole answers for the turn that plays, in one run', async () => {
    const turns = [
      [0, 1, { text: 'I am so happy today' }],
      [2, 3, { text: 'I am furious' }]
    ] as const
    const item: PredictItem = {
      ...itemFor('audio', 5),
      tracks: [trackOf('talk', { kind: 'utterances' }, turns)]
    }
    const live = liveIn(modelsFolder, 'conversation-emotion', item, fakeDecoder({}))
    await live.open
    const [first, second] = [await live.ask(0.5), await live.ask(2.5)]
    expect(first?.subjects[0]).toMatchObject({ start: 0, end: 1_000_000 })
    expect(second?.subjects[0]).toMatchObject({ start: 2_000_000, end: 3_000_000 })
    expect(second?.subjects[0]?.outputs[0]?.values).not.toEqual(first?.subjects[0]?.outputs[0]?.values)
    live.stop()
    await live.ended.catch(() => undefined)
  })
})

describe.skipIf(!hasModel('speech-emotion'))('speech', () => {
  test('silence is no emotion', async () => {
    const sound = { rateHz: RATE, samples: new Float32Array(8 * RATE) }
    for (let i = 4 * RATE; i < 8 * RATE; i++)
      sound.samples[i] = 0.3 * Math.sin((2 * Math.PI * 220 * i) / RATE)
    const live = liveIn(modelsFolder, 'speech-emotion', itemFor('audio', 8), fakeDecoder({ sound }))
    await live.open
    expect(await live.ask(3.5)).toMatchObject({ subjects: [], nothing: expect.stringMatching(/Silence/) })
    const { values = [] } = (await live.ask(7.5))?.subjects[0]?.outputs[0] ?? {}
    expect(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBeCloseTo(1, 4)
    live.over()
    await live.ended
  })
})

const built = hasModel('face-detection') && hasModel('face-expression-a')
describe.skipIf(!built)('faces', () => {
  test('each face has its answer and keeps its number while it is followed', async () => {
    const folder = makeModelsFolder()
    for (const id of ['face-detection', 'face-expression-a'])
      symlinkSync(join(modelsFolder, id), join(folder, id))
    const still = fitted(photograph(3), 640)
    const dark: Picture = { ...still, data: new Uint8Array(still.data.length).fill(40), placement: IDENTITY }
    const asked: number[] = []
    const live = liveIn(
      folder,
      'face-expression-a',
      itemFor('video', 10),
      fakeDecoder({
        picture: (time) => (time > 8e6 ? dark : still),
        onFrame: (time) => asked.push(time)
      })
    )
    await live.open
    const answer = await live.ask(2.31)
    // Pictures five times a second: the one at 2.2 s holds until 2.4 s, and only that one is decoded.
    expect(answer).toMatchObject({ from: 2_200_000, until: 2_400_000 })
    expect(asked).toEqual([2_200_000])
    const faces = answer?.subjects ?? []
    expect(faces.length).toBeGreaterThan(1)
    expect(faces.map(({ name }) => name)).toEqual(faces.map((_, at) => `Face ${at + 1}`))
    for (const { outputs, box } of faces) {
      expect(outputs[0]?.names).toHaveLength(7)
      expect(outputs[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBeCloseTo(1, 3)
      expect((box?.w ?? 0) > 0.02 && (box?.x ?? -1) >= 0).toBe(true)
    }
    const next = await live.ask(2.5)
    expect(next?.subjects.map(({ key }) => key)).toEqual(faces.map(({ key }) => key))
    expect(await live.ask(9)).toMatchObject({ subjects: [], nothing: 'No face is seen in this picture.' })
    live.over()
    await live.ended
  })
})
