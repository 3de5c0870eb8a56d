import { expect, test } from 'vitest'
import { badChannels } from '../../../src/main/signals/analyses/bad-channels'
import type { AnalysisInput } from '../../../src/main/signals/analyses/input'

/** Five channels at 100 Hz that share a wave: one is flat, one forty times as large, one goes its own way. */
const samples = (channel: number, from: number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: 400 }, (_, i) => {
    const t = (from + i) / 100
    const shared = 10 * Math.sin(2 * Math.PI * 9 * t) + Math.sin(2 * Math.PI * (channel + 11) * t)
    if (channel === 5) return 3
    if (channel === 6) return 40 * shared
    if (channel === 7) return 10 * Math.sin(2 * Math.PI * 23.5 * t)
    return shared
  })

const input = (channels: readonly number[]): AnalysisInput => ({
  channels,
  spans: [
    { fromUs: 0, toUs: 4e6 },
    { fromUs: 6e6, toUs: 10e6 }
  ],
  read: async ({ fromUs }, wanted) =>
    wanted.map((channel) => ({ startUs: fromUs, rateHz: 100, samples: samples(channel, fromUs / 1e4) })),
  rateOf: () => 100,
  asRecorded: new Set(),
  pause: async () => undefined,
  progress: () => undefined
})

test('channels that are flat, too large or alone are named with their reason, by their own index', async () => {
  const { hints } = await badChannels(input([1, 2, 3, 4, 5, 6, 7]), { kind: 'bad-channels' })
  expect(hints).toContainEqual({ channel: 5, kind: 'flat', deviation: 0 })
  expect(hints.find(({ channel }) => channel === 6)?.kind).toBe('amplitude')
  expect(hints).toContainEqual({ channel: 7, kind: 'correlation', shareOfWindows: 1 })
  expect(hints.some(({ channel }) => channel < 5)).toBe(false)
})

test('two channels are too few to hold against each other, and that is said', async () => {
  await expect(badChannels(input([1, 2]), { kind: 'bad-channels' })).rejects.toThrow(
    'At least three channels'
  )
})
