import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import type { BandNumbers, ChannelSpectrum, SpectrumResult } from '../../../shared/signal/analyses/spectrum'
import type { SignalRow } from '../../session/signals/channels'
import type { TextTable } from '../../ui/text-table'

/** A spectrum with the name it is shown under. */
export interface NamedSpectrum extends ChannelSpectrum {
  readonly name: string
}

/** What the table of bands shows. */
export type Measure = keyof BandNumbers

/** Every measure with its unit. */
export const measures = (
  unit: string
): readonly { readonly id: Measure; readonly title: string; readonly hint: string }[] => [
  { id: 'power', title: `Power, ${squared(unit)}`, hint: 'Area under the density' },
  { id: 'share', title: 'Share of the bands', hint: '0 to 1' },
  { id: 'nats', title: 'Entropy, nats', hint: 'Zero-phase, order 4' },
  { id: 'bits', title: 'Entropy, bits', hint: 'Causal, order 5 (TorchEEG)' }
]

/** A unit squared: µV², or (m/s)² where it has parts. */
export const squared = (unit: string): string =>
  unit === '' ? 'unit²' : /[^\p{L}°%]/u.test(unit) ? `(${unit})²` : `${unit.replace(/^u/, 'µ')}²`

/** Spectra of channels, or only their means, group by group, with names. */
export function shownSpectra(
  { channels }: SpectrumResult,
  rows: readonly SignalRow[],
  average: boolean
): readonly NamedSpectrum[] {
  const names = new Map(rows.map(({ index, label }) => [index, label]))
  const means = channels.filter(({ channel }) => channel === undefined)
  const own = channels.filter(({ channel }) => channel !== undefined)
  return (average && means.length > 0 ? means : own).map((one) => ({
    ...one,
    name: [one.group, one.channel === undefined ? (average ? 'mean' : undefined) : names.get(one.channel)]
      .filter(Boolean)
      .join(', ')
  }))
}

/** Frequency of the highest density above 1 Hz. */
export function peakHz({ frequencies, power }: ChannelSpectrum): number | undefined {
  let best: number | undefined
  let most = -Infinity
  for (let k = 0; k < power.length; k++) {
    if ((frequencies[k] ?? 0) < 1 || !((power[k] ?? 0) > most)) continue
    most = power[k] ?? 0
    best = frequencies[k]
  }
  return best
}

/** All numbers of all bands; where one is not defined its reason stands in its place. */
export const bandTable = (spectra: readonly NamedSpectrum[], unit: string): TextTable => {
  const asked = measures(unit).filter(({ id }) => spectra.some(({ bands }) => bands.some((band) => band[id])))
  return [
    [
      'channel',
      'peak, Hz',
      'windows',
      ...asked.flatMap(({ title }) =>
        eegBands.map((band) => `${band.name} ${band.lowHz}-${band.highHz} Hz: ${title}`)
      )
    ],
    ...spectra.map((one) => [
      one.name,
      String(peakHz(one) ?? one.reason ?? ''),
      String(one.used),
      ...asked.flatMap(({ id }) =>
        one.bands.map((band) => {
          const score = band[id]
          return score === undefined ? '' : score.value === null ? score.reason : String(score.value)
        })
      )
    ])
  ]
}

/** Density by frequency, one column a spectrum; rates that differ have columns of frequencies of their own. */
export function spectrumTable(spectra: readonly NamedSpectrum[], unit: string): TextTable {
  const there = spectra.filter(({ frequencies }) => frequencies.length > 0)
  const longest = Math.max(0, ...there.map(({ frequencies }) => frequencies.length))
  const same = there.every(({ rateHz }) => rateHz === there[0]?.rateHz)
  const cells = (one: NamedSpectrum, k: number): string[] => [
    ...(same ? [] : [String(one.frequencies[k] ?? '')]),
    String(one.power[k] ?? '')
  ]
  return [
    [
      ...(same ? ['Hz'] : []),
      ...there.flatMap(({ name }) => [...(same ? [] : ['Hz']), `${name}, ${squared(unit)}/Hz`])
    ],
    ...Array.from({ length: longest }, (_, k) => [
      ...(same ? [String(there[0]?.frequencies[k] ?? '')] : []),
      ...there.flatMap((one) => cells(one, k))
    ])
  ]
}
