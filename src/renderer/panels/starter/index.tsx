import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { ModelInfo, SpeechOptions } from '../../../shared/domain/model'
import type { Recording } from '../../../shared/domain/rows'
import { call } from '../../client'
import { rememberCard, useCardKnown } from '../../session/card-read'
import { closeDialog } from '../../session/dialogs'
import { showPanel } from '../../session/layout'
import { readModels, useModels } from '../../session/models'
import { streamsOf, useProject } from '../../session/project'
import { selection } from '../../session/selection'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { formatTimeLeft, plural } from '../../ui/format'
import { Prose } from '../../ui/prose'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { SpeechChoice } from '../../ui/speech-choice'
import { Tabs } from '../../ui/tabs'
import './starter.css'

const MODELS = { words: 'transcription', activity: 'voice-activity' } as const
type Kind = keyof typeof MODELS

/** What to write down first, in which recordings, and how; it runs as a job and ends in the conversation pane. */
export default function StarterDialog({ recordingIds }: { recordingIds?: readonly string[] }): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const spoken = new Map([...recordings].filter(([id]) => hasSound(id)))
  const [chosen, setChosen] = useState<readonly string[]>(() => initial(spoken, recordingIds))
  const [kind, setKind] = useState<Kind>('words')
  const [options, setOptions] = useState<SpeechOptions>({})
  const [read, setRead] = useState(false)
  const [busy, setBusy] = useState(false)
  const models = useModels()
  useEffect(() => void readModels(), [])
  const model = models?.find(({ id }) => id === MODELS[kind])
  const known = useCardKnown(MODELS[kind])
  const ids = chosen.length === 0 ? [...spoken.keys()] : chosen
  const ready = usable(model) && ids.length > 0 && (known || read) && !busy

  const start = async (): Promise<void> => {
    setBusy(true)
    try {
      const { speakers, language, voiceThreshold, ...limits } = options
      const speech = kind === 'words' ? { ...limits, speakers, language, voiceThreshold } : limits
      await call('prediction.run', { modelId: MODELS[kind], recordingIds: [...ids], options: { speech } })
      rememberCard(MODELS[kind])
      closeDialog()
      showPanel(kind === 'words' ? 'conversation' : 'timeline')
      toast(told(kind, ids.length), { action: { label: 'Jobs', run: () => showPanel('jobs') } })
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title="Make a starting transcript"
      widthPx={720}
      onClose={closeDialog}
      foot={
        <>
          <span className="grow muted truncate">
            {plural(ids.length, 'recording')}, {formatTimeLeft(lengthOf(spoken, ids))} of sound
          </span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!ready} onClick={() => void start()}>
            {kind === 'words' ? 'Write it down' : 'Find speech'}
          </Button>
        </>
      }
    >
      <div className="starter">
        <div className="field">
          <span className="field-label">What</span>
          <Tabs
            label="What"
            value={kind}
            options={[
              { id: 'words', title: 'Words of each stretch' },
              { id: 'activity', title: 'Only where somebody speaks' }
            ]}
            onChange={setKind}
          />
          <div className="hint">
            {kind === 'words'
              ? 'A transcript of its own, named after the model. Its words stay as they are; the first correction makes a copy that is yours.'
              : 'A track of segments, without words. Other models can be run on its segments.'}
          </div>
        </div>
        <div className="field">
          <span className="field-label">Recordings</span>
          {spoken.size === 0 ? (
            <p className="muted">No recording of this project has sound.</p>
          ) : (
            <RecordingsChoice recordings={spoken} chosenIds={chosen} onChoose={setChosen} />
          )}
        </div>
        {model?.problem && (
          <p className="bad" role="alert">
            {model.problem.message} {model.problem.hint}
          </p>
        )}
        <SpeechChoice options={options} words={kind === 'words'} onChange={setOptions} />
        {!known && model && (
          <div className="starter-card">
            <div className="starter-card-text" role="region" aria-label="Model card" tabIndex={0}>
              <Prose text={model.card} />
            </div>
            <Checkbox checked={read} onChange={setRead}>
              I know what this model is for and where it fails
            </Checkbox>
          </div>
        )}
      </div>
    </Dialog>
  )
}

const usable = (model: ModelInfo | undefined): boolean => model !== undefined && model.problem === undefined

const hasSound = (recordingId: string): boolean => streamsOf(recordingId).some(({ kind }) => kind === 'audio')

/** The recordings asked for, else the open one, else all. */
function initial(
  spoken: ReadonlyMap<string, Recording>,
  wanted: readonly string[] | undefined
): readonly string[] {
  const open = selection().recordingId
  return (wanted ?? (open === undefined ? [] : [open])).filter((id) => spoken.has(id))
}

const lengthOf = (spoken: ReadonlyMap<string, Recording>, ids: readonly string[]): number =>
  ids.reduce((sum, id) => sum + (spoken.get(id)?.duration ?? 0), 0) / 1e6

const told = (kind: Kind, count: number): string =>
  kind === 'words'
    ? `Words of ${plural(count, 'recording')} are being written down; turns appear while it goes on.`
    : `Speech is looked for in ${plural(count, 'recording')}.`
