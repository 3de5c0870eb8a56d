import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Take } from '../../../shared/domain/rows'
import { formatClock, fromSeconds, toSeconds } from '../../../shared/domain/time'
import { clock } from '../../session/clock'
import { closeDialog, openDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { deleteTakes, setTakes, takeTitle, useTakes } from '../../session/takes'
import { toast } from '../../session/toasts'
import { trackTitle } from '../../session/track-edits'
import { Button, IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { CommitInput } from '../../ui/text-field'
import './traces.css'

/** Longest lag that may be typed, seconds. */
const LONGEST = 60

/** All takes of a trace track: hide, shift, delete. */
export default function TakesDialog({
  recordingId,
  trackId
}: {
  recordingId: string
  trackId: string
}): ReactNode {
  const takes = useTakes(trackId)
  const track = useProject((state) => state.index.tracks.get(trackId))
  const hidden = takes.filter((take) => take.hidden)
  return (
    <Dialog
      title={`Takes of ${track ? trackTitle(track) : 'a track that is gone'}`}
      widthPx={760}
      onClose={closeDialog}
      foot={
        <>
          <Button disabled={hidden.length === 0} tone="bad" onClick={() => void deleteTakes(hidden)}>
            Delete hidden takes
          </Button>
          <span className="grow" />
          <Button onClick={() => openDialog({ id: 'lag', props: { recordingId, trackId } })}>
            Find reaction lags…
          </Button>
          <Button tone="primary" onClick={closeDialog}>
            Close
          </Button>
        </>
      }
    >
      {takes.length === 0 ? (
        <p className="muted">This track has no takes yet. Rate it in the Rate layout, or import ratings.</p>
      ) : (
        <>
          <p className="muted">
            Later takes lie on top. A hidden take is kept but not part of the trace; a lag moves a take when
            it is read and never changes what was rated.
          </p>
          <table className="takes" aria-label="Takes">
            <thead>
              <tr>
                <th>Shown</th>
                <th>Take</th>
                <th>Made with</th>
                <th className="is-number">Samples</th>
                <th className="is-number">Missing</th>
                <th>Lag, s</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {takes.toReversed().map((take) => (
                <TakeRow key={take.id} take={take} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  )
}

const sources: Readonly<Record<Take['source'], string>> = {
  live: 'live',
  import: 'imported',
  model: 'model',
  gold: 'computed',
  drawn: 'drawn',
  feature: 'from a signal'
}

function TakeRow({ take }: { take: Take }): ReactNode {
  const title = takeTitle(take)
  return (
    <tr data-hidden={take.hidden || undefined}>
      <td>
        <Checkbox checked={!take.hidden} onChange={(shown) => void setTakes([take.id], { hidden: !shown })}>
          <span className="sr-only">{title} is shown</span>
        </Checkbox>
      </td>
      <td>
        <button type="button" className="link" title="Go to its start" onClick={() => clock.seek(take.start)}>
          {title}
        </button>
        {take.madeAt && (
          <span className="faint">
            {' '}
            {new Date(take.madeAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
        )}
      </td>
      <td>{[take.device, sources[take.source]].filter(Boolean).join(', ')}</td>
      <td className="is-number mono" title={`${formatClock(take.end - take.start)} at ${take.rateHz} Hz`}>
        {take.count}
      </td>
      <td className="is-number mono">{take.missingCount}</td>
      <td className="takes-lag">
        <CommitInput
          label={`Lag of ${title} in seconds`}
          value={take.lag === undefined ? '' : String(toSeconds(take.lag))}
          placeholder="0"
          mono
          onCommit={(text) => setLag(take, text)}
        />
        {take.lagSource && take.lagSource.kind !== 'typed' && (
          <span className="faint">{LAG_FROM[take.lagSource.kind]}</span>
        )}
      </td>
      <td>
        <IconButton
          label={`Delete ${title}`}
          size="small"
          disabled={take.source === 'model'}
          onClick={() => void deleteTakes([take])}
        >
          <Trash2 size={13} />
        </IconButton>
      </td>
    </tr>
  )
}

function setLag(take: Take, text: string): boolean {
  const seconds = text.trim() === '' ? undefined : Number(text.replace(',', '.'))
  if (seconds !== undefined && !(Math.abs(seconds) <= LONGEST)) {
    toast(`A lag is a number of seconds, at most ${LONGEST}.`, { tone: 'bad' })
    return false
  }
  const patch =
    seconds === undefined || seconds === 0
      ? { lag: null }
      : { lag: fromSeconds(seconds), lagSource: { kind: 'typed' } as const }
  void setTakes([take.id], patch)
  return true
}

const LAG_FROM = {
  typed: '',
  group: 'from the group',
  feature: 'from a feature',
  scheme: 'from the scheme'
} as const
