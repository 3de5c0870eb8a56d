import { missingCode } from '../../../shared/values/missing-answer'
import { Check, ChevronLeft, ChevronRight, Ellipsis, Flag, Trash2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Segment, Track } from '../../../shared/domain/rows'
import { itemText } from '../../../shared/documents/item-axis'
import { formatClock, micros, parseClock } from '../../../shared/domain/time'
import { runAction } from '../../session/actions'
import { canEdit } from '../../session/desk-segments'
import { taskOfTrack } from '../../session/desk-values'
import { useItemAxis } from '../../session/pages/item-axis'
import { project, useProject } from '../../session/project'
import { deleteSegments, setSegments } from '../../session/row-edits'
import { requestSeek, select } from '../../session/selection'
import { trackMenu } from '../../session/track-edits'
import { useTrackSegments } from '../../session/use-segments'
import { toast } from '../../session/toasts'
import { Button, IconButton } from '../../ui/button'
import { AuthorDot, Badge } from '../../ui/chip'
import { formatCount } from '../../ui/format'
import { Menu } from '../../ui/menu'
import { CommitInput } from '../../ui/text-field'
import { AnswerEditor } from './answer/answer-editor'
import { Scale } from './scale'

/** One segment: when, what, how sure, and why. Everything that may be changed is changed here. */
export function OneSegment({ segment }: { segment: Segment }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(segment.trackId))
  const author = useProject((state) => (track ? state.index.authors.get(track.authorId) : undefined))
  const revision = useProject((state) => state.snapshot?.revision ?? 0)
  const siblings = useTrackSegments(track?.recordingId, segment.trackId)
  const axis = useItemAxis(track?.recordingId)
  if (!track) return null
  const position = siblings.findIndex((candidate) => candidate.id === segment.id)
  const editable = canEdit(track)
  const task = taskOfTrack(track)
  const go = (to: Segment | undefined): void => {
    if (!to) return
    select({ segmentIds: [to.id], trackId: to.trackId, range: undefined })
    requestSeek(to.start)
  }
  const set = (patch: Parameters<typeof setSegments>[1]): void => void setSegments([segment.id], patch)
  const setTime = (edge: 'start' | 'end', text: string): void => {
    const time = parseClock(text)
    if (time === undefined)
      toast(`“${text}” is not a time.`, {
        tone: 'bad',
        hint: 'Write it as 00:03:08.720, 3:08.72 or seconds.'
      })
    else set({ [edge]: time })
  }
  const prediction = author?.kind === 'model'

  return (
    <>
      <section>
        <header className="inspector-head">
          <h3>
            {track.kind === 'points' ? 'Point' : 'Segment'} {formatCount(position + 1)} of{' '}
            {formatCount(siblings.length)}
          </h3>
          <IconButton
            label="Previous segment"
            size="small"
            disabled={position <= 0}
            onClick={() => go(siblings[position - 1])}
          >
            <ChevronLeft size={15} />
          </IconButton>
          <IconButton
            label="Next segment"
            size="small"
            disabled={position >= siblings.length - 1}
            onClick={() => go(siblings[position + 1])}
          >
            <ChevronRight size={15} />
          </IconButton>
          <IconButton
            label={segment.flagged ? 'Take the flag off' : 'Flag'}
            size="small"
            pressed={segment.flagged}
            onClick={() => set({ flagged: !segment.flagged })}
          >
            <Flag size={14} />
          </IconButton>
          {editable && (
            <IconButton label="Delete segment" size="small" onClick={() => void deleteSegments([segment.id])}>
              <Trash2 size={14} />
            </IconButton>
          )}
        </header>
        <div className="kv">
          <span>Track</span>
          <b className="plain">
            <AuthorDot color={author?.color ?? 'gray'} kind={author?.kind ?? 'human'} />{' '}
            {author && author.name !== track.name ? `${author.name}, ${track.name}` : track.name}{' '}
            <Menu items={() => trackMenu(track)} align="end">
              <IconButton label="Track menu" size="small">
                <Ellipsis size={14} />
              </IconButton>
            </Menu>
          </b>
          {axis ? (
            <>
              <span>Place</span>
              <b className="plain">{itemText(axis, segment.start, segment.end)}</b>
            </>
          ) : (
            <>
              <span>{track.kind === 'points' ? 'Time' : 'Start'}</span>
              <TimeField
                label="Start"
                time={segment.start}
                editable={editable}
                onCommit={(text) => setTime('start', text)}
              />
            </>
          )}
          {!axis && track.kind !== 'points' && (
            <>
              <span>End</span>
              <TimeField
                label="End"
                time={segment.end}
                editable={editable}
                onCommit={(text) => setTime('end', text)}
              />
              <span>Duration</span>
              <b>{((segment.end - segment.start) / 1e6).toFixed(3)} s</b>
            </>
          )}
          <span>Person</span>
          <PersonField
            segment={segment}
            track={track}
            editable={editable}
            onChange={(personId) => set({ personId })}
          />
          <span>Revision</span>
          <b>r{formatCount(revision).replace(',', ' ')} saved</b>
          {segment.origin && (
            <>
              <span>Origin</span>
              <b className="plain">{originText(segment.origin.kind)}</b>
            </>
          )}
        </div>
        {!editable && !prediction && <p className="note">{lockedNote(track, author?.name)}</p>}
      </section>

      {prediction && (
        <section>
          <div className="inspector-row">
            <Button size="small" tone="primary" onClick={() => runAction('prediction.accept')}>
              <Check size={13} /> Accept
            </Button>
            <Button size="small" onClick={() => runAction('prediction.reject')}>
              <X size={13} /> Reject
            </Button>
            {segment.review && (
              <Badge tone={segment.review === 'accepted' ? 'good' : 'bad'}>{segment.review}</Badge>
            )}
          </div>
          <p className="note">A prediction stays as the model made it; accepting copies it to your track.</p>
        </section>
      )}

      {task && track.kind !== 'trace' && (
        <AnswerEditor
          task={task}
          value={segment.value}
          label={segment.label}
          disabled={!editable}
          segmentId={segment.id}
          trackId={track.id}
          onChange={(value) => set({ value: value ?? null })}
          onLabel={(label) => set({ label })}
          missing={missingCode(segment)}
          onMissing={(missing) => set({ missing })}
        />
      )}

      {segment.text !== undefined && (
        <section>
          <h3>Words</h3>
          <CommitInput
            label="Words"
            value={segment.text}
            multiline
            disabled={!editable}
            onCommit={(text) => set({ text })}
          />
        </section>
      )}

      {!prediction && (
        <section className="scales">
          <Scale
            label="Confidence"
            values={[0.2, 0.4, 0.6, 0.8, 1]}
            names={['1', '2', '3', '4', '5']}
            value={segment.confidence}
            disabled={!editable}
            onChange={(confidence) => set({ confidence })}
          />
          {task?.kind === 'label' && (
            <Scale
              label="Intensity"
              values={[1, 2, 3, 4, 5, 6, 7, 8, 9]}
              names={['1', '2', '3', '4', '5', '6', '7', '8', '9']}
              value={segment.intensity}
              disabled={!editable}
              onChange={(intensity) => set({ intensity })}
            />
          )}
        </section>
      )}

      <section>
        <h3>Comment</h3>
        <CommitInput
          label="Comment"
          placeholder="Why this label, what to check"
          value={segment.comment ?? ''}
          multiline
          onCommit={(text) => set({ comment: text.trim() === '' ? null : text })}
        />
      </section>
    </>
  )
}

