import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { answerer } from '../../../src/main/signals/answer-question'
import { Analysis } from '../../../src/shared/signal/analyses'
import type { AnalysisKind, AnalysisResultOf, AnalysisSpan } from '../../../src/shared/signal/analyses'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'
import { SignalView, changesSamples } from '../../../src/shared/signal/signal-view'
import { signalPage, signalSamples } from '../../fixtures/signal-columns'
import { BRAIN_LABELS, BRAIN_RATE, BRAIN_SECONDS, TONES, brainValue } from '../../fixtures/brain-edf'

/** The EEG of `brain-edf.ts` as whole numbers of 0.1 µV. Numbers are NumPy's and SciPy's on the same whole numbers. */
const folder = mkdtempSync(join(tmpdir(), 'affectory-brain-'))
const place = { file: join(folder, 'eeg.i16'), layout: join(folder, 'layout-0.json') }
const count = BRAIN_LABELS.length
const [EOG, O1, PZ, FP1] = [12, 10, 8, 0]
const eeg = [...Array(12).keys()]

beforeAll(() => {
  const data = new Int16Array(count * BRAIN_RATE * BRAIN_SECONDS)
  for (let record = 0; record < BRAIN_SECONDS; record++)
    for (let channel = 0; channel < count; channel++)
      for (let i = 0; i < BRAIN_RATE; i++)
        data[(record * count + channel) * BRAIN_RATE + i] = Math.round(
          10 * brainValue(channel, record * BRAIN_RATE + i)
        )
  writeFileSync(place.file, new Uint8Array(data.buffer))
  const layout: SignalLayout = {
    version: 1,
    headerBytes: 0,
    recordBytes: count * BRAIN_RATE * 2,
    records: BRAIN_SECONDS,
    recordSeconds: 1,
    segments: [{ record: 0, records: BRAIN_SECONDS, startUs: 0 }],
    channels: BRAIN_LABELS.map((label, channel) => ({
      label,
      unit: 'uV',
      rateHz: BRAIN_RATE,
      offset: channel * BRAIN_RATE * 2,
      perRecord: BRAIN_RATE,
      stride: 2,
      format: 'i16',
      bigEndian: false,
      scale: 0.1,
      shift: 0
    }))
  }
  writeFileSync(place.layout, JSON.stringify(layout))
})

const all: readonly AnalysisSpan[] = [{ fromUs: 0, toUs: BRAIN_SECONDS * 1e6 }]

async function analyse<K extends AnalysisKind>(
  analysis: { readonly kind: K } & Record<string, unknown>,
  channels: readonly number[],
  spans = all,
  bad?: readonly { readonly fromUs: number; readonly toUs: number }[]
): Promise<AnalysisResultOf<K>> {
  const desk = answerer()
  const answer = await desk.answer(
    {
      kind: 'analysis',
      request: {
        place,
        channels: [...channels],
        spans: [...spans],
        ...(bad ? { bad: [...bad] } : {}),
        analysis: Analysis.parse(analysis)
      }
    },
    () => false
  )
  desk.release()
  if (answer.kind === 'refused') throw new Error(answer.message)
  if (answer.kind !== 'analysis' || answer.result.kind !== analysis.kind)
    throw new Error('there is no answer')
  return answer.result as AnalysisResultOf<K>
}

/** A tone as the stretch that stands for it. */
const tones = TONES.map(({ at, label }) => ({ fromUs: at * 1e6, toUs: at * 1e6 + 1, group: label }))
const epochs = {
  kind: 'event-average' as const,
  fromSeconds: -0.2,
  toSeconds: 0.8,
  baseline: { from: -0.2, to: 0 },
  recordedUs: BRAIN_SECONDS * 1e6
}

