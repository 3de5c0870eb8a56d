import { describe, expect, test } from 'vitest'
import {
  changedDecoder,
  type Perturbation
} from '../../../../../src/main/engine/inference/variants/changed-decoder'
import { changedPicture } from '../../../../../src/main/engine/inference/variants/changed-picture'
import { heldFrame } from '../../../../../src/main/engine/inference/variants/held-frames'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { fakeDecoder } from '../fixtures'

const size = { widthPx: 200, heightPx: 100 }
const rgb = (value: (x: number, y: number) => number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size.widthPx * size.heightPx * 3 }, (_, i) =>
    value(Math.floor(i / 3) % size.widthPx, Math.floor(i / 3 / size.widthPx))
  )
const at = (data: ArrayLike<number>, x: number, y: number): number => data[(y * size.widthPx + x) * 3] ?? NaN
const mean = (data: ArrayLike<number>): number =>
  Array.from(data).reduce((sum, v) => sum + v, 0) / data.length

describe('pictures made worse', () => {
  test('a blur of 2 % turns an edge into the normal curve with two pixels as its deviation', () => {
    const blurred = changedPicture(
      rgb((x) => (x < 100 ? 0 : 200)),
      size,
      'blur',
      2,
      1,
      ''
    )
    // 200 * Phi((x + 0.5 - 100) / 2), from a table of the normal distribution.
    for (const [x, level] of [
      [97, 21.1],
      [99, 80.3],
      [100, 119.7],
      [102, 178.9]
    ] as const)
      expect(Math.abs(at(blurred, x, 50) - level)).toBeLessThan(4)
    expect([at(blurred, 5, 50), at(blurred, 190, 50)]).toEqual([0, 200])
  })

  test('low light leaves the share of light that is asked for, with noise by seed', () => {
    const dark = (seed: number) =>
      changedPicture(
        rgb(() => 200),
        size,
        'low-light',
        20,
        seed,
        'v'
      )
    // 255 (0.2 (200/255)^2.2)^(1/2.2) = 96.2
    expect(Math.abs(mean(dark(1)) - 96.2)).toBeLessThan(0.5)
    expect(dark(1)).toEqual(dark(1))
    expect(dark(2)).not.toEqual(dark(1))
  })

  test('the camera behind a screen follows its formula on an even picture', () => {
    const seen = changedPicture(
      rgb(() => 200),
      size,
      'under-display',
      100,
      1,
      'v'
    )
    // 0.75 (0.6 * 100 + 0.4 * 100) + 0.25 * 160 = 115
    expect(Math.abs(mean(seen) - 115)).toBeLessThan(0.5)
    const spread = Math.sqrt(mean(Float64Array.from(seen, (v) => (v - 115) ** 2)))
    expect(Math.abs(spread - 4)).toBeLessThan(0.3)
  })

  test('compression loses more at a lower quality', () => {
    const fine = rgb((x, y) => (x * 37 + y * 91) % 256)
    const loss = (quality: number): number =>
      mean(changedPicture(fine, size, 'jpeg', quality, 1, '').map((v, i) => Math.abs(v - (fine[i] ?? 0))))
    expect(loss(5)).toBeGreaterThan(loss(50))
  })
})

describe('frames that are dropped', () => {
  const times = Array.from({ length: 2000 }, (_, i) => i * 40_000)
  const lost = (share: number, seed = 1) =>
    new Set(times.filter((time) => heldFrame(time, share, seed, 'v') !== time))

  test('are as many as asked for, the same by seed, and among those of a larger share', () => {
    expect(Math.abs(lost(0.25).size / 2000 - 0.25)).toBeLessThan(0.03)
    expect(lost(0.25)).toEqual(lost(0.25))
    expect(lost(0.25, 2)).not.toEqual(lost(0.25))
    for (const time of lost(0.25)) expect(lost(0.5).has(time)).toBe(true)
    expect(lost(0.99).has(0)).toBe(false)
  })

  test('stand still: the decoder shows the last picture that came, at the time that was asked about', async () => {
    const picture = (time: number): Picture => ({
      kind: 'picture',
      widthPx: 2,
      heightPx: 1,
      channels: 3,
      data: new Uint8Array(6).fill((time / 40_000) % 256),
      placement: IDENTITY
    })
    const wish: Perturbation = { kind: 'perturbation', change: 'frame-drop', level: 50, seed: 1 }
    const decoder = changedDecoder(fakeDecoder({ picture }), wish, () => 'v', [])
    const few = times.slice(0, 40)
    const shown: [number, number][] = []
    for await (const { time, data } of decoder.frames({
      fileId: 'f',
      times: few,
      widthPx: 2,
      heightPx: 1,
      signal: new AbortController().signal
    }))
      shown.push([time, data[0] ?? -1])
    expect(shown).toEqual(few.map((time) => [time, heldFrame(time, 0.5, 1, 'v') / 40_000]))
    expect(shown.some(([time, level]) => level < time / 40_000)).toBe(true)
  })
})

test('babble is made of other recordings, the same ones again, and never of the recording itself', async () => {
  const wish: Perturbation = { kind: 'perturbation', change: 'babble', level: 0, seed: 1 }
  const signal = new AbortController().signal
  const rateHz = 16_000
  const asked: string[] = []
  const tone = (hz: number) =>
    Float32Array.from({ length: 2 * rateHz }, (_, i) => 0.3 * Math.sin((2 * Math.PI * hz * i) / rateHz))
  const pitch: Readonly<Record<string, number>> = { own: 200, a: 300, b: 400 }
  const base = fakeDecoder({})
  const decoder = changedDecoder(
    {
      ...base,
      async *audio(request) {
        asked.push(request.fileId)
        yield* fakeDecoder({ sound: { rateHz, samples: tone(pitch[request.fileId] ?? 0) } }).audio(request)
      }
    },
    wish,
    (id) => id,
    ['own', 'a', 'b'].map((fileId) => ({ fileId, streamIndex: 0 }))
  )
  const hash = await decoder.soundHash('own', 0, signal)
  expect(await decoder.soundHash('own', 0, signal)).toBe(hash)
  const blocks: number[] = []
  for await (const { channels } of decoder.audio({ fileId: 'own', mono: true, signal }))
    blocks.push(...(channels[0] ?? []))
  const level = (hz: number): number => {
    let [re, im] = [0, 0]
    blocks.forEach((v, i) => {
      re += v * Math.cos((2 * Math.PI * hz * i) / rateHz)
      im += v * Math.sin((2 * Math.PI * hz * i) / rateHz)
    })
    return (2 * Math.hypot(re, im)) / blocks.length
  }
  // At 0 dB both voices together are as strong as the recording: 0.3 / sqrt(2) each, and the recording stays as it is.
  expect(level(200)).toBeCloseTo(0.3, 2)
  for (const hz of [300, 400]) expect(Math.abs(level(hz) - 0.212)).toBeLessThan(0.03)
})
