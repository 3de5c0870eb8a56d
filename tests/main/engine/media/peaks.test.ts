import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decoderClient } from '../../../../src/main/engine/media/decoder-client'
import { peaksJob } from '../../../../src/main/engine/media/peaks-job'
import type { Decoder, StreamInput } from '../../../../src/main/engine/protocol'
import { readPeaksTile } from '../../../../src/main/shell/tiles/read-peaks-tile'
import type { SoundStretch } from '../../../../src/main/shell/tiles/read-peaks-tile'
import { PyramidBuilder } from '../../../../src/shared/signal/pyramid'
import { toInt16 } from '../../../../src/shared/signal/pcm'
import type { Stream } from '../../../../src/shared/domain/rows'
import { jobContext } from '../../../fixtures/job-context'
import { wavBytes } from '../../../fixtures/wav'
import { canMakeMedia, testMedia } from '../../../fixtures/media'

function soundInput(
  path: string,
  seconds: number,
  rate: number,
  playback: 'direct' | 'proxy' = 'direct'
): StreamInput & { readonly project: string } {
  const project = mkdtempSync(join(tmpdir(), 'affectory-peaks-'))
  const stream = {
    id: 's1',
    recordingId: 'r1',
    fileId: 'f1',
    kind: 'audio',
    name: 'Sound',
    index: 0,
    offset: 0,
    driftPpm: 0,
    duration: seconds * 1e6,
    info: { sampleRateHz: rate },
    cache: {}
  } as unknown as Stream
  const file = {
    id: 'f1',
    recordingId: 'r1',
    path,
    sizeBytes: 1,
    contentHash: 'a'.repeat(64),
    container: 'wave',
    playback,
    missing: false
  }
  return { stream, file, path, cacheFolder: join(project, 'cache'), project }
}

async function peaksOf(input: StreamInput & { readonly project: string }, decoder?: Decoder) {
  const { context, batches } = jobContext({ decoder })
  const result = await peaksJob({ kind: 'peaks', input }, context)
  const cache = batches[0]?.kind === 'cache' ? batches[0].cache : {}
  const place = (role: string) => (cache[role] === undefined ? undefined : join(input.project, cache[role]))
  return { result, sources: { peaks: place('peaks') ?? '', pcm: place('pcm'), original: input.path } }
}

/** Extremes of the samples inside each column, by the plainest loop. */
function plain(
  samples: readonly number[],
  rate: number,
  from: number,
  to: number,
  px: number
): readonly number[] {
  return Array.from({ length: px }, (_, column) => {
    const left = Math.ceil(((from + ((to - from) * column) / px) / 1e6) * rate - 1e-6)
    const right = Math.ceil(((from + ((to - from) * (column + 1)) / px) / 1e6) * rate - 1e-6)
    const inside = samples.slice(Math.max(0, left), Math.max(0, right))
    return inside.length === 0 ? [NaN, NaN] : [Math.min(...inside), Math.max(...inside)]
  }).flat()
}

const rate = 8000
const wave = Array.from({ length: rate * 12 }, (_, i) =>
  Math.fround(Math.round((0.6 * Math.sin(i / 17) + 0.3 * Math.sin(i * i * 0.00001)) * 30000) / 32768)
)

