import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { createResampler, resample } from '../../../../../src/main/engine/inference/ops/resample'

const sine = (hz: number, rateHz: number, seconds: number): Float32Array =>
  Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, index) =>
    Math.sin((2 * Math.PI * hz * index) / rateHz)
  )

/** Largest difference away from the ends, where the filter sees silence. */
function worst(a: Float32Array, b: Float32Array, edge: number): number {
  let most = 0
  for (let i = edge; i < Math.min(a.length, b.length) - edge; i++)
    most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)))
  return most
}

function hasFfmpeg(): boolean {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('resampling sound', () => {
  test.each([
    [44_100, 16_000],
    [48_000, 16_000],
    [8_000, 16_000],
    [22_050, 16_000],
    [11_025, 16_000],
    [16_000, 44_100]
  ])('a tone of 1 kHz stays that tone, in phase, from %i to %i Hz', (from, to) => {
    expect(worst(resample(sine(1000, from, 1), from, to), sine(1000, to, 1), to / 20)).toBeLessThan(1e-3)
  })

  test('tones up to 6.5 kHz pass into 16 kHz with less than 1 % change', () => {
    for (const hz of [50, 3000, 5000, 6500]) {
      expect(worst(resample(sine(hz, 44_100, 1), 44_100, 16_000), sine(hz, 16_000, 1), 800)).toBeLessThan(
        0.01
      )
    }
  })

  test('tones that 16 kHz cannot carry are 70 dB down instead of coming back as other tones', () => {
    for (const hz of [8200, 9500, 12_000, 20_000]) {
      expect(
        worst(resample(sine(hz, 44_100, 1), 44_100, 16_000), new Float32Array(16_000), 800)
      ).toBeLessThan(10 ** (-70 / 20))
    }
  })

  test('a constant stays what it is', () => {
    expect(
      worst(
        resample(new Float32Array(44_100).fill(0.5), 44_100, 16_000),
        new Float32Array(16_000).fill(0.5),
        800
      )
    ).toBeLessThan(1e-5)
  })

  test('the length follows the rates', () => {
    expect(resample(new Float32Array(44_100), 44_100, 16_000).length).toBe(16_000)
    expect(resample(new Float32Array(0), 44_100, 16_000).length).toBe(0)
    expect(resample(new Float32Array(1), 44_100, 16_000).length).toBe(1)
  })

  test('block by block gives the same samples as all at once', () => {
    const input = sine(700, 44_100, 1)
    const whole = resample(input, 44_100, 16_000)
    const resampler = createResampler(44_100, 16_000)
    const parts: number[] = []
    const sizes = [1, 7, 1024, 3, 4096, 0, 100]
    for (let at = 0, turn = 0; at < input.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1
      parts.push(...resampler.push(input.subarray(at, at + size)))
      at += size
    }
    parts.push(...resampler.flush())
    expect(parts).toEqual([...whole])
  })

  test('a stream entered in its middle comes out on the same grid', () => {
    const input = sine(700, 44_100, 2)
    const whole = resample(input, 44_100, 16_000)
    const start = 30_001
    const resampler = createResampler(44_100, 16_000, start)
    const later = resampler.push(input.subarray(start))
    expect(worst(later.subarray(400), whole.subarray(resampler.firstIndex + 400), 0)).toBeLessThan(1e-6)
  })

  test.skipIf(!hasFfmpeg())(
    'agrees with ffmpeg (swr, 64 taps per phase) on a mixture of tones to 1 %',
    () => {
      const input = new Float32Array(44_100)
      for (const hz of [110, 440, 1234, 3456, 5678])
        sine(hz, 44_100, 1).forEach((value, index) => (input[index] = (input[index] ?? 0) + value / 5))
      const pipe = [
        '-v',
        'error',
        '-f',
        'f32le',
        '-ar',
        '44100',
        '-ac',
        '1',
        '-i',
        '-',
        '-af',
        'aresample=16000:filter_size=64:phase_shift=10:cutoff=0.92:exact_rational=1',
        '-f',
        'f32le',
        '-'
      ]
      const bytes = execFileSync('ffmpeg', pipe, { input: Buffer.from(input.buffer), maxBuffer: 1 << 26 })
      const theirs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
      const ours = resample(input, 44_100, 16_000)
      expect(Math.abs(theirs.length - ours.length)).toBeLessThan(100)
      expect(worst(ours, theirs, 800)).toBeLessThan(0.01)
    }
  )
})
