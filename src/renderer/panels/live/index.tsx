import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { Radio } from 'lucide-react'
import type { ModelInfo } from '../../../shared/domain/model'
import { liveRefusal } from '../../../shared/live/live-refusal'
import { perform } from '../../session/actions'
import { chooseLiveModel, keepLive, liveStore, startLive, stopLive } from '../../session/live'
import { useLiveModels } from '../../session/live-models'
import { modelsShown } from '../../session/models-shown'
import { useSelection } from '../../session/selection'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Select } from '../../ui/select'
import { Answer } from './answer'
import { keepAsRun } from './keep-as-run'
import { Delay, PaceLine } from './pace-line'
import './live.css'

/** What a model says of what plays now, while it plays. */
export default function LivePanel(): ReactNode {
  useEffect(keepLive, [])
  const recordingId = useSelection((state) => state.recordingId)
  const shown = modelsShown((state) => state.shown)
  const { models, model } = useLiveModels()
  const wished = liveStore((state) => state.wished)
  const ready = wished && shown && model ? model.id : undefined
  useEffect(() => {
    if (ready !== undefined) void startLive(ready)
  }, [ready])
  if (recordingId === undefined || !model)
    return (
      <section className="panel live">
        <Empty icon={<Radio size={20} />} title="Predict while playing">
          {recordingId === undefined
            ? 'Open a recording: a model then says what it thinks of each moment while it plays.'
            : models === undefined
              ? 'Looking for models.'
              : 'No model here can answer for single moments of this recording.'}
        </Empty>
      </section>
    )
  if (!shown)
    return (
      <section className="panel live">
        <Empty icon={<Radio size={20} />} title="What models say is hidden">
          Show it again to let a model follow.
          <Button size="small" onClick={() => modelsShown.setState({ shown: true })}>
            Show what models say
          </Button>
        </Empty>
      </section>
    )
  return <Live recordingId={recordingId} model={model} models={models ?? []} />
}

interface LiveProps {
  readonly recordingId: string
  readonly model: ModelInfo
  readonly models: readonly ModelInfo[]
}

function Live({ recordingId, model, models }: LiveProps): ReactNode {
  const phase = liveStore((state) => state.phase)
  const answer = liveStore((state) => state.answer)
  const problem = liveStore((state) => state.problem)
  const on = phase !== 'off'
  const refusal = liveRefusal(model)
  return (
    <section className="panel live" aria-busy={phase === 'opening'}>
      <div className="live-bar">
        <Select
          label="Model"
          size="small"
          value={model.id}
          options={models.map(({ id, name }) => ({ id, title: name }))}
          onChange={chooseLiveModel}
        />
        <Button
          size="small"
          {...(on ? {} : { tone: 'primary' as const })}
          disabled={!on && refusal !== undefined}
          aria-pressed={on}
          onClick={() => (on ? stopLive() : void startLive(model.id))}
        >
          {on ? 'Stop' : 'Predict while playing'}
        </Button>
      </div>
      <div className="live-body">
        {problem && (
          <p role="alert" className="live-note">
            {problem.message} {problem.hint}
          </p>
        )}
        {phase === 'opening' && !answer && <p className="muted live-note">Opening the model…</p>}
        {answer ? (
          <Answer answer={answer} model={model} />
        ) : (
          phase !== 'opening' &&
          !problem && (
            <p className="muted live-note">
              {refusal ??
                (on
                  ? 'Play, or move the playhead.'
                  : 'While the recording plays, the answer of the model for what plays now is shown here. Nothing is stored.')}
            </p>
          )
        )}
      </div>
      {on && (
        <footer className="live-foot">
          <Delay />
          <Button
            size="small"
            title="Run the model on this recording and keep what it says as tracks"
            onClick={() => perform(() => keepAsRun(model, recordingId))}
          >
            Keep as a run
          </Button>
          <PaceLine />
        </footer>
      )}
    </section>
  )
}
