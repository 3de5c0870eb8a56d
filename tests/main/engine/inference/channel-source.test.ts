import { describe, expect, test } from 'vitest'
import { channelSources } from '../../../../src/main/engine/inference/sources/channels'
import type { ManifestBinding } from '../../../../src/main/engine/inference/manifest'
import type { OpStep } from '../../../../src/main/engine/inference/op-step'
import { noAssets } from '../../../../src/main/engine/inference/ops/op'
import { createStopwatch } from '../../../../src/main/engine/inference/stopwatch'
import type { Unit } from '../../../../src/main/engine/inference/units/unit'
import type { PredictItem } from '../../../../src/main/engine/protocol'
import { micros } from '../../../../src/shared/domain/time'
import { edfBytes } from '../../../fixtures/edf-bytes'
import { signalItem } from '../../../fixtures/signal-item'
import { fakeDecoder } from './fixtures'

const RATE = 1000

/** A ramp: sample i of channel c is i + 10000 c, in a file of 20 s that is read in place. */
async function ramp(
  labels: readonly string[] = ['Fp1', 'EEG T3-REF', 'hr'],
  rates = labels.map(() => RATE)
): Promise<PredictItem> {
  const bytes = edfBytes(
    labels.map((label, c) => ({
      label,
      unit: 'uV',
      perRecord: rates[c] ?? RATE,
      physical: [-32768, 32767],
      digital: [-32768, 32767],
      value: (i) => (i % 10_000) + 10_000 * (c % 3)
    })),
    { records: 20 }
  )
  const item = await signalItem({ 'ramp.edf': bytes }, 20)
  return { ...item, recording: { ...item.recording, name: 'Ramp' } }
}

const unit = (start: number, end: number, rest: Partial<Unit> = {}): Unit => ({
  key: `${start}`,
  start: micros(start * 1e6),
  end: micros(end * 1e6),
  ...rest
})

async function open(
  item: PredictItem,
  binding: ManifestBinding,
  units: readonly Unit[],
  { pipeline = [], seconds = 0 }: { pipeline?: readonly OpStep[]; seconds?: number } = {}
) {
  const source = channelSources.find(({ id }) => id === binding.modality)
  if (!source) throw new Error('no such source')
  return source.open({
    item,
    binding,
    pipeline,
    reach: { beforeSeconds: seconds, afterSeconds: seconds },
    units,
    assets: noAssets,
    decoder: fakeDecoder({}),
    signal: new AbortController().signal,
    stopwatch: createStopwatch()
  })
}

async function read(item: PredictItem, binding: ManifestBinding, one: Unit, seconds = 0) {
  const opened = await open(item, binding, [one], { seconds })
  if (!opened.ok) throw new Error(opened.error.message)
  const value = await opened.value.read(one)
  opened.value.close()
  if (value === undefined) return undefined
  if (value.kind !== 'channels') throw new Error(`got a ${value.kind}`)
  return { ...value, own: value.data.map((row) => row.subarray(value.from, value.to)) }
}

const moved = (item: PredictItem, offsetMs: number, driftPpm = 0): PredictItem => ({
  ...item,
  streams: item.streams?.map((input) => ({
    ...input,
    stream: { ...input.stream, offset: micros(offsetMs * 1000), driftPpm }
  }))
})

