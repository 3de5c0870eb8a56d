import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { partsOf } from '../../../src/main/signals/analyses/parts'
import { answerer } from '../../../src/main/signals/answer-question'
import { Analysis } from '../../../src/shared/signal/analyses'
import type { AnalysisKind, AnalysisResultOf } from '../../../src/shared/signal/analyses'
import { bandPowerTrapezoid } from '../../../src/shared/signal/dsp/band-power'
import { eegBands } from '../../../src/shared/signal/dsp/eeg-bands'
import { spectrogram } from '../../../src/shared/signal/dsp/spectrogram'
import { segmentCount } from '../../../src/shared/signal/dsp/spectral-segments'
import { welch } from '../../../src/shared/signal/dsp/welch'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'

/** One channel at 128 Hz over two and a half hours: more samples than are held at a time. */
const RATE = 128
const SECONDS = 9000
const folder = mkdtempSync(join(tmpdir(), 'affectory-long-'))
const place = { file: join(folder, 'long.f32'), layout: join(folder, 'layout-0.json') }
const data = Float32Array.from({ length: RATE * SECONDS }, (_, i) => {
  const t = i / RATE
  return (10 + t / 1000) * Math.sin(2 * Math.PI * 10.3 * t) + (((i * 7919) % 104_729) / 104_729 - 0.5) * 8
})
const options = { rateHz: RATE, segmentSamples: 256, overlapSamples: 64 }

beforeAll(() => {
  writeFileSync(place.file, new Uint8Array(data.buffer))
  const layout: SignalLayout = {
    version: 1,
    headerBytes: 0,
    recordBytes: RATE * 4,
    records: SECONDS,
    recordSeconds: 1,
    segments: [{ record: 0, records: SECONDS, startUs: 0 }],
    channels: [
      {
        label: 'O1',
        unit: 'uV',
        rateHz: RATE,
        offset: 0,
        perRecord: RATE,
        stride: 4,
        format: 'f32',
        bigEndian: false,
        scale: 1,
        shift: 0
      }
    ]
  }
  writeFileSync(place.layout, JSON.stringify(layout))
})

async function analyse<K extends AnalysisKind>(
  analysis: { readonly kind: K } & Record<string, unknown>
): Promise<AnalysisResultOf<K>> {
  const desk = answerer()
  const spans = [{ fromUs: 0, toUs: SECONDS * 1e6 }]
  const answer = await desk.answer(
    { kind: 'analysis', request: { place, channels: [0], spans, analysis: Analysis.parse(analysis) } },
    () => false
  )
  desk.release()
  if (answer.kind !== 'analysis' || answer.result.kind !== analysis.kind)
    throw new Error('there is no answer')
  return answer.result as AnalysisResultOf<K>
}

describe('a stretch that is longer than what is held at a time', () => {
  test('is read in parts that have every window once', () => {
    const parts = partsOf({ fromUs: 0, toUs: SECONDS * 1e6 }, options)
    expect(parts.length).toBeGreaterThan(1)
    const windows = parts.map(({ fromUs, toUs }) =>
      segmentCount(Math.round(((toUs - fromUs) / 1e6) * RATE), options)
    )
    expect(windows.reduce((sum, count) => sum + count, 0)).toBe(segmentCount(data.length, options))
    expect(parts[1]?.firstWindow).toBe(windows[0])
  })

  test('has the spectrum of the whole', async () => {
    const { channels } = await analyse({ kind: 'spectrum', windowSeconds: 2, overlap: 0.25, bands: eegBands })
    const whole = welch(data, options)
    if ('reason' in whole) throw new Error(whole.reason)
    expect(channels[0]?.used).toBe(whole.used)
    for (const [k, power] of whole.power.entries())
      expect((channels[0]?.power[k] ?? NaN) / power).toBeCloseTo(1, 9)
  })

  test('has the band powers of the whole along time', async () => {
    const found = await analyse({
      kind: 'spectrogram',
      windowSeconds: 2,
      overlap: 0.25,
      columns: 4000,
      bands: eegBands
    })
    const whole = spectrogram(data, options)
    const per = found.windowsPerColumn
    const [alpha] = eegBands.filter(({ name }) => name === 'alpha')
    const bins = whole.frequencies.length
    // A column of the second part.
    const column = found.times.length - 5
    const power = Float64Array.from(
      { length: bins },
      (_, k) =>
        Array.from({ length: per }, (_v, w) => whole.power[(column * per + w) * bins + k] ?? NaN).reduce(
          (sum, value) => sum + value,
          0
        ) / per
    )
    if (!alpha) throw new Error('there is an alpha band')
    const wanted = bandPowerTrapezoid({ ...whole, power, used: 1, leftOut: 0 }, alpha).value ?? NaN
    expect((found.bands[2]?.[column] ?? NaN) / wanted).toBeCloseTo(1, 9)
    const first = whole.times[column * per] ?? NaN
    const last = whole.times[column * per + per - 1] ?? NaN
    expect((found.times[column] ?? NaN) / 1e6).toBeCloseTo((first + last) / 2, 4)
  })
})
