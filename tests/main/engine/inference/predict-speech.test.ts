import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { predictJob, type PredictSpec } from '../../../../src/main/engine/inference/predict-job'
import type { PredictItem } from '../../../../src/main/engine/protocol'
import type { RunOptions } from '../../../../src/shared/domain/model'
import type { Segment } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'
import { Committed, contextFor, dataFolder, fakeDecoder, hasModel, itemFor, runOf } from './fixtures'

const built = hasModel('speech-emotion')
const wavFolder = join(dataFolder, 'speech/emodb/wav')
const flacFolder = join(dataFolder, 'speech/emodb/flac')
const hasData = existsSync(wavFolder)
const hasFfmpeg = canRun('ffmpeg')
if (!built) console.log('skipped: the speech model is not built (npm run models)')
if (!hasData) console.log(`skipped: no EMO-DB clips in ${wavFolder} (AFFECTORY_DATA)`)

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The emotion that the sixth letter of an EMO-DB file name stands for, after its German word. */
const letters: Readonly<Record<string, string>> = {
  W: 'anger',
  L: 'boredom',
  E: 'disgust',
  A: 'fear',
  F: 'happiness',
  T: 'sadness',
  N: 'neutral'
}
const emotionOf = (file: string): string => letters[file[5] ?? ''] ?? ''

/** Samples of a 16-bit mono PCM file, its 44-byte header skipped. */
function readWav(file: string): { rateHz: number; samples: Float32Array } {
  const bytes = readFileSync(file)
  const data = bytes.indexOf('data') + 8
  const pcm = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset + data, bytes.byteOffset + bytes.length - ((bytes.length - data) % 2))
  )
  return { rateHz: bytes.readUInt32LE(24), samples: Float32Array.from(pcm, (value) => value / 32768) }
}

function decodeFlac(file: string): Float32Array {
  const bytes = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-ac', '1', '-ar', '16000', '-f', 'f32le', '-'],
    { maxBuffer: 1 << 28 }
  )
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

const spec = (items: readonly PredictItem[], options: RunOptions): PredictSpec => ({
  kind: 'predict',
  run: runOf('speech-emotion'),
  items,
  options,
  provider: 'cpu'
})

async function labelOfClip(rateHz: number, samples: Float32Array): Promise<string | undefined> {
  const committed = new Committed()
  const item = itemFor('audio', samples.length / rateHz)
  await predictJob(
    spec([item], { mode: 'whole' }),
    contextFor(fakeDecoder({ sound: { rateHz, samples } }), committed)
  )
  return committed.tracks.get('audio')?.[0]?.label
}

/** Mean over the classes present of the share of their clips that were recognised. */
function unweightedRecall(pairs: readonly (readonly [string, string | undefined])[]): number {
  const classes = [...new Set(pairs.map(([truth]) => truth))]
  const recalls = classes.map((label) => {
    const own = pairs.filter(([truth]) => truth === label)
    return own.filter(([, said]) => said === label).length / own.length
  })
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
}

describe.skipIf(!built || !hasData)('emotion of real speech', () => {
  test('most of the EMO-DB WAV clips get the emotion of their file name', async () => {
    const pairs: [string, string | undefined][] = []
    for (const file of readdirSync(wavFolder).filter((name) => name.endsWith('.wav'))) {
      const { rateHz, samples } = readWav(join(wavFolder, file))
      pairs.push([emotionOf(file), await labelOfClip(rateHz, samples)])
    }
    expect(pairs.length).toBe(8)
    expect(unweightedRecall(pairs)).toBeGreaterThan(0.8)
  })

  test.skipIf(!hasFfmpeg)(
    'fifty EMO-DB clips: unweighted average recall over 0.9, as for clips the head was fitted on',
    { timeout: 120_000 },
    async () => {
      const files = readdirSync(flacFolder).filter((name) => name.endsWith('.flac'))
      const chosen = files.filter((_, index) => index % Math.floor(files.length / 50) === 0).slice(0, 50)
      const pairs: [string, string | undefined][] = []
      for (const file of chosen)
        pairs.push([emotionOf(file), await labelOfClip(16_000, decodeFlac(join(flacFolder, file)))])
      console.log(`UAR over ${pairs.length} clips: ${unweightedRecall(pairs).toFixed(3)}`)
      expect(unweightedRecall(pairs)).toBeGreaterThan(0.9)
    }
  )
})

