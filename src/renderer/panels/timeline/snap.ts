/** Where a dragged time may snap to. */
export interface SnapTarget {
  readonly time: number
  readonly kind: 'playhead' | 'edge' | 'frame' | 'end'
}

export interface Snapped {
  readonly time: number
  /** The target hit, to be shown as a line; undefined when the time stays free. */
  readonly target: SnapTarget | undefined
}

/** Playhead before edges before frames: what a person aims at comes before what is everywhere. */
const RANK: Readonly<Record<SnapTarget['kind'], number>> = { playhead: 0, edge: 1, end: 2, frame: 3 }

/** Pull a time to the nearest target within a tolerance; frames only win when nothing better is near. */
export function snap(time: number, targets: readonly SnapTarget[], tolerance: number): Snapped {
  let best: SnapTarget | undefined
  for (const target of targets) {
    const distance = Math.abs(target.time - time)
    if (distance > tolerance) continue
    const frameAgainstOther = best && (target.kind === 'frame') !== (best.kind === 'frame')
    const better =
      !best ||
      (frameAgainstOther
        ? target.kind !== 'frame'
        : distance < Math.abs(best.time - time) ||
          (distance === Math.abs(best.time - time) && RANK[target.kind] < RANK[best.kind]))
    if (better) best = target
  }
  return { time: best?.time ?? time, target: best }
}
