import { expect, test } from 'vitest'
import { DecodeError } from '../../../../src/main/engine/media/decoder-client'
import { samplesJob } from '../../../../src/main/engine/media/samples-job'
import type { Decoder, JobSpec } from '../../../../src/main/engine/protocol'
import { PyramidBuilder } from '../../../../src/shared/signal/pyramid'
import { jobContext } from '../../../fixtures/job-context'

const rateHz = 8000
const sound = Float32Array.from(
  { length: 10 * rateHz },
  (_, i) => 0.7 * Math.sin(i / 900) * Math.sin(i / 90 + (i * i) / 40_000_000)
)

/** A decoder whose parts begin `lateBy` samples later than they say, in blocks of 1000, with a gap where asked. */
const decoderOf = (lateBy = 0, gap?: readonly [number, number]): Decoder =>
  ({
    async *audio({ fromSeconds = 0, toSeconds = 10 }: { fromSeconds?: number; toSeconds?: number }) {
      const end = Math.min(sound.length, Math.round(toSeconds * rateHz))
      for (let at = Math.round(fromSeconds * rateHz); at < end; at += 1000) {
        if (gap && at >= gap[0] && at < gap[1]) continue
        const channels = [sound.slice(Math.max(0, at + lateBy), Math.min(end, at + 1000) + lateBy)]
        yield { startSeconds: at / rateHz, sampleRateHz: rateHz, channels }
      }
    }
  }) as unknown as Decoder

async function samplesOf(decoder: Decoder, from: number, to: number) {
  const builder = new PyramidBuilder(256)
  builder.push(sound.subarray(from, to))
  const spec = {
    kind: 'samples',
    input: { file: { id: 'f', path: '/talk.m4a' }, stream: { index: 0 } },
    from,
    to,
    rateHz,
    base: 256,
    extremes: builder.finish().levels[0] ?? new Float32Array()
  } as unknown as Extract<JobSpec, { kind: 'samples' }>
  const result = await samplesJob(spec, jobContext({ decoder }).context)
  return result.ok && result.value.kind === 'samples' ? [...result.value.samples] : result
}
const exact = (from: number, to: number): readonly number[] =>
  [...sound.subarray(from, to)].map((value) => Math.round(value * 32768) + 0)

test.each([
  ['in the middle', 2560, 2560 + 4096],
  ['at the beginning', 0, 4096],
  ['at the end', 75_008, 80_000]
])('a part %s has the samples of the file, rounded to 16 bit', async (_, from, to) => {
  expect(await samplesOf(decoderOf(), from, to)).toEqual(exact(from, to))
})

test.each([1, -7, 40, -80])(
  'a part that comes %i samples off is put where the pyramid has it',
  async (lateBy) => {
    expect(await samplesOf(decoderOf(lateBy), 25_600, 25_600 + 8192)).toEqual(exact(25_600, 25_600 + 8192))
  }
)

test('a gap of the file is silence, and what follows stays in its place', async () => {
  const got = await samplesOf(decoderOf(0, [27_000, 28_000]), 25_600, 25_600 + 8192)
  const wanted = exact(25_600, 25_600 + 8192)
  const place = (sample: number): unknown => (Array.isArray(got) ? got[sample - 25_600] : got)
  expect(place(26_000)).toBe(wanted[400])
  expect(place(33_000)).toBe(wanted[7400])
})

test('a file that cannot be decoded is a problem that names it', async () => {
  const broken = {
    async *audio() {
      yield* []
      throw new DecodeError({ code: 'not-decodable', message: 'It cannot be decoded.', severity: 'error' })
    }
  } as unknown as Decoder
  expect(await samplesOf(broken, 0, 256)).toMatchObject({
    ok: false,
    error: { code: 'not-decodable', file: '/talk.m4a' }
  })
})