/** A voice-like sound: pulses at 120 Hz, steps of silence between. */
function voiceLike(
  seconds: number,
  silent: (second: number) => boolean,
  rateHz = 44_100
): { rateHz: number; samples: Float32Array } {
  const samples = Float32Array.from({ length: Math.round(seconds * rateHz) }, (_, index) => {
    const time = index / rateHz
    if (silent(time)) return 0
    return (
      0.3 * Math.exp(-((time * 120) % 1) * 6) * Math.sin(2 * Math.PI * (600 + 80 * Math.sin(time)) * time)
    )
  })
  return { rateHz, samples }
}

const segment = (id: string, start: number, end: number): Segment => ({
  id,
  trackId: 't',
  start: micros(start * 1e6),
  end: micros(end * 1e6),
  flagged: false
})

describe.skipIf(!built)('sliding windows over a recording', () => {
  const sound = voiceLike(60.5, (second) => second >= 20 && second < 30)
  const item = itemFor('audio', 60.5)

  test('silence is a gap, segments lie on the grid of the hop and end with the recording', async () => {
    const committed = new Committed()
    const context = contextFor(fakeDecoder({ sound }), committed)
    await predictJob(spec([item], { mode: 'windows' }), context)
    const segments = committed.tracks.get('audio') ?? []
    expect(committed.problems).toEqual([])
    expect(committed.done).toBe(true)
    expect(segments.length).toBeGreaterThan(1)
    expect(segments.some(({ start, end }) => start < 30e6 && end > 20e6)).toBe(false)
    expect(segments[0]?.start).toBe(0)
    expect(segments.at(-1)?.end).toBe(60_500_000)
    expect(segments.slice(0, -1).every(({ start, end }) => start % 1e6 === 0 && end % 1e6 === 0)).toBe(true)
    // One row of probabilities per second that is not silent.
    expect(committed.rows().map((row) => (row['pts'] ?? 0) / 1e6)).toEqual(
      [...Array(61).keys()].filter((second) => second < 20 || second >= 30)
    )
    expect(context.progressed.at(-1)?.slice(0, 2)).toEqual([61, 61])
  })

  test(
    'a run cut off halfway goes on behind what is committed and ends as if it had never stopped',
    { timeout: 60_000 },
    async () => {
      const whole = new Committed()
      await predictJob(spec([item], { mode: 'windows' }), contextFor(fakeDecoder({ sound }), whole))
      for (const stopAfter of [1, 2, 3, 4, 5]) {
        const committed = new Committed()
        const stop = new AbortController()
        const cut = contextFor(fakeDecoder({ sound }), committed, {
          signal: stop.signal,
          onBatch: () => committed.batches.length === stopAfter && stop.abort()
        })
        await expect(predictJob(spec([item], { mode: 'windows' }), cut)).rejects.toThrow()
        const known = committed.rows().length
        await predictJob(
          spec([committed.resumed(item)], { mode: 'windows' }),
          contextFor(fakeDecoder({ sound }), committed)
        )
        expect(committed.rows().length).toBeGreaterThan(known)
        expect(committed.rows().map((row) => row['pts'])).toEqual(whole.rows().map((row) => row['pts']))
        const shape = (run: Committed): unknown =>
          run.tracks.get('audio')?.map(({ start, end, label }) => [start, end, label])
        expect(shape(committed)).toEqual(shape(whole))
        const anger = (run: Committed): number[] => run.rows().map((row) => row['anger'] ?? NaN)
        anger(committed).forEach((value, index) => expect(value).toBeCloseTo(anger(whole)[index] ?? NaN, 4))
      }
    }
  )

  test('a recording shorter than a window is one segment', async () => {
    const committed = new Committed()
    await predictJob(
      spec([itemFor('audio', 1.5)], { mode: 'windows' }),
      contextFor(fakeDecoder({ sound: voiceLike(1.5, () => false) }), committed)
    )
    expect(committed.tracks.get('audio')?.map(({ start, end }) => [start, end])).toEqual([[0, 1_500_000]])
  })

  test('a cancelled run stops within a second', async () => {
    const stop = new AbortController()
    const long = voiceLike(600, () => false, 16_000)
    const running = predictJob(
      spec([itemFor('audio', 600)], { mode: 'windows' }),
      contextFor(fakeDecoder({ sound: long }), new Committed(), { signal: stop.signal })
    )
    await new Promise((done) => setTimeout(done, 800))
    const start = performance.now()
    stop.abort()
    await expect(running).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe.skipIf(!built)('segments of a track', () => {
  const sound = voiceLike(120, (second) => second >= 50 && second < 60)
  const segments = [...Array(40).keys()].map((index) => segment(`s${index}`, index * 3, index * 3 + 2.5))

  test('each segment that is not silent gets one label, with its own start and end', async () => {
    const committed = new Committed()
    await predictJob(
      spec([itemFor('audio', 120, { segments })], { mode: 'segments' }),
      contextFor(fakeDecoder({ sound }), committed)
    )
    const found = committed.tracks.get('audio') ?? []
    const spoken = segments.filter(({ start, end }) => start < 50e6 || end > 60e6)
    expect(found.map(({ start, end }) => [start, end])).toEqual(spoken.map(({ start, end }) => [start, end]))
    expect(
      found.every(
        ({ label, confidence }) => label !== undefined && confidence !== undefined && confidence > 1 / 7
      )
    ).toBe(true)
    expect(new Set(committed.doneSegmentIds)).toEqual(new Set(segments.map(({ id }) => id)))
  })

  test('a resumed run does only the segments left', async () => {
    const committed = new Committed()
    const doneSegmentIds = segments.slice(0, 30).map(({ id }) => id)
    const item = { ...itemFor('audio', 120, { segments }), doneSegmentIds }
    await predictJob(spec([item], { mode: 'segments' }), contextFor(fakeDecoder({ sound }), committed))
    expect(committed.doneSegmentIds).toEqual(segments.slice(30).map(({ id }) => id))
    expect(committed.tracks.get('audio')?.length).toBe(10)
  })

  test('a segment longer than the model can take gets the mean over its pieces', async () => {
    const committed = new Committed()
    await predictJob(
      spec([itemFor('audio', 120, { segments: [segment('long', 60, 115)] })], { mode: 'segments' }),
      contextFor(fakeDecoder({ sound }), committed)
    )
    const [only] = committed.tracks.get('audio') ?? []
    expect(Object.values(only?.scores ?? {}).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 4)
  })

  test('a recording that cannot be decoded is told and the next one is read', async () => {
    const committed = new Committed()
    const decoder = fakeDecoder({ sound })
    const failing = {
      ...decoder,
      audio: (request: Parameters<typeof decoder.audio>[0]) =>
        request.fileId === 'broken' ? broken() : decoder.audio(request)
    }
    const good = itemFor('audio', 5)
    const bad = {
      ...good,
      recording: { ...good.recording, name: 'Broken' },
      input: { ...good.input, file: { ...good.input.file, id: 'broken' } }
    }
    await predictJob(spec([bad, good], { mode: 'whole' }), contextFor(failing, committed))
    expect(committed.problems).toEqual([expect.stringContaining('Broken')])
    expect(committed.tracks.get('audio')?.length).toBe(1)
  })
})

async function* broken(): AsyncGenerator<never> {
  throw new Error('the file has no sound')
}
