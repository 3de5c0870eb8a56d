import type { ReactNode } from 'react'

const WIDTH = 96
const HEIGHT = 20

/** Shares (0 to 1) in order as a small line with dots; gaps stay open. */
export function Sparkline({
  values,
  label
}: {
  values: readonly (number | null)[]
  label: string
}): ReactNode {
  const x = (i: number): number => 3 + (i * (WIDTH - 6)) / Math.max(1, values.length - 1)
  const y = (value: number): number => HEIGHT - 3 - value * (HEIGHT - 6)
  const points = values.flatMap((value, i) => (value === null ? [] : [{ x: x(i), y: y(value) }]))
  const said = values.map((value) => (value === null ? 'none' : value.toFixed(2))).join(', ')
  return (
    <svg
      className="agree-spark"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${label}: ${said}`}
    >
      <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} className="base" />
      <polyline points={points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ')} />
      {points.map((point) => (
        <circle key={point.x} cx={point.x} cy={point.y} r="1.4" />
      ))}
    </svg>
  )
}
