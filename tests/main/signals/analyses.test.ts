import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openSignals } from '../../../src/main/signals'
import { GivenUp } from '../../../src/main/signals/pause'
import { answerer } from '../../../src/main/signals/answer-question'
import type { AnalysisWork } from '../../../src/main/signals/messages'
import { Analysis } from '../../../src/shared/signal/analyses'
import type { AnalysisKind, AnalysisResultOf } from '../../../src/shared/signal/analyses'
import { eegBands } from '../../../src/shared/signal/dsp/eeg-bands'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'

/**
 * Two channels at 128 Hz for 20 s: sines of 10, 2.5 and about 37 Hz and noise of a known order. The numbers below are
 * those of SciPy 1.17 (`welch`, `spectrogram`, `butter`, `sosfiltfilt`, `sosfilt`) and NumPy 2.4 (`trapezoid`) on the same formula.
 */
const RATE = 128
const SECONDS = 20
const folder = mkdtempSync(join(tmpdir(), 'affectory-analyses-'))
const place = { file: join(folder, 'data.f32'), layout: join(folder, 'layout-0.json') }
const value = (channel: number, i: number): number => {
  const t = i / RATE
  const wave = (size: number, hz: number, phase = 0) => size * Math.sin(2 * Math.PI * hz * t + phase)
  const noise = (((i * (7919 + channel)) % 1013) / 1013 - 0.5) * 4
  return wave(20, 10, channel) + wave(5, 2.5) + wave(2, 37 * (1 + channel / 100)) + noise
}
const layout: SignalLayout = {
  version: 1,
  headerBytes: 0,
  recordBytes: 2 * RATE * 4,
  records: SECONDS,
  recordSeconds: 1,
  segments: [{ record: 0, records: SECONDS, startUs: 0 }],
  channels: [0, 1].map((channel) => ({
    label: `C${channel}`,
    unit: 'uV',
    rateHz: RATE,
    offset: channel * RATE * 4,
    perRecord: RATE,
    stride: 4,
    format: 'f32',
    bigEndian: false,
    scale: 1,
    shift: 0
  }))
}

beforeAll(() => {
  const data = new Float32Array(2 * RATE * SECONDS)
  for (let record = 0; record < SECONDS; record++)
    for (const channel of [0, 1])
      for (let i = 0; i < RATE; i++)
        data[record * 2 * RATE + channel * RATE + i] = value(channel, record * RATE + i)
  writeFileSync(place.file, new Uint8Array(data.buffer))
  writeFileSync(place.layout, JSON.stringify(layout))
})

/** A stretch in seconds. */
const span = (from: number, to: number, group?: string) => ({ fromUs: from * 1e6, toUs: to * 1e6, group })

async function analyse<K extends AnalysisKind>(
  analysis: { readonly kind: K } & Record<string, unknown>,
  asked: Partial<Pick<AnalysisWork, 'channels' | 'spans' | 'view' | 'place'>> = {}
): Promise<AnalysisResultOf<K>> {
  const desk = answerer()
  const request = {
    place,
    channels: [0, 1],
    spans: [span(0, 20)],
    ...asked,
    analysis: Analysis.parse(analysis)
  }
  const answer = await desk.answer({ kind: 'analysis', request }, () => false)
  desk.release()
  if (answer.kind === 'refused') throw new Error(answer.message)
  if (answer.kind !== 'analysis' || answer.result.kind !== analysis.kind)
    throw new Error('there is no answer')
  return answer.result as AnalysisResultOf<K>
}

const welch = { kind: 'spectrum' as const, windowSeconds: 2, bands: eegBands, entropy: true }

