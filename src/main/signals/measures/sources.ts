import type { MeasuredChannel } from '../../../shared/physio/measures/measure-work'
import { accelerationUnits } from './channel-levels'
import type { LevelSource } from './channel-levels'

/** Sets of channels that numbers are made of: each one alone, axes of movement by threes of one name, rate and unit. */
export function levelSources(channels: readonly MeasuredChannel[]): readonly LevelSource[] {
  const single = channels.flatMap((channel): LevelSource[] =>
    channel.type === 'eda' || channel.type === 'emg' || channel.type === 'temp'
      ? [{ kind: channel.type, channels: [channel] }]
      : []
  )
  const axes = Map.groupBy(
    channels.filter(({ type, label }) => type === 'motion' && AXIS.test(label)),
    ({ label, rateHz, unit }) => `${label.replace(AXIS, '').trim()} ${rateHz} ${unit}`
  )
  const vectors = [...axes.values()].flatMap((three): LevelSource[] => {
    const sorted = three.toSorted((a, b) => axisOf(a).localeCompare(axisOf(b)))
    if (sorted.map(axisOf).join('') !== 'xyz') return []
    const unit = three[0]?.unit.trim().toLowerCase() ?? ''
    if (unit in accelerationUnits) return [{ kind: 'acceleration', channels: sorted }]
    return TURNING.test(unit) ? [{ kind: 'turning', channels: sorted }] : []
  })
  return [...single, ...vectors]
}

/** `ACC x`, `acc_X`, `AccX`. */
const AXIS = /[\s_.-]*([xyz])$/i
const TURNING = /^(°|deg|rad)/

const axisOf = ({ label }: MeasuredChannel): string => AXIS.exec(label)?.[1]?.toLowerCase() ?? ''

/** What a source is called: the channel, or the three axes together. */
export const sourceLabel = ({ kind, channels: [first] }: LevelSource): string => {
  const label = first?.label ?? ''
  return kind === 'acceleration' || kind === 'turning' ? label.replace(AXIS, '').trim() || 'movement' : label
}
