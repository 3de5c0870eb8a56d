import type { ReactNode } from 'react'
import type { MomentMeant } from '../../../../shared/contract/model-look'
import { micros } from '../../../../shared/domain/time'
import { recordingOf, useProject } from '../../../session/project'
import { Button } from '../../../ui/button'
import { Checkbox } from '../../../ui/checkbox'
import { formatLength } from '../../../ui/format'
import { Select } from '../../../ui/select'
import { Field } from '../../../ui/text-field'
import { NumberField } from './number-field'

export type Moment = MomentMeant

interface TryPageProps {
  readonly moment: Moment | undefined
  readonly onMoment: (moment: Moment) => void
  readonly onTry: () => void
  readonly trying: boolean
  readonly keepsTest: boolean
  readonly onKeepsTest: (keeps: boolean) => void
  /** It was tried with these answers, and answered. */
  readonly canTest: boolean
}

/** Where it is tried, and whether that moment is kept as a test. */
export function TryPage(props: TryPageProps): ReactNode {
  const { moment, onMoment, onTry, trying, keepsTest, onKeepsTest, canTest } = props
  const recordings = useProject((state) => state.snapshot?.recordings) ?? []
  const duration = recordingOf(moment?.recordingId)?.duration ?? 0
  return (
    <>
      <p className="muted">
        {moment?.segmentId === undefined
          ? 'It is run once, where the playhead stands.'
          : 'It is run once, on the segment that is chosen.'}{' '}
        Nothing is written.
      </p>
      <Field label="Recording">
        {(id) => (
          <Select
            id={id}
            label="Recording"
            value={moment?.recordingId}
            options={recordings.map((one) => ({ id: one.id, title: one.name }))}
            onChange={(recordingId) =>
              onMoment({
                recordingId,
                time: micros(Math.round((recordingOf(recordingId)?.duration ?? 0) / 2))
              })
            }
          />
        )}
      </Field>
      {moment && (
        <NumberField
          label="Moment, seconds"
          value={moment.time / 1e6}
          min={0}
          max={duration / 1e6}
          hint={`of ${formatLength(duration)}`}
          onChange={(seconds) =>
            onMoment({ recordingId: moment.recordingId, time: micros(Math.round(seconds * 1e6)) })
          }
        />
      )}
      <Button tone="primary" disabled={!moment || trying} onClick={onTry}>
        {trying ? 'Trying…' : 'Try it on this moment'}
      </Button>
      <Checkbox checked={keepsTest} onChange={onKeepsTest} disabled={!canTest}>
        Keep this moment as a self-test of the model
      </Checkbox>
      <p className="faint">
        {canTest
          ? 'The sound, picture or words of the moment are written into the model’s folder with the answer. A machine, version or file on which it answers otherwise is then found out before it runs. It does not prove that the answers above are right.'
          : 'Try it first; what it answers can then be kept, so that a machine or version on which it answers otherwise is found out.'}
      </p>
    </>
  )
}
