import type { ReactNode } from 'react'

const SIDE = 96

/** A moment on the plane of valence and arousal. */
export function Place({
  valence,
  arousal,
  range: [least, most]
}: {
  readonly valence: number
  readonly arousal: number
  readonly range: readonly [number, number]
}): ReactNode {
  const share = (value: number): number => Math.max(0, Math.min(1, (value - least) / (most - least)))
  return (
    <svg
      className="live-plane"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      role="img"
      aria-label={`Valence ${valence.toFixed(2)}, arousal ${arousal.toFixed(2)}`}
    >
      <path d={`M0 ${SIDE / 2}H${SIDE}M${SIDE / 2} 0V${SIDE}`} />
      <circle cx={share(valence) * SIDE} cy={(1 - share(arousal)) * SIDE} r={4} />
    </svg>
  )
}
