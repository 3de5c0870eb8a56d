import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { fitClock } from '../../../shared/sync/fit-clock'
import { chooseStream, placeTyped, streamTitle } from '../../session/sync'
import { Badge } from '../../ui/chip'
import { CommitInput } from '../../ui/text-field'
import { methodWords } from './method-words'

/** The streams with their places; offset and drift can be typed. */
export function StreamTable({
  streams,
  selected
}: {
  streams: readonly Stream[]
  selected: string | undefined
}): ReactNode {
  return (
    <div className="sync-table" role="table" aria-label="Streams of this recording">
      <div role="row" className="sync-row" data-head>
        {['Stream', 'Offset, s', 'Drift, ppm', 'Found by', 'Anchors', 'RMS, ms', 'Worst, ms'].map(
          (title, i) => (
            <span role="columnheader" key={title} data-align={i === 0 || i === 3 ? undefined : 'right'}>
              {title}
            </span>
          )
        )}
      </div>
      {streams.map((stream) => (
        <StreamRow key={stream.id} stream={stream} selected={stream.id === selected} />
      ))}
    </div>
  )
}

function StreamRow({ stream, selected }: { stream: Stream; selected: boolean }): ReactNode {
  const fit = fitClock(stream.sync?.anchors ?? [], stream.driftPpm)
  return (
    <div role="row" className="sync-row" aria-selected={selected} data-selected={selected || undefined}>
      <span role="cell">
        <button
          type="button"
          className="sync-name"
          onClick={() => chooseStream(stream.id)}
          title={streamTitle(stream)}
        >
          <span className="sync-file">{streamTitle(stream)}</span>
          <Badge>{stream.kind}</Badge>
        </button>
      </span>
      <span role="cell">
        <CommitInput
          label={`Offset of ${streamTitle(stream)} in seconds`}
          mono
          value={(stream.offset / 1e6).toFixed(3)}
          onCommit={(text) => placeTyped(stream, text, 'offset')}
        />
      </span>
      <span role="cell">
        <CommitInput
          label={`Drift of ${streamTitle(stream)} in parts per million`}
          mono
          value={stream.driftPpm.toFixed(1)}
          onCommit={(text) => placeTyped(stream, text, 'drift')}
        />
      </span>
      <span role="cell" className={stream.sync ? undefined : 'faint'}>
        {stream.sync ? methodWords[stream.sync.method] : 'Not placed yet'}
      </span>
      <span role="cell" data-align="right" className="mono">
        {stream.sync?.anchors.length || '–'}
      </span>
      <Milliseconds value={fit?.rms} />
      <Milliseconds value={fit?.worst} />
    </div>
  )
}

/** A residual; two anchors fit exactly, so nothing is known from fewer than three. */
const Milliseconds = ({ value }: { value: number | null | undefined }): ReactNode => (
  <span
    role="cell"
    data-align="right"
    className="mono"
    title={value == null ? 'Needs three anchors: one or two always fit exactly' : undefined}
  >
    {value == null ? '–' : (value / 1000).toFixed(1)}
  </span>
)
