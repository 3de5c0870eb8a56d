import type { ReactNode } from 'react'
import type { LagPoint, LagSweep } from '../../../../../shared/analysis/traces/lag-sweep'
import { chooseCompareTraces, type TraceCompareChoice } from '../../../../session/compare-traces'
import { Button } from '../../../../ui/button'
import { Skeleton } from '../../../../ui/empty'
import { Tabs } from '../../../../ui/tabs'
import { LineChart, type ChartLine, type ChartScale } from '../../charts/line-chart'
import { REACH_SECONDS } from './use-parts'

const WIDTH = 430
const HEIGHT = 200

interface LagCurveProps {
  /** Undefined: not known yet. */
  readonly sweep: LagSweep | undefined
  readonly choice: TraceCompareChoice
}

/** Agreement at every delay of the candidate, with the best one; a click takes that delay out. */
export function LagCurve({ sweep, choice }: LagCurveProps): ReactNode {
  const pooled = choice.sweep === 'pooled'
  const best = sweep && (pooled ? sweep.best.ccc : sweep.best.meanCcc)
  return (
    <section aria-label="Delay">
      <header className="compare-head">
        <h3 className="section-head">Delay</h3>
        <Tabs
          label="Which agreement"
          value={choice.sweep}
          options={[
            { id: 'pooled', title: 'All together' },
            { id: 'recordings', title: 'Mean of recordings' }
          ]}
          onChange={(id) => chooseCompareTraces({ sweep: id })}
        />
        <span className="traces-legend">
          <i data-side="candidate-solid" /> CCC <i data-side="dashed" /> Pearson r
        </span>
        <span className="grow" />
        {choice.lagSeconds !== 0 && (
          <Button size="small" tone="quiet" onClick={() => chooseCompareTraces({ lagSeconds: 0 })}>
            No delay
          </Button>
        )}
        {best !== undefined && best !== null && Math.abs(best - choice.lagSeconds) > 1e-6 && (
          <Button size="small" onClick={() => chooseCompareTraces({ lagSeconds: best })}>
            {best === 0 ? 'Best: no delay' : `Take ${secondsText(best)} out`}
          </Button>
        )}
      </header>
      {sweep ? (
        <Curve sweep={sweep} pooled={pooled} lagSeconds={choice.lagSeconds} best={best ?? null} />
      ) : (
        <Skeleton height={HEIGHT} />
      )}
    </section>
  )
}

interface CurveProps {
  readonly sweep: LagSweep
  readonly pooled: boolean
  readonly lagSeconds: number
  readonly best: number | null
}

function Curve({ sweep, pooled, lagSeconds, best }: CurveProps): ReactNode {
  const { points } = sweep
  const ccc = pooled ? ('ccc' as const) : ('meanCcc' as const)
  const pearson = pooled ? ('pearson' as const) : ('meanPearson' as const)
  const known = points.flatMap((point) => [point[ccc], point[pearson]].filter((value) => value !== null))
  if (known.length === 0)
    return <p className="traces-quiet">One of the two does not vary, so no delay is better than another.</p>
  const low = Math.min(0, Math.floor(Math.min(...known) * 5) / 5)
  const high = Math.min(1, Math.max(0.2, Math.ceil(Math.max(...known) * 5) / 5))
  const at = points.find(({ lag }) => lag === best)
  const bestValue = at?.[ccc]
  const tall = high - low > 1.2
  return (
    <LineChart
      label={
        best === null || bestValue === null || bestValue === undefined
          ? 'Agreement by delay; no best one'
          : `Agreement by delay of the candidate; CCC is highest, ${bestValue.toFixed(3)}, when ${delayWords(best)}`
      }
      width={WIDTH}
      height={HEIGHT}
      xTitle="seconds by which the candidate is late"
      yTitle="agreement"
      x={{ from: -REACH_SECONDS, to: REACH_SECONDS, ticks: [-4, -2, 0, 2, 4], text: signed }}
      y={{ from: low, to: high, ticks: ticksOf(low, high, tall ? 0.4 : 0.2) }}
      lines={[
        lineOf('ccc', 'CCC', 'var(--accent)', points, ccc),
        { ...lineOf('pearson', 'Pearson r', 'var(--muted)', points, pearson), dashed: true }
      ]}
      marks={
        best === null || bestValue === null || bestValue === undefined
          ? []
          : [{ x: best, y: bestValue, title: `CCC ${bestValue.toFixed(3)} when ${delayWords(best)}` }]
      }
    >
      {(scale) => (
        <>
          <line
            className="traces-lag"
            x1={scale.x(lagSeconds)}
            x2={scale.x(lagSeconds)}
            y1={scale.y(low)}
            y2={scale.y(high)}
          />
          <Hits points={points} scale={scale} low={low} high={high} />
        </>
      )}
    </LineChart>
  )
}

/** Places that can be clicked: every delay that was looked at. */
const Hits = ({
  points,
  scale,
  low,
  high
}: {
  readonly points: readonly LagPoint[]
  readonly scale: ChartScale
  readonly low: number
  readonly high: number
}): ReactNode =>
  points.map(({ lag, ccc, pearson }, i) => {
    const [before, after] = [points[i - 1]?.lag ?? lag, points[i + 1]?.lag ?? lag]
    const from = scale.x((before + lag) / 2)
    const title = `${delayWords(lag)}: CCC ${text(ccc)}, Pearson r ${text(pearson)}`
    return (
      <g key={lag} className="chart-part" onClick={() => chooseCompareTraces({ lagSeconds: rounded(lag) })}>
        <rect
          className="chart-hit"
          x={from}
          width={Math.max(1, scale.x((lag + after) / 2) - from)}
          y={scale.y(high)}
          height={scale.y(low) - scale.y(high)}
        >
          <title>{title}</title>
        </rect>
      </g>
    )
  })

const lineOf = (
  id: string,
  title: string,
  color: string,
  points: readonly LagPoint[],
  curve: Exclude<keyof LagPoint, 'lag'>
): ChartLine => ({
  id,
  title,
  color,
  points: points.flatMap((point) => {
    const value = point[curve]
    return value === null ? [] : [[point.lag, value] as const]
  })
})

const ticksOf = (low: number, high: number, step: number): readonly number[] =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step)

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000
const secondsText = (lag: number): string => `${Math.abs(rounded(lag))} s`
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'))
const text = (value: number | null): string => (value === null ? '–' : value.toFixed(3))
const delayWords = (lag: number): string =>
  lag === 0 ? 'it is as it is' : `it is taken for ${secondsText(lag)} ${lag > 0 ? 'late' : 'early'}`
