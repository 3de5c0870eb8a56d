import { seededRandom } from '../../../../shared/metrics/base/seeded-random'
import { textSeed } from '../../../../shared/variants/text-seed'

/** Slots that a video is cut into, µs: a picture each at 25 a second. */
const SLOT_US = 40_000
/** Slots looked back for one that is not lost; at 99 % the chance of none is below one in ten thousand. */
const MOST_BACK = 1000

/**
 * When the picture was taken that stands at `time` (µs) after `share` (0 to 1) of all slots were lost: the time itself, or the
 * start of the last slot before that was not lost. The first slot is never lost. What is lost at a small share is at larger
 * ones too. The same seed and video lose the same slots, wherever one begins to look.
 */
export function heldFrame(time: number, share: number, seed: number, videoKey: string): number {
  const video = textSeed(videoKey, seed)
  const lost = (slot: number): boolean =>
    slot > 0 && seededRandom((video + Math.imul(slot, 0x9e3779b1)) >>> 0)() / 4294967296 < share
  const own = Math.floor(time / SLOT_US)
  if (!lost(own)) return time
  for (let slot = own - 1; slot > own - MOST_BACK; slot--) if (!lost(slot)) return slot * SLOT_US
  return 0
}
