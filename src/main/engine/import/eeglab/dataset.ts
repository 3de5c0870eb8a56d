import { Unreadable } from '../../interchange/unreadable'
import { countOf, fieldOf, numberOf, numbersOf, textOf } from '../arrays/array-value'
import type { ArrayValue, NumberArray } from '../arrays/array-value'
import { electrodesOf } from './electrodes'
import type { Electrode } from './electrodes'

/** One event of EEGLAB. */
export interface EeglabEvent {
  readonly type: string
  /** In samples, counted from 1, with fractions; of epoched data in all epochs one behind the other. */
  readonly latency: number
  /** In samples; 0 when the file says none. */
  readonly duration: number
}

/** What an EEGLAB dataset says, less its samples. */
export interface EeglabDataset {
  readonly name: string
  readonly labels: readonly string[]
  readonly rateHz: number
  /** Samples of one epoch, or of all. */
  readonly points: number
  readonly trials: number
  /** Time of the first sample of an epoch, in seconds from what it is locked to. */
  readonly firstSeconds: number
  /** The samples, or the name of the file beside that holds them. */
  readonly data: NumberArray | string
  readonly events: readonly EeglabEvent[]
  readonly electrodes: readonly Electrode[]
}

const AGAIN = 'Save the dataset again in EEGLAB.'
/** More channels than any amplifier has. */
const MOST_CHANNELS = 100_000

/** Read a dataset from the variables of a .set file: one struct EEG, or its fields by themselves (EEGLAB 2021 and later). */
export function eeglabDataset(root: ArrayValue): EeglabDataset {
  const eeg = fieldOf(root, 'EEG') ?? root
  const channels = whole(eeg, 'nbchan')
  const points = whole(eeg, 'pnts')
  const trials = Math.max(1, whole(eeg, 'trials', 1))
  const rateHz = numberOf(fieldOf(eeg, 'srate')) ?? Number.NaN
  if (channels > MOST_CHANNELS)
    throw new Unreadable(`says that it has ${channels} channels, which cannot be.`, AGAIN)
  if (!(rateHz > 0 && rateHz <= 10_000_000))
    throw new Unreadable(`has a sampling rate of ${rateHz} Hz, which cannot be (field srate).`, AGAIN)
  const locations = fieldOf(eeg, 'chanlocs')
  return {
    name: textOf(fieldOf(eeg, 'setname')) ?? '',
    labels: Array.from(
      { length: channels },
      (_, i) => textOf(fieldOf(locations, 'labels', i))?.trim() || `Channel ${i + 1}`
    ),
    rateHz,
    points,
    trials,
    firstSeconds: numberOf(fieldOf(eeg, 'xmin')) ?? 0,
    data: samplesOf(eeg, channels * points * trials),
    events: eventsOf(fieldOf(eeg, 'event')),
    electrodes: electrodesOf(locations, textOf(fieldOf(fieldOf(eeg, 'chaninfo'), 'nosedir')))
  }
}

function whole(eeg: ArrayValue, field: string, otherwise?: number): number {
  const value = numberOf(fieldOf(eeg, field)) ?? otherwise
  if (value === undefined || !Number.isInteger(value) || value < 0)
    throw new Unreadable(
      `is not an EEGLAB dataset: it does not say its ${words[field] ?? field} (field ${field}).`,
      'Open it in EEGLAB and save it again, or import it as arrays with the ending .mat.'
    )
  return value
}

const words: Readonly<Record<string, string>> = {
  nbchan: 'number of channels',
  pnts: 'number of samples',
  trials: 'number of epochs'
}

function samplesOf(eeg: ArrayValue, expected: number): NumberArray | string {
  const data = fieldOf(eeg, 'data')
  if (data?.kind === 'numbers' && countOf(data.shape) > 0) {
    if (countOf(data.shape) !== expected)
      throw new Unreadable(
        `holds ${countOf(data.shape)} samples where channels, samples and epochs make ${expected}.`,
        AGAIN
      )
    return data
  }
  return textOf(data) || textOf(fieldOf(eeg, 'datfile')) || ''
}

function eventsOf(events: ArrayValue | undefined): readonly EeglabEvent[] {
  if (events?.kind !== 'struct') return []
  return Array.from({ length: countOf(events.shape) }, (_, i) => {
    const type = fieldOf(events, 'type', i)
    const [number] = numbersOf(type)
    const duration = numberOf(fieldOf(events, 'duration', i)) ?? 0
    return {
      type: textOf(type)?.trim() ?? (number === undefined ? '' : String(number)),
      latency: numberOf(fieldOf(events, 'latency', i)) ?? Number.NaN,
      duration: Number.isFinite(duration) && duration > 0 ? duration : 0
    }
  }).filter(({ latency }) => Number.isFinite(latency))
}
