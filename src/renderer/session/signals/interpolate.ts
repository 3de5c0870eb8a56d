import type { Stream } from '../../../shared/domain/rows'
import { sphericalSplineWeights } from '../../../shared/signal/dsp/spherical-spline'
import type { SignalView } from '../../../shared/signal/signal-view'
import { electrodeDirection } from '../../../shared/topomap/electrode-direction'
import { electrodeNames } from '../../../shared/topomap/electrode-name'
import type { Direction } from '../../../shared/topomap/point'
import { typeOf } from './channels'

/** Fewer electrodes around a bad one say too little. */
const FEWEST = 4

interface Electrode {
  readonly channel: number
  readonly direction: Direction
}

/** How many bad EEG channels can be made from good ones, and in words why not all. */
export function interpolationOf(stream: Stream): { readonly possible: number; readonly text: string } {
  const { good, bad, nowhere } = electrodes(stream)
  if (bad.length + nowhere === 0) return { possible: 0, text: 'none is marked' }
  if (good.length < FEWEST) return { possible: 0, text: 'too few places are known' }
  return {
    possible: bad.length,
    text: nowhere > 0 ? `${bad.length}; of ${nowhere} the place is unknown` : String(bad.length)
  }
}

/** Weights that make each bad EEG channel from the good ones, by splines on the sphere; undefined where none can be. */
export function interpolated(stream: Stream): SignalView['made'] {
  const { good, bad } = electrodes(stream)
  if (good.length < FEWEST || bad.length === 0) return undefined
  const rows = sphericalSplineWeights(
    good.map(({ direction }) => direction),
    bad.map(({ direction }) => direction)
  )
  return bad.map(({ channel }, at) => ({
    channel,
    weights: good.map((from, i) => ({ channel: from.channel, weight: rows[at]?.[i] ?? 0 }))
  }))
}

/** EEG channels with a place, each place once, by whether they are good; and how many bad ones have none. */
function electrodes(stream: Stream): {
  readonly good: readonly Electrode[]
  readonly bad: readonly Electrode[]
  readonly nowhere: number
} {
  const channels = stream.info.channels ?? []
  const names = electrodeNames(channels.map(({ label }) => label))
  const good = new Map<string, Electrode>()
  const bad: Electrode[] = []
  let nowhere = 0
  for (const [index, channel] of channels.entries()) {
    if (typeOf(channel) !== 'eeg') continue
    const name = names[index]
    const direction = name === undefined ? undefined : electrodeDirection(name)
    if (channel.bad && direction) bad.push({ channel: index, direction })
    else if (channel.bad) nowhere++
    else if (name !== undefined && direction && !good.has(name)) good.set(name, { channel: index, direction })
  }
  return { good: [...good.values()], bad, nowhere }
}
