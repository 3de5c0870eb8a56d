import type { PredictItem } from '../../protocol'

/** Pictures that will be looked at, as far as the container's facts tell. */
export function sampledFrames({ input }: PredictItem, rateHz: number): number {
  const { duration, info } = input.stream
  return Math.max(1, Math.ceil((duration / 1e6) * Math.min(rateHz, info.frameRateHz ?? rateHz)))
}
