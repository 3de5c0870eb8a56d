import { Flag } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Stream, Track } from '../../../shared/domain/rows'
import { formatClock } from '../../../shared/domain/time'
import { useProject } from '../../session/project'
import {
  findByClock,
  findByEvents,
  findByMoments,
  findBySound,
  mark,
  streamTitle,
  useSync
} from '../../session/sync'
import { trackTitle } from '../../session/track-edits'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'

/** The ways to find where a stream lies: by moments marked on both clocks, by events, by sound, by claps and flashes, by the devices' clocks. */
export function FindPlace({ stream, streams }: { stream: Stream; streams: readonly Stream[] }): ReactNode {
  const half = useSync((state) => state.half)
  return (
    <section className="sync-find" aria-label={`Place ${streamTitle(stream)}`}>
      <h3 className="truncate">Place {streamTitle(stream)}</h3>
      <p className="muted">
        Put the playhead on a moment that can be seen or heard in both, once as the recording shows it and
        once as {streamTitle(stream)} shows it. One anchor gives the offset, two or more also the drift.
      </p>
      <div className="sync-line">
        <Button size="small" data-on={half.master !== undefined || undefined} onClick={() => mark('master')}>
          <Flag size={13} /> Here in the recording
          {half.master !== undefined && <span className="mono"> {formatClock(half.master)}</span>}
        </Button>
        <Button size="small" data-on={half.media !== undefined || undefined} onClick={() => mark('media')}>
          <Flag size={13} /> Here in {stream.kind}
          {half.media !== undefined && <span className="mono"> {formatClock(half.media)}</span>}
        </Button>
      </div>
      <ByEvents stream={stream} />
      <ByStream stream={stream} streams={streams} />
    </section>
  )
}

const hasEvents = (track: Track): boolean =>
  track.kind === 'points' || track.kind === 'segments' || track.kind === 'utterances'

function ByEvents({ stream }: { stream: Stream }): ReactNode {
  const index = useProject((state) => state.index)
  const [ownId, setOwn] = useState<string>()
  const [otherId, setOther] = useState<string>()
  const [codes, setCodes] = useState(true)
  const tracks = (index.tracksByRecording.get(stream.recordingId) ?? []).filter(hasEvents)
  const own = tracks.filter((track) => track.streamId === stream.id)
  const others = tracks.filter((track) => track.streamId !== stream.id)
  const mine = own.find(({ id }) => id === ownId) ?? own[0]
  const other = others.find(({ id }) => id === otherId) ?? others[0]
  if (own.length === 0 || others.length === 0) return null
  const options = (list: readonly Track[]) =>
    list.map((track) => ({ id: track.id, title: trackTitle(track) }))
  return (
    <div className="sync-way">
      <span className="sync-way-name">By events</span>
      <Select
        size="small"
        label="Events of this stream"
        value={mine?.id}
        options={options(own)}
        onChange={setOwn}
      />
      <Select
        size="small"
        label="The same events elsewhere"
        value={other?.id}
        options={options(others)}
        onChange={setOther}
      />
      <Checkbox checked={codes} onChange={setCodes}>
        Equal codes
      </Checkbox>
      <Button
        size="small"
        disabled={!mine || !other}
        onClick={() => mine && other && void findByEvents(stream, mine, other, codes)}
      >
        Pair events
      </Button>
    </div>
  )
}

const seenOrHeard = ({ kind }: Stream): boolean => kind === 'audio' || kind === 'video'

function ByStream({ stream, streams }: { stream: Stream; streams: readonly Stream[] }): ReactNode {
  const searching = useSync((state) => state.searching)
  const [chosen, setChosen] = useState<string>()
  const others = streams.filter(({ fileId }) => fileId !== stream.fileId)
  const against = others.find(({ id }) => id === chosen) ?? others[0]
  if (!against) return null
  const sound = stream.kind === 'audio' && against.kind === 'audio'
  const moments = seenOrHeard(stream) && seenOrHeard(against)
  const clocks = stream.info.startedAt !== undefined && against.info.startedAt !== undefined
  return (
    <div className="sync-way">
      <span className="sync-way-name">Against</span>
      <Select
        size="small"
        label="Stream that is in place"
        value={against.id}
        options={others.map((each) => ({ id: each.id, title: streamTitle(each), hint: each.kind }))}
        onChange={setChosen}
      />
      <Button
        size="small"
        disabled={!sound || searching}
        title={sound ? undefined : 'Both must be sound'}
        onClick={() => void findBySound(stream, against)}
      >
        The same sound
      </Button>
      <Button
        size="small"
        disabled={!moments || searching}
        title={moments ? undefined : 'Both must be sound or video'}
        onClick={() => void findByMoments(stream, against)}
      >
        Claps and flashes
      </Button>
      <Button
        size="small"
        disabled={!clocks}
        title={clocks ? undefined : 'Both files must say when they began'}
        onClick={() => findByClock(stream, against)}
      >
        Times of day
      </Button>
      {searching && <span className="faint">Searching. It can be stopped in the Jobs list.</span>}
    </div>
  )
}
