import { SignalView } from '../../signal/signal-view'
import type { FeatureLane } from './feature-lane'
import type { MeasureWork } from './measure-work'

/**
 * A short text that is another one when what a curve is made of is another: events, bad stretches, channels, view, settings.
 * Where its signal lies on the clock plays no part, because the curve moves with it.
 */
export function laneStamp(work: MeasureWork, lane: FeatureLane): string {
  return hash(JSON.stringify(basisOf(work, lane)))
}

function basisOf(
  { settings, beats = [], breathsUs = [], bad = {}, signals }: MeasureWork,
  lane: FeatureLane
) {
  if (lane.kind === 'heart-rate') {
    const start = beats[0]?.atUs ?? 0
    const { correction, shortestMs, longestMs, pauseMs } = settings
    return [
      beats.map(({ atUs, ectopic }) => [atUs - start, ectopic]),
      since(bad.beats, start),
      { correction, shortestMs, longestMs, pauseMs }
    ]
  }
  if (lane.kind === 'breath-rate') {
    const start = breathsUs[0] ?? 0
    return [breathsUs.map((at) => at - start), since(bad.breaths, start), settings.longestBreath]
  }
  const signal = signals.find(({ streamId }) => streamId === lane.streamId)
  const type = signal?.channels.find(({ index }) => index === lane.channel)?.type
  // Axes of movement are taken together, so all channels of the kind count.
  const channels = signal?.channels.filter((channel) => channel.type === type)
  const own = [signal?.durationUs, signal?.bad ?? [], channels]
  const { parts, emgHighpassHz, emgLowpassHz, windowSeconds } = settings
  switch (lane.kind) {
    case 'tonic':
    case 'phasic':
      return [own, parts]
    case 'envelope':
      return [own, emgHighpassHz, emgLowpassHz]
    case 'temperature':
    case 'activity':
      return own
    case 'band-power':
      // Read again, so that the order in which a view was put together plays no part.
      return [own, windowSeconds, signal?.view && !signal.rows ? SignalView.parse(signal.view) : undefined]
  }
}

const since = (stretches: NonNullable<MeasureWork['bad']>['beats'] = [], start: number): number[][] =>
  stretches.map(({ fromUs, toUs }) => [fromUs - start, toUs - start])

/** FNV-1a, two times 32 bit with different starts. */
function hash(text: string): string {
  const half = (start: number): string => {
    let value = start
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
    return (value >>> 0).toString(16).padStart(8, '0')
  }
  return half(0x811c9dc5) + half(0x050c5d1f)
}
