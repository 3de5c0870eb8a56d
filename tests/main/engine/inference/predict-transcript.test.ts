import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { predictJob, type PredictSpec } from '../../../../src/main/engine/inference/predict-job'
import type { PredictItem } from '../../../../src/main/engine/protocol'
import { wordErrors } from '../../../../src/shared/metrics/word-errors'
import type { RunOptions } from '../../../../src/shared/domain/model'
import type { Segment } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'
import { Committed, contextFor, dataFolder, fakeDecoder, hasModel, itemFor, runOf } from './fixtures'

const built = hasModel('voice-activity') && hasModel('transcription')
const flacFolder = join(dataFolder, 'speech/emodb/flac')
const hasData = existsSync(flacFolder) && canRun('ffmpeg')
if (!built) console.log('skipped: voice activity or transcription is not built (npm run models)')
if (!hasData) console.log(`skipped: no EMO-DB clips in ${flacFolder} (AFFECTORY_DATA), or no ffmpeg`)

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const RATE_HZ = 16_000

function clip(id: string): Float32Array {
  const bytes = execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      join(flacFolder, `${id}.flac`),
      '-ac',
      '1',
      '-ar',
      `${RATE_HZ}`,
      '-f',
      'f32le',
      '-'
    ],
    { maxBuffer: 1 << 28 }
  )
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** Parts one after the other; numbers are seconds of silence. */
function tape(parts: readonly (Float32Array | number)[]): { rateHz: number; samples: Float32Array } {
  const sounds = parts.map((part) =>
    typeof part === 'number' ? new Float32Array(Math.round(part * RATE_HZ)) : part
  )
  const samples = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const sound of sounds) {
    samples.set(sound, at)
    at += sound.length
  }
  return { rateHz: RATE_HZ, samples }
}

const spec = (modelId: string, items: readonly PredictItem[], options: RunOptions = {}): PredictSpec => ({
  kind: 'predict',
  run: runOf(modelId),
  items,
  options,
  provider: 'cpu'
})

async function run(
  modelId: string,
  sound: { rateHz: number; samples: Float32Array },
  options: RunOptions = {},
  segments?: readonly Segment[]
): Promise<Committed> {
  const committed = new Committed()
  const item = itemFor('audio', sound.samples.length / sound.rateHz, segments ? { segments } : {})
  const result = await predictJob(
    spec(modelId, [item], options),
    contextFor(fakeDecoder({ sound }), committed)
  )
  if (!result.ok) throw new Error(result.error.message)
  return committed
}

const seconds = (committed: Committed, key: string): (readonly [number, number])[] =>
  (committed.tracks.get(key) ?? []).map(({ start, end }) => [start / 1e6, end / 1e6])

describe.skipIf(!built)('sound without speech', () => {
  test('silence gives no segment and says so', async () => {
    const committed = await run('voice-activity', tape([20]))
    expect(committed.tracks.get('audio') ?? []).toEqual([])
    expect(committed.problems).toEqual([expect.stringContaining('nobody was heard speaking')])
    expect(committed.rows().length).toBe(625)
  })

  test('a tone gives no words', async () => {
    const tone = Float32Array.from({ length: 10 * RATE_HZ }, (_, i) => 0.2 * Math.sin(i * 0.2))
    const committed = await run('transcription', tape([tone]))
    expect([...committed.tracks.values()].flat()).toEqual([])
    expect(committed.done).toBe(true)
  })
})