const TimeField = ({
  label,
  time,
  editable,
  onCommit
}: {
  label: string
  time: number
  editable: boolean
  onCommit: (text: string) => void
}): ReactNode =>
  editable ? (
    <CommitInput label={label} mono value={formatClock(time)} onCommit={onCommit} />
  ) : (
    <b>{formatClock(micros(time))}</b>
  )

function PersonField({
  segment,
  track,
  editable,
  onChange
}: {
  segment: Segment
  track: Track
  editable: boolean
  onChange: (id: string | null) => void
}): ReactNode {
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const id = segment.personId ?? track.personId
  const person = id === undefined ? undefined : project().index.persons.get(id)
  const name = person?.name ?? 'nobody in particular'
  if (!editable || persons.length === 0) return <b className="plain">{name}</b>
  return (
    <Menu
      items={() => [
        ...persons.map((candidate) => ({
          title: candidate.name,
          icon: <AuthorDot color={candidate.color} kind="human" />,
          checked: candidate.id === id,
          run: () => onChange(candidate.id)
        })),
        { kind: 'line' as const },
        { title: 'Nobody in particular', checked: id === undefined, run: () => onChange(null) }
      ]}
    >
      <button type="button" className="link">
        {person && <AuthorDot color={person.color} kind="human" />} {name}
      </button>
    </Menu>
  )
}

const ORIGINS = {
  prediction: 'accepted prediction',
  import: 'came with the file',
  split: 'split from another',
  merge: 'merged from others',
  gold: 'gold standard',
  simulated: 'simulated annotator'
} as const
const originText = (kind: keyof typeof ORIGINS): string => ORIGINS[kind]

const lockedNote = (track: Track, author: string | undefined): string =>
  track.locked
    ? 'This track is locked. Unlock it in the menu of its name, here or in the timeline.'
    : `This is ${author ?? 'somebody else'}’s work. Work as ${author ?? 'that annotator'} to change it; comments and flags are open to all.`