describe('channels of a recording as model inputs', () => {
  test('are found by the names of electrodes, by letter case and by other usual names, in the order of the binding', async () => {
    const value = await read(
      await ramp(),
      { modality: 'eeg', channels: ['T7', 'HeartRate', 'FP1'] },
      unit(2, 3)
    )
    expect(value?.names).toEqual(['T7', 'HeartRate', 'FP1'])
    expect(value?.own.map((row) => [row.length, row[0]])).toEqual([
      [1000, 12_000],
      [1000, 22_000],
      [1000, 2000]
    ])
  })

  test('of a stream that begins 200 ms later are 200 ms earlier samples', async () => {
    const item = await ramp()
    const binding = { modality: 'eeg', channels: ['Fp1'] } as const
    const [there, later] = [
      await read(item, binding, unit(2, 3)),
      await read(moved(item, 200), binding, unit(2, 3))
    ]
    expect([there?.own[0]?.[0], later?.own[0]?.[0]]).toEqual([2000, 1800])
  })

  test('follow the drift of a clock', async () => {
    // 1000 ppm slow: second 10 of the recording is 9.99001 s of the stream, so the first sample behind it is number 9991.
    const value = await read(
      moved(await ramp(), 0, 1000),
      { modality: 'eeg', channels: ['Fp1'] },
      unit(10, 11)
    )
    expect(value?.own[0]?.[0]).toBe(9991)
  })

  test('come with as much around them as the steps look at, and know where they lie', async () => {
    const value = await read(await ramp(), { modality: 'eeg', channels: ['Fp1'] }, unit(2, 3), 0.5)
    expect([value?.from, value?.to, value?.startSeconds]).toEqual([500, 1500, 1.5])
  })

  test('have gaps before the recording of the stream, and nothing at all where it has none', async () => {
    const item = moved(await ramp(), 5000)
    const binding = { modality: 'eeg', channels: ['Fp1'] } as const
    const half = await read(item, binding, unit(4, 6))
    expect(half?.own[0]?.subarray(0, 1000).every((value) => Number.isNaN(value))).toBe(true)
    expect(half?.own[0]?.[1000]).toBe(0)
    expect(await read(item, binding, unit(1, 2))).toBeUndefined()
  })

  test('that the recording does not have are told by name', async () => {
    const opened = await open(await ramp(), { modality: 'eeg', channels: ['Fp1', 'Cz'] }, [])
    expect(opened).toMatchObject({
      ok: false,
      error: { message: 'Ramp: the model reads the channel Cz, which the recording does not have' }
    })
    const none = await open(await ramp(), { modality: 'physio', channels: ['EDA'] }, [])
    expect(none).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('no stream of the recording') }
    })
  })

  test('of different rates need a step that names one, and are brought to it', async () => {
    const item = await ramp(['hr', 'acc x'], [1, 20])
    const binding = { modality: 'physio', channels: ['hr', 'ax'] } as const
    expect(await open(item, binding, [])).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('different rates (1, 20 Hz)') }
    })
    const one = unit(2, 4)
    const opened = await open(item, binding, [one], { pipeline: [{ op: 'signal.resample', hz: 20 }] })
    const value = opened.ok ? await opened.value.read(one) : undefined
    if (value?.kind !== 'channels') throw new Error('no channels')
    expect([value.rateHz, value.to - value.from]).toEqual([20, 40])
    expect(value.data[1]?.[value.from]).toBe(10_040)
  })

  test('marked as bad count as missing', async () => {
    const item = await ramp()
    const bad: PredictItem = {
      ...item,
      streams: item.streams?.map((input) => ({
        ...input,
        stream: {
          ...input.stream,
          info: {
            ...input.stream.info,
            channels: input.stream.info.channels?.map((channel, i) => ({ ...channel, bad: i === 0 }))
          }
        }
      }))
    }
    expect((await open(bad, { modality: 'eeg', channels: ['Fp1'] }, [])).ok).toBe(false)
    const lenient = { modality: 'eeg', channels: ['Fp1', 'T7'], whenMissing: 'nan' } as const
    const value = await read(bad, lenient, unit(2, 3))
    expect([value?.own[0]?.[0], value?.own[1]?.[0]]).toEqual([NaN, 12_000])
  })

  test('of neighbouring units share one reading, so that a filter runs once over both', async () => {
    const item = await ramp()
    const units = [unit(2, 3), unit(3, 4), unit(100, 101)]
    const opened = await open(item, { modality: 'eeg', channels: ['Fp1'] }, units, { seconds: 1 })
    if (!opened.ok) throw new Error(opened.error.message)
    const [first, second] = [
      await opened.value.read(units[0] ?? unit(0, 1)),
      await opened.value.read(units[1] ?? unit(0, 1))
    ]
    if (first?.kind !== 'channels' || second?.kind !== 'channels') throw new Error('no channels')
    expect(second.data).toBe(first.data)
    expect(second.from - first.from).toBe(1000)
  })

  test('have figures of the whole recording where a step asks for them', async () => {
    const item = await ramp()
    const units = [unit(0, 1), unit(2, 3)]
    const opened = await open(item, { modality: 'eeg', channels: ['Fp1'] }, units, {
      pipeline: [{ op: 'signal.normalize', scope: 'participant' }]
    })
    if (!opened.ok || !units[0]) throw new Error('not opened')
    const figures = opened.value.statistics?.('participant', units[0])
    // 0..999 and 2000..2999 together: the variance of a run of 1000 whole numbers, and 1000 squared between the two.
    expect(figures?.mean[0]).toBeCloseTo(1499.5, 6)
    expect(figures?.std[0]).toBeCloseTo(Math.sqrt((1000 ** 2 - 1) / 12 + 1000 ** 2), 6)
  })
})
