import type { ReactNode } from 'react'
import './charts.css'

/** A line of a chart. */
export interface ChartLine {
  readonly id: string
  readonly title: string
  readonly points: readonly (readonly [number, number])[]
  /** A CSS colour. */
  readonly color: string
  readonly dashed?: boolean
  /** Drawn as steps that go along first, then up or down. */
  readonly steps?: boolean
}

/** A point that stands out. */
export interface ChartMark {
  readonly x: number
  readonly y: number
  readonly title: string
}

interface LineChartProps {
  /** What it shows, for everybody who cannot see it. */
  readonly label: string
  readonly xTitle: string
  readonly yTitle: string
  readonly lines: readonly ChartLine[]
  readonly marks?: readonly ChartMark[]
  readonly x?: ChartRange
  readonly y?: ChartRange
  readonly width?: number
  readonly height?: number
  /** Anything else in the coordinates of the drawing. */
  readonly children?: (scale: ChartScale) => ReactNode
}

export interface ChartRange {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
  readonly text?: (value: number) => string
}

export interface ChartScale {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  readonly width: number
  readonly height: number
}

/** Nought to one. */
export const unitRange: ChartRange = { from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] }

const MARGIN = { left: 42, right: 10, top: 10, bottom: 34 }

/** Lines over numbers, for reading: small, crisp, in the colours of the theme. */
export function LineChart({
  label,
  xTitle,
  yTitle,
  lines,
  marks = [],
  x = unitRange,
  y = unitRange,
  width = 340,
  height = 260,
  children
}: LineChartProps): ReactNode {
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom }
  const scale: ChartScale = {
    ...inner,
    x: (value) => MARGIN.left + ((value - x.from) / (x.to - x.from || 1)) * inner.width,
    y: (value) => MARGIN.top + (1 - (value - y.from) / (y.to - y.from || 1)) * inner.height
  }
  const bottom = MARGIN.top + inner.height
  const text = (range: ChartRange, value: number): string => (range.text ?? shortTick)(value)
  return (
    <svg className="chart" width={width} height={height} role="img" aria-label={label}>
      {x.ticks.map((tick) => (
        <g key={`x${tick}`}>
          <line className="chart-grid" x1={scale.x(tick)} x2={scale.x(tick)} y1={MARGIN.top} y2={bottom} />
          <text className="chart-tick" x={scale.x(tick)} y={bottom + 13} textAnchor="middle">
            {text(x, tick)}
          </text>
        </g>
      ))}
      {y.ticks.map((tick) => (
        <g key={`y${tick}`}>
          <line
            className="chart-grid"
            x1={MARGIN.left}
            x2={MARGIN.left + inner.width}
            y1={scale.y(tick)}
            y2={scale.y(tick)}
          />
          <text className="chart-tick" x={MARGIN.left - 5} y={scale.y(tick) + 3.5} textAnchor="end">
            {text(y, tick)}
          </text>
        </g>
      ))}
      <text className="chart-title" x={MARGIN.left + inner.width / 2} y={height - 5} textAnchor="middle">
        {xTitle}
      </text>
      <text
        className="chart-title"
        transform={`translate(10 ${MARGIN.top + inner.height / 2}) rotate(-90)`}
        textAnchor="middle"
      >
        {yTitle}
      </text>
      {children?.(scale)}
      {lines.map((line) => (
        <polyline
          key={line.id}
          className="chart-line"
          data-dashed={line.dashed ? '' : undefined}
          stroke={line.color}
          points={pointsOf(line, scale)}
        >
          <title>{line.title}</title>
        </polyline>
      ))}
      {marks.map((mark) => (
        <circle key={mark.title} className="chart-mark" cx={scale.x(mark.x)} cy={scale.y(mark.y)} r={4}>
          <title>{mark.title}</title>
        </circle>
      ))}
    </svg>
  )
}

function pointsOf({ points, steps }: ChartLine, scale: ChartScale): string {
  const at = ([x, y]: readonly [number, number]): string =>
    `${scale.x(x).toFixed(1)},${scale.y(y).toFixed(1)}`
  return points
    .flatMap((point, i) => {
      const before = points[i - 1]
      return steps && before ? [at([point[0], before[1]]), at(point)] : [at(point)]
    })
    .join(' ')
}

const shortTick = (value: number): string => String(Number(value.toFixed(2)))
