import { basename, extname } from 'node:path'
import { Unreadable } from '../../interchange/unreadable'
import type { Electrode } from '../eeglab/electrodes'
import type { SampleFormat } from '../../../../shared/signal/signal-layout'
import { entriesOf, valueOf } from './ini'
import type { Sections } from './ini'

/** One channel as the header says it. Physical value = stored number * resolution. */
export interface BrainVisionChannel {
  readonly label: string
  readonly unit: string
  readonly resolution: number
}

/** What a .vhdr file says. */
export interface BrainVisionHeader {
  readonly dataFile: string
  readonly markerFile: string | undefined
  readonly rateHz: number
  /** All channels at one moment, then the next moment; or all of a channel, then the next channel. */
  readonly orientation: 'multiplexed' | 'vectorized'
  readonly storage:
    | { readonly kind: 'binary'; readonly format: SampleFormat; readonly bigEndian: boolean }
    | {
        readonly kind: 'text'
        readonly decimal: string
        readonly skipLines: number
        readonly skipColumns: number
      }
  /** Samples of a channel, where the header says them. Not always true. */
  readonly points: number | undefined
  readonly channels: readonly BrainVisionChannel[]
  readonly electrodes: readonly Electrode[]
}

const AGAIN = 'Export it again from the recording software.'
const MOST_CHANNELS = 100_000

const formats: Readonly<Record<string, SampleFormat>> = {
  INT_16: 'i16',
  UINT_16: 'u16',
  INT_32: 'i32',
  IEEE_FLOAT_32: 'f32',
  IEEE_FLOAT_64: 'f64'
}

/** Understand the sections of a header file called `fileName`. */
export function brainVisionHeader(sections: Sections, fileName: string): BrainVisionHeader {
  const common = (key: string): string | undefined => valueOf(sections, 'common infos', key)
  const own = basename(fileName, extname(fileName))
  // `$b` stands for the name of the header file without its ending.
  const named = (name: string | undefined): string | undefined => name?.replaceAll('$b', own)
  if (/^frequency/i.test(common('DataType') ?? ''))
    throw new Unreadable(
      'holds spectra (DataType=FREQUENCYDOMAIN), not signals.',
      'Export the signals themselves.'
    )
  const count = Number(common('NumberOfChannels'))
  if (!Number.isInteger(count) || count < 1 || count > MOST_CHANNELS)
    throw new Unreadable('does not say how many channels there are (NumberOfChannels).', AGAIN)
  const interval = Number(common('SamplingInterval')?.replace(',', '.'))
  if (!(interval > 0)) throw new Unreadable('does not say its sampling interval (SamplingInterval).', AGAIN)
  const points = Number(common('DataPoints'))
  return {
    dataFile: named(common('DataFile')) ?? '',
    markerFile: named(common('MarkerFile')),
    // Intervals are in microseconds.
    rateHz: 1e6 / interval,
    orientation: /^vectorized/i.test(common('DataOrientation') ?? '') ? 'vectorized' : 'multiplexed',
    storage: storageOf(sections),
    points: Number.isInteger(points) && points > 0 ? points : undefined,
    channels: channelsOf(sections, count),
    electrodes: electrodesOf(sections)
  }
}

function storageOf(sections: Sections): BrainVisionHeader['storage'] {
  const kind = valueOf(sections, 'common infos', 'DataFormat') ?? 'BINARY'
  if (/^ascii/i.test(kind)) {
    const ascii = (key: string): string | undefined => valueOf(sections, 'ascii infos', key)
    return {
      kind: 'text',
      decimal: ascii('DecimalSymbol') ?? '.',
      skipLines: Math.max(0, Number(ascii('SkipLines') ?? 0) || 0),
      skipColumns: Math.max(0, Number(ascii('SkipColumns') ?? 0) || 0)
    }
  }
  if (!/^binary/i.test(kind))
    throw new Unreadable(`keeps its data as "${kind}", which is not known.`, 'Export it as binary data.')
  const name = (valueOf(sections, 'binary infos', 'BinaryFormat') ?? 'INT_16').toUpperCase()
  const format = formats[name]
  if (!format)
    throw new Unreadable(
      `keeps its numbers as "${name}", which is not known.`,
      `Export it in one of these formats: ${Object.keys(formats).join(', ')}.`
    )
  return {
    kind: 'binary',
    format,
    bigEndian: /^yes/i.test(valueOf(sections, 'binary infos', 'UseBigEndianOrder') ?? '')
  }
}

function channelsOf(sections: Sections, count: number): readonly BrainVisionChannel[] {
  const entries = entriesOf(sections, 'channel infos', 'Ch')
  return Array.from({ length: count }, (_, i) => {
    const [label = '', , resolution = '', unit = ''] = entries.get(i + 1) ?? []
    const scale = Number(resolution)
    return {
      label: label || `Channel ${i + 1}`,
      // An empty resolution stands for 1, an empty unit for microvolts.
      resolution: resolution === '' || !Number.isFinite(scale) || scale === 0 ? 1 : scale,
      unit: unit === '' || /^[uμ]V$/.test(unit) ? 'µV' : unit.replace(/^[uμ](?=[A-Za-z])/, 'µ')
    }
  })
}

/** Places are given as radius and two angles in degrees: theta from the top, to the right positive; phi from the right ear to the front. */
function electrodesOf(sections: Sections): readonly Electrode[] {
  const labels = entriesOf(sections, 'channel infos', 'Ch')
  return [...entriesOf(sections, 'coordinates', 'Ch')].flatMap(([number, [radius, theta, phi]]) => {
    const [r, t, p] = [Number(radius), (Number(theta) * Math.PI) / 180, (Number(phi) * Math.PI) / 180]
    // A radius of 0 says that the place is not known.
    return r > 0 && Number.isFinite(t) && Number.isFinite(p)
      ? [
          {
            label: labels.get(number)?.[0] ?? `Channel ${number}`,
            x: r * Math.sin(t) * Math.cos(p),
            y: r * Math.sin(t) * Math.sin(p),
            z: r * Math.cos(t)
          }
        ]
      : []
  })
}
