import type { ReactNode } from 'react'
import { devices, SENSITIVITY } from '../../session/rating/devices'
import type { DeviceId } from '../../session/rating/devices'
import { chooseRating, sensitivityOf, useRatingChoice } from '../../session/rating/rating-choice'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { Checkbox } from '../../ui/checkbox'
import { Slider } from '../../ui/slider'

interface SettingsProps {
  readonly track: TraceTrack
  readonly device: DeviceId
}

/** Sensitivity of the input, countdown, pre-roll, cross-fade, and whether earlier takes are seen while rating. */
export function Settings({ track, device }: SettingsProps): ReactNode {
  const choice = useRatingChoice()
  const chosen = devices.find((each) => each.id === device)
  const sensitivity = sensitivityOf(choice, device)
  const isPlane = track.trace.dims.length > 1
  return (
    <div className="rt-settings">
      <p className="hint">{isPlane ? chosen?.planeHint : chosen?.hint}</p>
      {device === 'levels' ? (
        <Line label="Levels" text={String(choice.levels)}>
          <Slider
            label="Levels"
            min={2}
            max={9}
            value={choice.levels}
            onChange={(levels) => chooseRating({ levels })}
          />
        </Line>
      ) : (
        <Line label="Sensitivity" text={`${sensitivity.toFixed(2)}x`}>
          <Slider
            label="Sensitivity"
            min={SENSITIVITY.min}
            max={SENSITIVITY.max}
            step={0.25}
            value={sensitivity}
            onChange={(value) => chooseRating({ sensitivity: { ...choice.sensitivity, [device]: value } })}
          />
        </Line>
      )}
      <Line label="Countdown" text={choice.countdown === 0 ? 'none' : `${choice.countdown} s`}>
        <Slider
          label="Countdown in seconds"
          min={0}
          max={10}
          value={choice.countdown}
          onChange={(countdown) => chooseRating({ countdown })}
        />
      </Line>
      <Line label="Pre-roll" text={choice.preRoll === 0 ? 'none' : `${choice.preRoll} s`}>
        <Slider
          label="Pre-roll in seconds"
          min={0}
          max={10}
          step={0.5}
          value={choice.preRoll}
          onChange={(preRoll) => chooseRating({ preRoll })}
        />
      </Line>
      {track.trace.mode === 'bounded' && (
        <Line label="Cross-fade" text={choice.fadeMs === 0 ? 'none' : `${choice.fadeMs} ms`}>
          <Slider
            label="Cross-fade in milliseconds"
            min={0}
            max={2000}
            step={50}
            value={choice.fadeMs}
            onChange={(fadeMs) => chooseRating({ fadeMs })}
          />
        </Line>
      )}
      <Checkbox checked={choice.showEarlier} onChange={(showEarlier) => chooseRating({ showEarlier })}>
        Show earlier takes while rating
      </Checkbox>
    </div>
  )
}

const Line = ({
  label,
  text,
  children
}: {
  readonly label: string
  readonly text: string
  readonly children: ReactNode
}): ReactNode => (
  <div className="rt-line">
    <span>{label}</span>
    {children}
    <span className="mono">{text}</span>
  </div>
)