describe.skipIf(!built || !hasData)('sentences of EMO-DB', { timeout: 120_000 }, () => {
  // Wholly within the two seconds of the clips: "Das will sie am Mittwoch abgeben", "Der Lappen liegt auf dem Eisschrank".
  const sentences = hasData ? [clip('03a02Nc'), clip('08a02Na'), clip('14a02Ea')] : []
  // Speech at 3 to 5, 9 to 11 and 41 to 43 s.
  const sound = tape([3, ...sentences.slice(0, 1), 4, ...sentences.slice(1, 2), 30, ...sentences.slice(2), 2])

  test('voice activity finds each sentence where it is and nothing else', async () => {
    const found = seconds(await run('voice-activity', sound), 'audio')
    expect(found.length).toBeGreaterThanOrEqual(3)
    for (const [from, to] of [
      [3, 5],
      [9, 11],
      [41, 43]
    ] as const) {
      const inside = found.filter(([start, end]) => start >= from - 0.15 && end <= to + 0.15)
      const length = inside.reduce((sum, [start, end]) => sum + end - start, 0)
      expect(length).toBeGreaterThan(1)
      expect(length).toBeLessThan(2.2)
    }
    expect(found.every(([start]) => [3, 9, 41].some((from) => start >= from - 0.1 && start < from + 2))).toBe(
      true
    )
  })

  test('voice activity that was cut off goes on behind what is committed and ends the same', async () => {
    const long = tape([...sentences, 20, ...sentences, 25, ...sentences, 30, ...sentences])
    const whole = await run('voice-activity', long)
    const committed = new Committed()
    const item = itemFor('audio', long.samples.length / RATE_HZ)
    const stop = new AbortController()
    const cut = contextFor(fakeDecoder({ sound: long }), committed, {
      signal: stop.signal,
      onBatch: () => committed.batches.length === 1 && stop.abort()
    })
    await expect(predictJob(spec('voice-activity', [item]), cut)).rejects.toThrow()
    const known = committed.rows().length
    expect(known).toBe(1024)
    let decodedFrom = Infinity
    await predictJob(
      spec('voice-activity', [committed.resumed(item)]),
      contextFor(
        fakeDecoder({ sound: long, onBlock: (at) => (decodedFrom = Math.min(decodedFrom, at)) }),
        committed
      )
    )
    expect(decodedFrom).toBeGreaterThan(28)
    expect(seconds(committed, 'audio')).toEqual(seconds(whole, 'audio'))
    expect(committed.rows().length).toBe(whole.rows().length)
  })

  test('a sentence comes out in words, at its time, in a layer named after the model', async () => {
    const committed = await run('transcription', sound)
    const turns = committed.tracks.get('speech') ?? []
    expect(turns.length).toBe(3)
    const said = turns.map(({ text }) => (text ?? '').toLowerCase().replace(/[^\p{L} ]/gu, ''))
    const errors = wordErrors(
      said.map(() => 'das will sie am mittwoch abgeben'),
      said
    )
    expect(errors.wer).toBeLessThan(0.5)
    expect(turns[0]?.start).toBeGreaterThan(2.9e6)
    expect(turns[0]?.end).toBeLessThan(5.1e6)
    const [lane] = committed.batches.flatMap(({ tracks }) => tracks)
    expect([lane?.kind, lane?.layer]).toEqual(['utterances', 'Transcription'])
  })

  test('German is recognised as German: naming it changes nothing', async () => {
    const found = await run('transcription', sound)
    const named = await run('transcription', sound, { speech: { language: 'de' } })
    expect(found.tracks.get('speech')).toEqual(named.tracks.get('speech'))
  })

  test('given segments are written down with their persons, however short', async () => {
    const segments = [
      { id: 'a', trackId: 't', start: micros(3e6), end: micros(5e6), flagged: false, personId: 'anna' },
      { id: 'b', trackId: 't', start: micros(20e6), end: micros(21e6), flagged: false, personId: 'ben' }
    ]
    const committed = await run(
      'transcription',
      sound,
      { mode: 'segments', speech: { language: 'de' } },
      segments
    )
    const turns = committed.tracks.get('speech') ?? []
    expect(turns.map(({ personId, start, end }) => [personId, start, end])).toEqual([['anna', 3e6, 5e6]])
    expect(committed.doneSegmentIds).toEqual(['a', 'b'])
    expect(committed.problems).toEqual([expect.stringContaining('1 stretches gave no words')])
  })

  test('a run that was cut off writes no turn twice', async () => {
    const long = tape(Array.from({ length: 24 }, (_, i) => [sentences[i % 3] ?? 0, 1]).flat())
    const committed = new Committed()
    const item = itemFor('audio', long.samples.length / RATE_HZ)
    const stop = new AbortController()
    const options = { speech: { language: 'de' } }
    const cut = contextFor(fakeDecoder({ sound: long }), committed, {
      signal: stop.signal,
      onBatch: () => committed.batches.length === 2 && stop.abort()
    })
    await expect(predictJob(spec('transcription', [item], options), cut)).rejects.toThrow()
    const before = committed.tracks.get('speech')?.length ?? 0
    expect(before).toBeGreaterThan(0)
    await predictJob(
      spec('transcription', [committed.resumed(item)], options),
      contextFor(fakeDecoder({ sound: long }), committed)
    )
    const starts = (committed.tracks.get('speech') ?? []).map(({ start }) => start)
    const whole = (await run('transcription', long, options)).tracks.get('speech') ?? []
    expect(starts).toEqual(whole.map(({ start }) => start))
    expect(starts.length).toBeGreaterThan(before)
  })

  test('a cancelled run stops within a second', async () => {
    const long = tape(Array.from({ length: 60 }, (_, i) => sentences[i % 3] ?? 0))
    const stop = new AbortController()
    const running = predictJob(
      spec('transcription', [itemFor('audio', long.samples.length / RATE_HZ)]),
      contextFor(fakeDecoder({ sound: long }), new Committed(), { signal: stop.signal })
    )
    await new Promise((done) => setTimeout(done, 3000))
    const start = performance.now()
    stop.abort()
    await expect(running).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

test.skipIf(!built)('the tokenizer that the recipe takes is the one the decoder was made with', () => {
  const folder = join(import.meta.dirname, '../../../../models/transcription')
  const manifest: { files: Record<string, { sha256?: string }> } = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8')
  )
  expect(Object.keys(manifest.files)).toEqual(['model', 'decoder', 'tokenizer', 'generation', 'golden'])
})