describe('the spectrum', () => {
  test('has its peak, its band powers and both entropies where SciPy has them', async () => {
    const { channels } = await analyse(welch)
    const [first, second, mean] = channels
    expect(first?.power.indexOf(Math.max(...(first?.power ?? [])))).toBe(20)
    expect(first?.frequencies[20]).toBe(10)
    expect(first?.power[20]).toBeCloseTo(265.8129916826716, 4)
    const powers = first?.bands.map(({ power }) => power.value ?? NaN) ?? []
    const wanted = [
      12.513454419687736, 0.0024738903077509166, 199.38214583986306, 0.839010412243543, 2.088516313573379
    ]
    for (const [band, power] of powers.entries())
      expect(power / (wanted[band] ?? NaN) - 1, eegBands[band]?.name).toBeCloseTo(0, 4)
    expect(first?.bands[2]?.share.value).toBeCloseTo(0.928111664, 6)
    expect(first?.bands[2]?.nats?.value).toBeCloseTo(4.066515823661425, 6)
    expect(first?.bands[2]?.bits?.value).toBeCloseTo(5.858171633168364, 6)
    expect(second?.bands[4]?.nats?.value).toBeCloseTo(1.7865056251017044, 6)
    expect(first?.used).toBe(19)
    // The mean over channels is that of their densities; of entropies the mean of their values.
    expect(mean?.channel).toBeUndefined()
    expect(mean?.power[20]).toBeCloseTo((265.8129916826716 + 266.43330411171394) / 2, 4)
    expect(mean?.bands[2]?.nats?.value).toBeCloseTo((4.066515823661425 + 4.066001881028982) / 2, 6)
  })

  test('takes stretches of one group together, every window the same, and tells groups apart', async () => {
    const { channels } = await analyse(welch, {
      channels: [0],
      spans: [span(0, 8, 'calm'), span(10, 16, 'calm'), span(16, 20, 'tense')]
    })
    expect(channels.map(({ group, used }) => [group, used])).toEqual([
      ['calm', 12],
      ['tense', 3]
    ])
    expect(channels[0]?.bands[2]?.power.value).toBeCloseTo(199.25645503621394, 4)
  })

  test('of the view is that of what is seen: a high-pass takes the slow wave away, and nothing of alpha', async () => {
    const view = {
      filters: [{ kind: 'highpass' as const, hz: 4, order: 4, phase: 'zero-phase' as const }]
    }
    const { channels } = await analyse(welch, { channels: [0], view })
    // The filter of order 4 lets 1 / (1 + (4 Hz / f)^8) of the power through, twice.
    expect(channels[0]?.bands[0]?.power.value).toBeLessThan(0.05)
    expect(channels[0]?.bands[2]?.power.value).toBeCloseTo(199.38214583986306 / (1 + 0.4 ** 8) ** 2, 0)
  })

  test('that does not exist says why, band by band', async () => {
    const { channels } = await analyse({ ...welch, windowSeconds: 30 }, { channels: [0] })
    expect(channels[0]?.reason).toBe(
      'The stretch (2560 samples) is shorter than one window of 3840 samples (30 s).'
    )
    expect(channels[0]?.bands[0]?.power.value).toBeNull()
    const high = await analyse(
      { ...welch, bands: [{ name: 'high', lowHz: 60, highHz: 80 }] },
      { channels: [0] }
    )
    expect(high.channels[0]?.bands[0]?.power).toEqual({
      value: null,
      reason: '80 Hz is beyond half the rate of the channel (64 Hz).'
    })
  })

  test('leaves windows with a gap out and counts them', async () => {
    const gapped = { ...place, layout: join(folder, 'layout-1.json') }
    const segments = [
      { record: 0, records: 8, startUs: 0 },
      { record: 8, records: 12, startUs: 9_500_000 }
    ]
    writeFileSync(gapped.layout, JSON.stringify({ ...layout, segments }))
    const { channels } = await analyse(welch, { place: gapped, channels: [0], spans: [span(0, 21.5)] })
    // 21.5 s hold 20 windows of 2 s each second; those from 7, 8 and 9 s on touch the gap from 8 to 9.5 s.
    expect([channels[0]?.used, channels[0]?.leftOut]).toEqual([17, 3])
  })
})

describe('the spectrogram', () => {
  test('has the densities and band powers of SciPy, window by window', async () => {
    const found = await analyse({ kind: 'spectrogram', windowSeconds: 2, toHz: 50, bands: eegBands })
    expect([...found.times.subarray(0, 3)]).toEqual([1e6, 2e6, 3e6])
    expect(found.frequencies.at(-1)).toBe(50)
    const bins = found.frequencies.length
    expect(found.power[3 * bins + 20]).toBeCloseTo(264.67721022702915, 3)
    expect(found.power[5]).toBeCloseTo(16.846090088452236, 4)
    expect(found.bands[2]?.[3]).toBeCloseTo(199.25834567943718, 4)
  })

  test('of a long stretch has no more columns than asked for, each the mean of several windows', async () => {
    const fine = await analyse({ kind: 'spectrogram', windowSeconds: 0.5, columns: 4000, toHz: 50 })
    const coarse = await analyse({ kind: 'spectrogram', windowSeconds: 0.5, columns: 20, toHz: 50 })
    expect(coarse.windowsPerColumn).toBe(4)
    expect(coarse.times.length).toBe(20)
    const bins = fine.frequencies.length
    const mean = [0, 1, 2, 3].reduce((sum, w) => sum + (fine.power[w * bins + 5] ?? NaN) / 4, 0)
    expect(coarse.power[5]).toBeCloseTo(mean, 3)
  })

  test('is refused with a sentence where the stretch is too short', async () => {
    await expect(analyse({ kind: 'spectrogram', windowSeconds: 5 }, { spans: [span(0, 1)] })).rejects.toThrow(
      'shorter than one window'
    )
  })
})

describe('an analysis', () => {
  test('that nobody waits for any more is given up; a newer one of its slot takes its place', async () => {
    const desk = answerer()
    const request = { place, channels: [0, 1], spans: [span(0, 20)], analysis: Analysis.parse(welch) }
    await expect(desk.answer({ kind: 'analysis', request }, () => true)).rejects.toThrow(GivenUp)
    desk.release()
    const signals = openSignals()
    const older = signals.analyse(request, { slot: 'spectrum' })
    const newer = signals.analyse(request, { slot: 'spectrum' })
    expect(await older).toBe('superseded')
    expect(await newer).toMatchObject({ kind: 'analysis' })
    const stopped = signals.analyse(request, { slot: 'spectrum' })
    signals.stop('spectrum')
    expect(await stopped).toBe('superseded')
    await signals.close()
  })
})
