import { guessChannelType, type ChannelType } from '../../../../shared/signal/channel-type'
import { electrodeName } from '../../../../shared/topomap/electrode-name'
import type { StreamInput } from '../../protocol'
import type { ManifestBinding, Modality } from '../manifest'

/** Where a channel of a binding comes from; without a stream the recording does not have it. */
export interface ChannelPlace {
  readonly name: string
  readonly unit: string
  readonly found?: { readonly input: StreamInput; readonly index: number; readonly rateHz: number }
}

/** What a modality means where a binding names no channels. */
const typesOf: Readonly<Partial<Record<Modality, readonly ChannelType[]>>> = {
  eeg: ['eeg'],
  physio: ['ecg', 'emg', 'eda', 'ppg', 'resp', 'temp', 'eog'],
  imu: ['motion'],
  mocap: ['motion', 'gaze']
}

/**
 * The channels of a binding, in its order: by label as written, by letter case, by the electrode that the label means, or by another usual name of the
 * same thing. Without names: all of the modality's kind in the first stream that has some. Channels marked as bad count as missing.
 */
export function channelPlaces(
  binding: ManifestBinding,
  streams: readonly StreamInput[]
): readonly ChannelPlace[] {
  const known = streams
    .filter(({ stream }) => stream.kind === 'signal')
    .map((input) => ({
      input,
      channels: (input.stream.info.channels ?? []).map((channel, index) => ({ ...channel, index }))
    }))
  if (!binding.channels) {
    const types = typesOf[binding.modality] ?? []
    for (const { input, channels } of known) {
      const fitting = channels.filter(
        ({ label, unit, type, bad }) => !bad && types.includes(type ?? guessChannelType(label, unit))
      )
      if (fitting.length > 0)
        return fitting.map(({ label, unit, index, rateHz }) => ({
          name: label,
          unit,
          found: { input, index, rateHz }
        }))
    }
    return []
  }
  const candidates = known.flatMap(({ input, channels }) =>
    channels.filter(({ bad }) => !bad).map((channel) => ({ input, ...channel }))
  )
  return binding.channels.map((name) => {
    const match = rules(name)
      .map((fits) => candidates.find(({ label }) => fits(label)))
      .find((candidate) => candidate !== undefined)
    return match
      ? { name, unit: match.unit, found: { input: match.input, index: match.index, rateHz: match.rateHz } }
      : { name, unit: '' }
  })
}

/** What a name in a manifest may be called in a recording, the surest first. */
function rules(name: string): ((label: string) => boolean)[] {
  const electrode = electrodeName(name)
  return [
    (label) => label === name,
    (label) => label.trim().toLowerCase() === name.trim().toLowerCase(),
    (label) => electrode !== undefined && electrodeName(label) === electrode,
    (label) => usualName(label) === usualName(name)
  ]
}

const USUAL: readonly (readonly [RegExp, string])[] = [
  [/^(a|acc|accel|accelerometer|acceleration)([xyz])$/, 'acc$2'],
  [/^(g|gyr|gyro|gyroscope|angularvelocity)([xyz])$/, 'gyr$2'],
  [/^(m|mag|magnetometer)([xyz])$/, 'mag$2'],
  [/^(hr|heartrate|pulserate|bpm)$/, 'hr'],
  [/^(eda|gsr|skinconductance|electrodermalactivity)$/, 'eda'],
  [/^(ppg|bvp|photoplethysmogram)$/, 'ppg'],
  [/^(ecg|ekg|electrocardiogram)$/, 'ecg'],
  [/^(temp|skt|temperature|skintemperature)$/, 'temp'],
  [/^(resp|rsp|respiration|breathing)$/, 'resp']
]

/** A label without unit, spaces and spelling: `Acc X [g]`, `accelerometer_x` and `ax` are the same axis. */
function usualName(label: string): string {
  const plain = label
    .toLowerCase()
    .replace(/\[.*?\]|\(.*?\)/g, '')
    .replace(/[^a-z0-9]/g, '')
  for (const [pattern, name] of USUAL) if (pattern.test(plain)) return plain.replace(pattern, name)
  return plain
}