describe('the event-related average', () => {
  test('has the mean and standard error of NumPy for each label', async () => {
    const { times, groups } = await analyse(epochs, [PZ, O1], tones)
    const at = times.findIndex((time) => Math.abs(time - 0.296875) < 1e-9)
    const [rare, often] = groups
    expect(rare).toMatchObject({
      group: 'Rare',
      used: 19,
      rejected: { outside: 0, bad: 0, gap: 0, amplitude: 0 }
    })
    expect(rare?.mean[0]?.[at]).toBeCloseTo(39.91364522417153, 4)
    expect(rare?.error[0]?.[at]).toBeCloseTo(0.2503429894546065, 4)
    expect(often?.mean[0]?.[at]).toBeCloseTo(27.676998050682265, 4)
    expect(often?.error[0]?.[at]).toBeCloseTo(0.2796195642772006, 4)
  })

  test('counts epochs that reach beyond the signal, and those that are too large', async () => {
    const late = [...tones, { fromUs: 59.5e6, toUs: 59.5e6 + 1, group: 'Rare' }]
    const { groups } = await analyse({ ...epochs, peakToPeak: 70 }, [FP1], late)
    // A blink of 80 µV lies at 2.5, 7.5, ... s: epochs with one in them are 85 µV and more from top to bottom.
    const blinks = TONES.filter(({ at }) => {
      const into = (((at + 0.3 - 2.5) % 5) + 5) % 5
      return Math.min(into, 5 - into) <= 0.5
    })
    const of = (label: string): number => blinks.filter((tone) => tone.label === label).length
    expect(groups.map(({ group, used, rejected }) => [group, used, rejected])).toEqual([
      ['Rare', 19 - of('Rare'), { outside: 1, bad: 0, gap: 0, amplitude: of('Rare') }],
      ['Often', 19 - of('Often'), { outside: 0, bad: 0, gap: 0, amplitude: of('Often') }]
    ])
  })

  test('leaves epochs out that touch a bad stretch, and counts them', async () => {
    const [first, second] = tones.flatMap(({ fromUs, group }) => (group === 'Rare' ? [fromUs] : []))
    if (first === undefined || second === undefined) throw new Error('there are too few tones')
    // From 700 ms behind the first, which its epoch of 800 ms touches; up to 200 ms before the second would touch, too.
    const bad = [{ fromUs: first + 0.7e6, toUs: Math.min(first + 0.75e6, second - 0.3e6) }]
    const { groups } = await analyse(epochs, [PZ], tones, bad)
    const rare = groups.find(({ group }) => group === 'Rare')
    expect(rare).toMatchObject({ used: 18, rejected: { outside: 0, bad: 1, gap: 0, amplitude: 0 } })
    const without = tones.filter(({ fromUs }) => fromUs !== first)
    const [same] = (await analyse(epochs, [PZ], without)).groups.filter(({ group }) => group === 'Rare')
    expect([...(rare?.mean[0] ?? [])]).toEqual([...(same?.mean[0] ?? [])])
  })

  test('of events far apart is the same as of events read in one go', async () => {
    const far = [tones[0], tones[37]].flatMap((tone) => tone ?? [])
    const { groups } = await analyse(epochs, [PZ], far)
    const [together] = (await analyse(epochs, [PZ], [...tones.slice(0, 1)])).groups
    expect([...(groups[0]?.mean[0] ?? [])]).toEqual([...(together?.mean[0] ?? [])])
  })
})

describe('connectivity', () => {
  const asked = {
    kind: 'connectivity' as const,
    windowSeconds: 2,
    band: { name: 'alpha', lowHz: 8, highHz: 13 }
  }

  test.each([
    ['coherence', 0.3815099436354897, 0.2875329316073179],
    ['imaginary-coherence', 0.28745396126299005, 0.20407530509502794],
    ['phase-locking', 0.9989759289668122, 0.9979137376669024]
  ])('by %s is that of SciPy for every pair', async (connection, parietal, frontal) => {
    const { values } = await analyse({ ...asked, connection }, [FP1, PZ, O1])
    expect(values[1 * 3 + 2]).toBeCloseTo(parietal, 4)
    expect(values[2 * 3 + 1]).toBe(values[1 * 3 + 2])
    expect(values[0 * 3 + 2]).toBeCloseTo(frontal, 3)
    expect(values[0]).toBeNaN()
  })

  test('is refused in words for one channel, and for one window', async () => {
    await expect(analyse({ ...asked, connection: 'coherence' }, [O1])).rejects.toThrow('two channels')
    await expect(
      analyse({ ...asked, connection: 'coherence' }, [O1, PZ], [{ fromUs: 0, toUs: 2e6 }])
    ).rejects.toThrow('One window alone is always coherent')
  })
})

describe('components', () => {
  test('that go with the eyes are suggested, and are strongest in front', async () => {
    const found = await analyse({ kind: 'components', eyes: EOG }, eeg)
    const [blink] = found.suggestions
    expect(blink?.kind).toBe('blink')
    expect(Math.abs(blink?.correlation ?? 0)).toBeGreaterThan(0.9)
    const map = [...(found.maps[blink?.component ?? -1] ?? [])].map(Math.abs)
    expect(map.indexOf(Math.max(...map))).toBeLessThan(2)
    expect(found.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3)
    expect(found.courses[0]?.length).toBe(20 * BRAIN_RATE)
  })
})

describe('a view without components', () => {
  test('takes the blinks off the front and leaves the back as it is, in pages, samples and spectra', async () => {
    const found = await analyse({ kind: 'components', eyes: EOG }, eeg)
    const gone = found.suggestions.filter(({ kind }) => kind === 'blink').map(({ component }) => component)
    const without = {
      channels: [...found.channels],
      means: [...found.means],
      parts: gone.map((k) => ({
        map: [...(found.maps[k] ?? [])],
        weights: [...(found.unmixing[k] ?? [])]
      })),
      text: 'Without blinks'
    }
    const rangeOf = async (channel: number, view?: SignalView): Promise<number> => {
      const { rows } = await signalSamples({ place, fromUs: 2e6, toUs: 3e6, channels: [channel], view })
      const samples = rows[0]?.[0]?.samples ?? new Float32Array()
      return Math.max(...samples) - Math.min(...samples)
    }
    const view = SignalView.parse({ without })
    expect(changesSamples(view)).toBe(true)
    expect(await rangeOf(FP1)).toBeGreaterThan(75)
    expect(await rangeOf(FP1, view)).toBeLessThan(30)
    expect((await rangeOf(O1, view)) / (await rangeOf(O1))).toBeCloseTo(1, 1)
    // A channel that had no part in the search stays as it is.
    expect(await rangeOf(EOG, view)).toBe(await rangeOf(EOG))
    const page = await signalPage({ place, fromUs: 2e6, toUs: 3e6, channels: [FP1], view, px: 1 })
    expect((page.columns[1] ?? NaN) - (page.columns[0] ?? NaN)).toBeLessThan(30)
  })
})
