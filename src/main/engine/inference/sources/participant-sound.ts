import { EVERY_STREAM } from '../../../../shared/study/person-of-channel'
import type { PredictItem, StreamInput } from '../../protocol'
import type { Unit } from '../units/unit'
import { audioStreams } from './sound-channel'
import type { SourceReader } from './source'

/** A channel of a sound; absent: all of them mixed. */
export interface SoundPlace {
  readonly input: StreamInput
  readonly channel?: number
}

/**
 * Where the person of a unit is heard: the channel that they were given on one of the recording's sounds, or on every sound.
 * The sound that was chosen anyway where nobody says.
 */
export function placeOfPerson(
  item: PredictItem,
  chosen: SoundPlace,
  personId: string | undefined
): SoundPlace {
  const channels = item.persons?.find(({ id }) => id === personId)?.details?.channels
  if (!channels) return chosen
  const has = ({ stream }: StreamInput, channel: number | undefined): boolean =>
    channel !== undefined && channel < (stream.info.channelCount ?? 1)
  const own = audioStreams(item).find((input) => has(input, channels[input.stream.id]))
  if (own) return { input: own, channel: channels[own.stream.id] ?? 0 }
  const general = channels[EVERY_STREAM]
  return general !== undefined && has(chosen.input, general)
    ? { input: chosen.input, channel: general }
    : chosen
}

/** Units read each from the place of its person; every place is opened once. */
export async function participantReader(
  units: readonly Unit[],
  placeOf: (unit: Unit) => SoundPlace,
  open: (place: SoundPlace, units: readonly Unit[]) => Promise<SourceReader>
): Promise<SourceReader> {
  const keyOf = ({ input, channel }: SoundPlace): string => `${input.stream.id} ${channel ?? 'mix'}`
  const groups = new Map<string, { readonly place: SoundPlace; readonly units: Unit[] }>()
  for (const unit of units) {
    const place = placeOf(unit)
    const group = groups.get(keyOf(place)) ?? { place, units: [] }
    groups.set(keyOf(place), group)
    group.units.push(unit)
  }
  const readers = new Map<string, SourceReader>()
  for (const [key, { place, units: own }] of groups) readers.set(key, await open(place, own))
  const readerOf = (unit: Unit): SourceReader | undefined => readers.get(keyOf(placeOf(unit)))
  return {
    read: async (unit) => readerOf(unit)?.read(unit),
    blank: (unit, fill) => readerOf(unit)?.blank?.(unit, fill),
    statistics: (scope, unit) => readerOf(unit)?.statistics?.(scope, unit),
    close: () => readers.forEach((reader) => reader.close())
  }
}
