import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { itemCount } from '../../../shared/documents/item-axis'
import { formatClock } from '../../../shared/domain/time'
import { useItemAxis } from '../../session/pages/item-axis'
import { useProject } from '../../session/project'
import { setTrack } from '../../session/row-edits'
import { lagText, useTakes } from '../../session/takes'
import {
  editTrack,
  sayWho,
  toggleGapFree,
  toggleLock,
  toggleOverlap,
  trackMenu,
  trackTitle
} from '../../session/track-edits'
import { IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { AuthorDot } from '../../ui/chip'
import { formatCount } from '../../ui/format'
import { Menu } from '../../ui/menu'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'

const NOBODY = 'nobody'
const NEW_PERSON = 'new person'

/** The active track: its name, whom it is about and its rules, to be changed here. */
export function TrackFacts({ trackId }: { trackId: string }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(trackId))
  const author = useProject((state) => state.index.authors.get(track?.authorId ?? ''))
  const scheme = useProject((state) => state.index.schemes.get(track?.schemeId ?? ''))
  const count = useProject((state) => state.index.counts.get(trackId))
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const takes = useTakes(trackId)
  const parent = useProject((state) => state.index.tracks.get(track?.parentId ?? ''))
  const axis = useItemAxis(track?.recordingId)
  const hidden = takes.filter((take) => take.hidden).length
  if (!track) return null
  return (
    <section aria-label="Track">
      <header className="inspector-head">
        <h3 className="truncate">Track</h3>
        <Menu items={() => trackMenu(track)} align="end">
          <IconButton label="Track menu" size="small">
            <Ellipsis size={15} />
          </IconButton>
        </Menu>
      </header>
      <div className="kv">
        <span>Name</span>
        <CommitInput
          key={track.name}
          label="Name of the track"
          value={track.name}
          onCommit={(text) => {
            const name = text.trim()
            if (name !== '' && name !== track.name) void setTrack(track.id, { name })
          }}
        />
        <span>Author</span>
        <b className="plain">
          <AuthorDot color={author?.color ?? 'gray'} kind={author?.kind ?? 'human'} /> {author?.name}
        </b>
        <span>Scheme</span>
        <b className="plain">{scheme?.name}</b>
        <span>About</span>
        <Select
          label="Who the track is about"
          size="small"
          value={track.personId ?? NOBODY}
          options={[
            { id: NOBODY, title: 'The whole scene' },
            ...persons.map((person) => ({ id: person.id, title: person.name })),
            { id: NEW_PERSON, title: 'A new person…' }
          ]}
          onChange={(id) => {
            if (id === NEW_PERSON) editTrack(track)
            else void sayWho(track, id === NOBODY ? undefined : id)
          }}
        />
        {track.kind === 'trace' ? (
          <>
            <span>Takes</span>
            <b>
              {formatCount(takes.length)}
              {hidden > 0 && `, ${formatCount(hidden)} hidden`}
            </b>
            <span>Sampled</span>
            <b>
              {track.trace
                ? `${track.trace.rateHz} Hz, ${track.trace.dims.length < 8 ? track.trace.dims.join(', ') : `${track.trace.dims.length} values`}`
                : 'not yet'}
            </b>
            <span>Lag</span>
            <b>{takes.length === 0 ? '–' : [...new Set(takes.map(lagText))].join('; ')}</b>
          </>
        ) : (
          <>
            {parent && (
              <>
                <span>Within</span>
                <b className="plain">{trackTitle(parent)}</b>
              </>
            )}
            <span>Segments</span>
            <b>{formatCount(count?.segments ?? 0)}</b>
            <span>Labelled</span>
            <b>
              {formatCount(count?.labelled ?? 0)}
              {axis ? ` of ${itemCount(axis)}` : `, ${formatClock(count?.labelledTime ?? 0)}`}
            </b>
          </>
        )}
      </div>
      <div className="track-rules">
        {track.kind !== 'trace' && (
          <Checkbox
            checked={track.overlap === 'allowed'}
            disabled={track.coverage === 'gap-free'}
            onChange={() => void toggleOverlap(track)}
          >
            Segments may overlap
          </Checkbox>
        )}
        {(track.kind === 'segments' || track.kind === 'utterances') && (
          <Checkbox checked={track.coverage === 'gap-free'} onChange={() => void toggleGapFree(track)}>
            No gaps between segments
          </Checkbox>
        )}
        <Checkbox checked={track.locked} onChange={() => void toggleLock(track)}>
          Locked
        </Checkbox>
      </div>
    </section>
  )
}
