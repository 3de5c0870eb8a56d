import type { ReactNode } from 'react'
import { viewGain } from '../../../shared/signal/filter-sections'
import type { SignalFilter } from '../../../shared/signal/signal-view'

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [312, 92, 30, 14]
const [LOWEST_HZ, LOWEST_DB] = [0.05, -60]
const POINTS = 320

/** What the filters leave of each frequency, in decibels, at the rate of the first row. */
export function ResponseCurve({
  filters,
  rateHz
}: {
  filters: readonly SignalFilter[]
  rateHz: number
}): ReactNode {
  const half = rateHz / 2
  const share = (i: number): number => i / (POINTS - 1)
  const hz = Array.from({ length: POINTS }, (_, i) => LOWEST_HZ * (half / LOWEST_HZ) ** share(i) * 0.9999)
  const xOf = (at: number): number =>
    LEFT + ((WIDTH - LEFT) * Math.log(at / LOWEST_HZ)) / Math.log(half / LOWEST_HZ)
  const yOf = (db: number): number =>
    4 + ((HEIGHT - BOTTOM - 4) * Math.min(-LOWEST_DB, Math.max(0, -db))) / -LOWEST_DB
  const path = viewGain(filters, hz, rateHz)
    .map(
      (gain, i) => `${xOf(hz[i] ?? 1).toFixed(1)},${yOf(20 * Math.log10(Math.max(gain, 1e-9))).toFixed(1)}`
    )
    .join(' ')
  const ticks = [0.1, 1, 10, 50, 100, 1000].filter((each) => each < half * 0.95)
  return (
    <svg
      className="sig-response mono"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Frequency response at ${rateHz} Hz`}
    >
      {[0, -20, -40, -60].map((db) => (
        <g key={db}>
          <line x1={LEFT} x2={WIDTH} y1={yOf(db)} y2={yOf(db)} />
          <text x={LEFT - 4} y={yOf(db) + 3} textAnchor="end">
            {db === 0 ? '0 dB' : db}
          </text>
        </g>
      ))}
      {ticks.map((each) => (
        <g key={each}>
          <line x1={xOf(each)} x2={xOf(each)} y1={4} y2={HEIGHT - BOTTOM} />
          <text x={xOf(each)} y={HEIGHT - 3} textAnchor="middle">
            {each === 10 ? '10 Hz' : each}
          </text>
        </g>
      ))}
      <polyline points={path} />
    </svg>
  )
}
