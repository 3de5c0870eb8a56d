import type { SyncAnchor } from '../domain/stream-sync'
import { fitClock } from './fit-clock'

/** Clocks that differ by more than this are not two clocks of one session. */
const WIDEST_DRIFT = 2000

/**
 * The largest set of anchors that lie within `tolerance` microseconds of one line, as chance matches do not: every pair
 * of anchors is tried as the line (RANSAC with all pairs; there are few). Fewer than two agree with nobody: then empty.
 */
export function agreeingAnchors(anchors: readonly SyncAnchor[], tolerance: number): readonly SyncAnchor[] {
  let best: readonly SyncAnchor[] = []
  for (const [i, a] of anchors.entries())
    for (const b of anchors.slice(i + 1)) {
      const fit = fitClock([a, b])
      if (!fit || Math.abs(fit.driftPpm) > WIDEST_DRIFT) continue
      const near = anchors.filter(
        ({ media, master }) => Math.abs(master - fit.offset - media * (1 + fit.driftPpm / 1e6)) <= tolerance
      )
      if (near.length > best.length && near.length > 1) best = near
    }
  return best
}