describe('the waveform', () => {
  test.each([
    ['16 bit', {}],
    ['24 bit', { bits: 24 as const }],
    ['32 bit', { bits: 32 as const }],
    ['float', { bits: 32 as const, float: true }]
  ])('of a %s WAV has the exact extremes at every zoom, down to the sample', async (_, options) => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-wav-')), 'wave.wav')
    writeFileSync(path, wavBytes(wave, { rate, ...options }))
    const { sources } = await peaksOf(soundInput(path, 12, rate))
    // 12 s in 12 columns is drawn from the pyramid: 8000 samples are no whole number of runs, so allow the runs at both edges.
    const coarse = await readPeaksTile(sources, 0, 12_000_000, 12)
    const exact = plain(wave, rate, 0, 12_000_000, 12)
    for (const [i, value] of exact.entries()) expect(Math.abs((coarse[i] ?? 0) - value)).toBeLessThan(0.02)
    expect(Math.max(...coarse)).toBe(Math.max(...wave))
    expect(Math.min(...coarse)).toBe(Math.min(...wave))
    // 1 s in 100 columns, 10 ms in 20 columns: from the samples.
    for (const [from, to, px] of [
      [3_000_000, 4_000_000, 100],
      [5_000_000, 5_010_000, 20]
    ] as const)
      expect([...(await readPeaksTile(sources, from, to, px))]).toEqual(
        plain(wave, rate, from, to, px).map((value) => expect.closeTo(value, 6))
      )
  })

  test('of two channels is that of their mean', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-wav-')), 'stereo.wav')
    writeFileSync(
      path,
      wavBytes(
        wave.slice(0, rate).flatMap((value) => [value, -value / 2]),
        { rate, channels: 2 }
      )
    )
    const { sources } = await peaksOf(soundInput(path, 1, rate))
    const columns = await readPeaksTile(sources, 0, 1000, 8)
    expect([...columns].filter((_, i) => i % 2 === 0)).toEqual(
      wave.slice(0, 8).map((value) => expect.closeTo(value / 4, 4))
    )
  })

  test('outside the recording is empty, not silent', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-wav-')), 'short.wav')
    writeFileSync(path, wavBytes(wave.slice(0, rate), { rate }))
    const { sources } = await peaksOf(soundInput(path, 1, rate))
    const columns = await readPeaksTile(sources, -1_000_000, 2_000_000, 3)
    expect([...columns].map(Number.isNaN)).toEqual([true, true, false, false, true, true])
  })

  test('still shows when the recording has moved away: runs instead of samples', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-wav-')), 'moved.wav')
    writeFileSync(path, wavBytes(wave, { rate }))
    const { sources } = await peaksOf(soundInput(path, 12, rate))
    const columns = await readPeaksTile({ ...sources, original: '/gone.wav' }, 3_000_000, 3_010_000, 20)
    expect([...columns].every((value) => Number.isFinite(value))).toBe(true)
  })

  test.skipIf(!canMakeMedia)('of AIFF is read without any help', async () => {
    const path = await testMedia('pcm.aiff')
    const { sources } = await peaksOf(soundInput(path, 3, 44100, 'proxy'))
    const wav = await peaksOf(soundInput(await testMedia('s16.wav'), 3, 44100))
    expect(await readPeaksTile(sources, 1_000_000, 1_001_000, 44)).toEqual(
      await readPeaksTile(wav.sources, 1_000_000, 1_001_000, 44)
    )
    expect(Math.max(...(await readPeaksTile(sources, 0, 3_000_000, 10)))).toBeGreaterThan(0.3)
  })

  test('of compressed sound keeps its samples, so that it can be drawn sample by sample', async () => {
    const input = soundInput('/recordings/speech.m4a', 12, rate)
    const decoder = {
      async *runs({ base }: { readonly base: number }) {
        for (let at = 0; at < wave.length; at += base * 100) {
          const samples = Float32Array.from(wave.slice(at, at + base * 100))
          const builder = new PyramidBuilder(base)
          builder.push(samples)
          yield {
            sampleRateHz: rate,
            sampleCount: samples.length,
            extremes: builder.finish().levels[0] ?? new Float32Array(),
            pcm: toInt16(samples)
          }
        }
      }
    } as unknown as Decoder
    const { sources } = await peaksOf(input, decoder)
    expect(sources.pcm).toMatch(/pcm-0\.s16$/)
    expect([...(await readPeaksTile(sources, 5_000_000, 5_010_000, 20))]).toEqual(
      plain(wave, rate, 5_000_000, 5_010_000, 20).map((value) => expect.closeTo(value, 4))
    )
  })

  describe('of long compressed sound, of which no samples are kept,', () => {
    /** Twelve seconds that say they are 31 minutes long; what is decoded is a tenth louder, to tell it from the pyramid. */
    async function longSound() {
      const decoder = {
        async *runs({ base }: { readonly base: number }) {
          const samples = Float32Array.from(wave)
          const builder = new PyramidBuilder(base)
          builder.push(samples)
          const extremes = builder.finish().levels[0] ?? new Float32Array()
          yield { sampleRateHz: rate, sampleCount: samples.length, extremes }
        }
      } as unknown as Decoder
      const { sources } = await peaksOf(soundInput('/recordings/talk.m4a', 31 * 60, rate), decoder)
      const asked: (Pick<SoundStretch, 'from' | 'to'> & { readonly runs: readonly number[] })[] = []
      const decode = async (stretch: SoundStretch) => {
        const { from, to } = stretch
        asked.push({ from, to, runs: [...(await stretch.runs(10, 12))] })
        return Float32Array.from(wave.slice(stretch.from, stretch.to), (value) => value * 1.1)
      }
      return { sources, decode, asked }
    }

    test('decodes only the stretch that is shown, when it is zoomed in', async () => {
      const { sources, decode, asked } = await longSound()
      expect(sources.pcm).toBeUndefined()
      const columns = await readPeaksTile({ ...sources, decode }, 5_000_000, 5_010_000, 20)
      expect([...columns]).toEqual(
        plain(wave, rate, 5_000_000, 5_010_000, 20).map((value) => expect.closeTo(value * 1.1, 4))
      )
      expect(asked).toHaveLength(1)
      expect(asked[0]?.from).toBeGreaterThanOrEqual(5 * rate - 2)
      expect(asked[0]?.to).toBeLessThanOrEqual(5.01 * rate + 3)
      expect(asked[0]?.runs).toEqual(
        [10, 11].flatMap((run) => {
          const inside = wave.slice(run * 256, (run + 1) * 256)
          return [Math.min(...inside), Math.max(...inside)]
        })
      )
    })

    test('is not decoded while its pyramid is fine enough, nor outside its length', async () => {
      const { sources, decode, asked } = await longSound()
      await readPeaksTile({ ...sources, decode }, 0, 12_000_000, 370)
      await readPeaksTile({ ...sources, decode }, 20_000_000, 20_010_000, 20)
      expect(asked).toEqual([])
    })

    test('shows its runs when it cannot be decoded', async () => {
      const { sources } = await longSound()
      const columns = await readPeaksTile(
        { ...sources, decode: async () => undefined },
        5_000_000,
        5_010_000,
        20
      )
      expect([...columns].every((value) => Number.isFinite(value))).toBe(true)
      expect(columns).toEqual(await readPeaksTile(sources, 5_000_000, 5_010_000, 20))
    })
  })

  test('of sound that cannot be decoded ends with a sentence that names the file', async () => {
    const listeners: ((event: { readonly data: unknown }) => void)[] = []
    const port = {
      postMessage: (message: unknown) => {
        const { id } = message as { id: number }
        queueMicrotask(() =>
          listeners[0]?.({
            data: {
              type: 'error',
              id,
              problem: { code: 'not-decodable', message: 'The sound cannot be decoded.', severity: 'error' }
            }
          })
        )
      },
      on: (event: string, listener: (event: { readonly data: unknown }) => void) =>
        void (event === 'message' && listeners.push(listener)),
      start: () => undefined,
      close: () => undefined
    }
    const { result } = await peaksOf(
      soundInput('/recordings/speech.wma', 12, rate),
      decoderClient(port as never)
    )
    expect(result).toMatchObject({
      ok: false,
      error: { message: 'speech.wma, Sound: The sound cannot be decoded.' }
    })
  })
})
