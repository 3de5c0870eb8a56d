import type { ReactNode } from 'react'
import type { PlanePair } from '../../../../../shared/analysis/traces/plane-pairs'
import type { PlaneAxisInfo, TracePlaneAnswer } from '../../../../../shared/contract/traces'
import { micros } from '../../../../../shared/domain/time'
import { chooseCompareTraces, type TraceCompareChoice } from '../../../../session/compare-traces'
import { useProject } from '../../../../session/project'
import { goToQueueItem, setQueue } from '../../../../session/selection'
import type { TraceSourceEntry } from '../../../../session/trace-sources'
import { plural } from '../../../../ui/format'
import { Tabs } from '../../../../ui/tabs'
import { LineChart, type ChartScale } from '../../charts/line-chart'

interface PlaneProps {
  readonly found: TracePlaneAnswer
  readonly choice: TraceCompareChoice
  readonly pair: { readonly reference: TraceSourceEntry; readonly candidate: TraceSourceEntry }
}

const SIDE = 300

/** Where both lie on the plane of valence and arousal, joined; a click plays the moment. */
export function Plane({ found, choice, pair }: PlaneProps): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const play = (picked: PlanePair): void => {
    setQueue(
      'Points of the plane',
      found.pairs.map((one) => ({
        recordingId: one.recordingId,
        start: micros(one.start),
        end: micros(one.end),
        note: `${pair.reference.author.name}: ${place(one.reference)}, ${pair.candidate.author.name}: ${place(one.candidate)}`
      })),
      'wait'
    )
    goToQueueItem(found.pairs.indexOf(picked))
  }
  const what = { recording: 'recording', stretch: 'stretch', segment: 'segment' }[found.of]
  return (
    <section aria-label="Plane" className="traces-plane">
      <header className="compare-head">
        <h3 className="section-head">Plane</h3>
        {found.of !== 'segment' && (
          <Tabs
            label="Points of the plane"
            value={choice.plane}
            options={[
              { id: 'recordings', title: 'Recordings', hint: 'One point for the mean of each recording' },
              { id: 'open', title: 'Open recording', hint: 'Stretches of the recording on the desk' }
            ]}
            onChange={(id) => chooseCompareTraces({ plane: id })}
          />
        )}
      </header>
      <LineChart
        label={`${found.x.name} and ${found.y.name} of both: ${plural(found.pairs.length, what, what === 'stretch' ? 'stretches' : `${what}s`)}, reference joined with candidate`}
        width={SIDE + 40}
        height={SIDE}
        xTitle={found.x.name}
        yTitle={found.y.name}
        x={rangeOf(found.x)}
        y={rangeOf(found.y)}
        lines={[]}
      >
        {(scale) =>
          found.pairs.map((one) => (
            <Joined
              key={`${one.recordingId} ${one.personId ?? ''} ${one.start} ${one.end}`}
              pair={one}
              scale={scale}
              title={`${recordings.get(one.recordingId)?.name ?? 'Gone'}: ${place(one.reference)} → ${place(one.candidate)}`}
              onOpen={() => play(one)}
            />
          ))
        }
      </LineChart>
      <p className="traces-quiet">
        Ring: {pair.reference.author.name}. Dot: {pair.candidate.author.name}. One pair for each {what}
        {more(found, what)}.
      </p>
    </section>
  )
}

interface JoinedProps {
  readonly pair: PlanePair
  readonly scale: ChartScale
  readonly title: string
  readonly onOpen: () => void
}

function Joined({ pair, scale, title, onOpen }: JoinedProps): ReactNode {
  const [x1, y1] = [scale.x(pair.reference[0]), scale.y(pair.reference[1])]
  const [x2, y2] = [scale.x(pair.candidate[0]), scale.y(pair.candidate[1])]
  return (
    <g className="traces-joined" onClick={onOpen}>
      <title>{title}</title>
      <line className="traces-join" x1={x1} y1={y1} x2={x2} y2={y2} />
      <circle className="traces-ring" cx={x1} cy={y1} r={3.2} />
      <circle className="traces-dot" cx={x2} cy={y2} r={2.6} />
    </g>
  )
}

const rangeOf = ({ min, max }: PlaneAxisInfo) => ({
  from: min,
  to: max,
  ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => min + share * (max - min))
})

const more = ({ more: left }: TracePlaneAnswer, what: string): string =>
  left === 0 ? '' : `; ${left} more ${what === 'stretch' ? 'stretches' : `${what}s`} are not drawn`

const place = ([x, y]: readonly [number, number]): string => `${x.toFixed(2)}, ${y.toFixed(2)}`
