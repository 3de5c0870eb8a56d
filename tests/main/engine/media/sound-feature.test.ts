import { describe, expect, test } from 'vitest'
import { soundFeatureJob } from '../../../../src/main/engine/media/sound-feature-job'
import type { Decoder, JobSpec } from '../../../../src/main/engine/protocol'
import { firstDifferingFrame } from '../../../../src/shared/audio/first-differing-frame'
import { seriesMaker } from '../../../../src/shared/audio/series-maker'
import { silence } from '../../../../src/shared/audio/silence'
import { SoundFeature, soundRateHz, type SoundChannel } from '../../../../src/shared/audio/sound-feature'
import { goldenClip } from '../../../fixtures/golden-clips'
import { jobContext } from '../../../fixtures/job-context'

const RATE_HZ = 44_100
const SECONDS = 3.217

/** 440 Hz on the left, 880 Hz on the right. */
const stereo = [440, 880].map((hz) =>
  Float32Array.from(
    { length: Math.round(SECONDS * RATE_HZ) },
    (_, i) => 0.4 * Math.sin((2 * Math.PI * hz * i) / RATE_HZ)
  )
)

const decoderOf = (channels: readonly Float32Array[]): Decoder =>
  ({
    async *audio({ mono }: { mono: boolean }) {
      for (let at = 0; at < (channels[0]?.length ?? 0); at += 4000) {
        const block = channels.map((samples) => samples.slice(at, at + 4000))
        const mix = block[0]?.map((_, i) => block.reduce((sum, one) => sum + (one[i] ?? 0), 0) / block.length)
        yield { startSeconds: at / RATE_HZ, sampleRateHz: RATE_HZ, channels: mono ? [mix] : block }
      }
    }
  }) as unknown as Decoder

async function seriesOf(channels: readonly Float32Array[], feature: object, channel: SoundChannel) {
  const spec = {
    kind: 'sound-feature',
    input: {
      file: { id: 'f', path: '/talk.wav' },
      stream: { index: 0, duration: SECONDS * 1e6, name: 'Sound' }
    },
    channel,
    feature: SoundFeature.parse(feature)
  } as unknown as Extract<JobSpec, { kind: 'sound-feature' }>
  const { context, progress } = jobContext({ decoder: decoderOf(channels) })
  const result = await soundFeatureJob(spec, context)
  if (!result.ok || result.value.kind !== 'sound-series') throw new Error('no series')
  return { series: result.value.series, progress }
}

const median = (values: Float32Array): number => {
  const sorted = [...values].filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

describe('a stereo sound of 440 Hz left and 880 Hz right at 44.1 kHz', () => {
  test.each([
    [0, 440],
    [1, 880]
  ])('channel %i has a pitch of %i Hz and its length at 16 kHz', async (channel, hz) => {
    const { series, progress } = await seriesOf(stereo, { kind: 'f0', fMax: 1000 }, channel)
    expect(Math.abs(median(series.values) - hz)).toBeLessThan(1)
    const samples = ((stereo[0]?.length ?? 0) * 16_000) / RATE_HZ
    expect(Math.abs(series.samples - Math.round(samples))).toBeLessThanOrEqual(1)
    expect(series.values).toHaveLength(Math.floor(series.samples / 160) + 1)
    expect(progress.at(-1)?.done).toBeCloseTo(SECONDS, 2)
  })
})

describe('a feature of a sound', () => {
  const clip = goldenClip('voice')
  const made = (feature: object, sizes: number) => {
    const maker = seriesMaker(SoundFeature.parse(feature), 16_000, 100)
    for (let at = 0; at < clip.length * 20; at += sizes) {
      const block = new Float32Array(Math.min(sizes, clip.length * 20 - at))
      maker.push(block.map((_, i) => clip[(at + i) % clip.length] ?? 0))
    }
    return maker.finish()
  }

  test.each([{ kind: 'f0' }, { kind: 'energy' }, { kind: 'silence' }, { kind: 'mel' }, { kind: 'mfcc' }])(
    '$kind is the same however the sound is cut into blocks',
    (feature) => {
      const whole = made(feature, 1e9)
      const pieces = made(feature, 1237)
      // Two frames share a transform, and which two depends on the blocks: the last bits may differ.
      expect(firstDifferingFrame([...whole.values], pieces.values, whole.values.length, 1e-3)).toBeUndefined()
      expect(pieces.values).toHaveLength((feature.kind === 'silence' ? 798 : 801) * whole.dims.length)
    }
  )

  test('an empty sound has no frame', () => {
    expect(seriesMaker({ kind: 'energy' }, 16_000, 100).finish().values).toHaveLength(0)
  })

  test('long sounds of many rows get fewer frames a second', () => {
    expect(soundRateHz({ kind: 'energy' }, 3600)).toBe(100)
    expect(soundRateHz({ kind: 'mel', bands: 32 }, 3600)).toBe(10)
  })
})

describe('10 s of 4 s tone, 2 s nothing, 4 s tone', () => {
  test('have a silence ratio of 0.20 by 0.3 times the mean level, and all is silent above the tone', () => {
    const maker = seriesMaker({ kind: 'silence' }, 16_000, 100)
    maker.push(
      Float32Array.from({ length: 160_000 }, (_, i) =>
        i >= 64_000 && i < 96_000 ? 0 : 0.5 * Math.sin((2 * Math.PI * 300 * i) / 16_000)
      )
    )
    const { values } = maker.finish()
    expect(Math.abs((silence(values, 0.3)?.ratio ?? 0) - 0.2)).toBeLessThan(0.01)
    expect(silence(values, 1.3)?.ratio).toBe(1)
  })
})
