import { ChartSpline } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { featureLanes, LANE_RATES } from '../../../shared/physio/measures/feature-lane'
import type { KeptLane } from '../../session/physio/kept-lanes'
import { useKeptLanes } from '../../session/physio/kept-lanes'
import { keepAgain, keepLane, possibleLanes } from '../../session/physio/lanes'
import type { Measured } from '../../session/physio/use-measured'
import { Button } from '../../ui/button'
import { Popover } from '../../ui/popover'
import { Select } from '../../ui/select'
import { CommitInput, Field } from '../../ui/text-field'

/** Keep heart rate, skin conductance, band power and others as traces beside the ratings, and keep them up to date. */
export function LaneMenu({ measured }: { measured: Measured }): ReactNode {
  const { recording, streams, chosen } = measured
  const lanes = possibleLanes(streams, chosen)
  const kept = useKeptLanes(recording.id)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState<string>()
  const [rates, setRates] = useState<Readonly<Record<string, number>>>({})
  const lane = lanes.find((each) => each.name === name) ?? lanes[0]
  if (!lane) return null
  const usual = featureLanes[lane.lane.kind].rateHz
  const rate = rates[lane.lane.kind]
  const keep = (): void => {
    setOpen(false)
    void keepLane(recording.id, lane, rate === usual ? undefined : rate)
  }
  return (
    <Popover
      label="Lanes of the body"
      align="end"
      widthPx={340}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          <ChartSpline size={13} /> Keep as a lane
        </Button>
      }
    >
      <div className="physio-lanes">
        <Field label="Curve">
          {(id) => (
            <Select
              id={id}
              label="Curve"
              value={lane.name}
              options={lanes.map((each) => ({ id: each.name, title: each.name }))}
              onChange={setName}
            />
          )}
        </Field>
        <Field label="Values a second" hint={`${usual} by custom; ${LANE_RATES.least} to ${LANE_RATES.most}`}>
          {() => (
            <CommitInput
              label="Values a second"
              mono
              value={String(rate ?? usual)}
              onCommit={(text) => {
                const next = text.trim() === '' ? usual : Number(text.replace(',', '.'))
                if (!(next >= LANE_RATES.least && next <= LANE_RATES.most)) return false
                setRates({ ...rates, [lane.lane.kind]: next })
                return true
              }}
            />
          )}
        </Field>
        <p className="faint">Thresholds and corrections are those of this panel.</p>
        <Button tone="primary" onClick={keep}>
          Keep as a trace
        </Button>
        {kept.length > 0 && <Kept recordingId={recording.id} kept={kept} />}
      </div>
    </Popover>
  )
}

/** Lanes that are there, and whether they are of what is there now. */
const Kept = ({ recordingId, kept }: { recordingId: string; kept: readonly KeptLane[] }): ReactNode => (
  <ul className="physio-kept" aria-label="Lanes that are kept">
    {kept.map((lane) => (
      <li key={lane.track.id}>
        <span className="physio-kept-name">{lane.track.name}</span>
        {lane.stale ? (
          <Button size="small" tone="quiet" onClick={() => void keepAgain(recordingId, [lane])}>
            Out of date: keep again
          </Button>
        ) : (
          <span className="faint">up to date</span>
        )}
      </li>
    ))}
  </ul>
)

/** Says that lanes were made before the last change of what they are made of, and makes them again in one click. */
export function StaleLanes({ recordingId }: { recordingId: string }): ReactNode {
  const stale = useKeptLanes(recordingId).filter((lane) => lane.stale)
  if (stale.length === 0) return null
  return (
    <div className="physio-stale" role="note" aria-label="Lanes that are out of date">
      <ChartSpline size={14} />
      <span>
        {stale.map(({ track }) => track.name).join(', ')}: made before the last change of what{' '}
        {stale.length === 1 ? 'it is' : 'they are'} made of.
      </span>
      <Button size="small" onClick={() => void keepAgain(recordingId, stale)}>
        {stale.length === 1 ? 'Keep again' : `Keep ${stale.length} lanes again`}
      </Button>
    </div>
  )
}
