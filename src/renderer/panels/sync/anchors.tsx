import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { formatClock, micros } from '../../../shared/domain/time'
import type { ClockFit } from '../../../shared/sync/fit-clock'
import { clock } from '../../session/clock'
import {
  acceptProposal,
  discard,
  fitOf,
  removeAnchor,
  shownAnchors,
  streamTitle,
  useSync
} from '../../session/sync'
import { Button, IconButton } from '../../ui/button'
import { Table } from '../../ui/table'

/** The anchors of a stream with their residuals; while they are not used yet, with what they would do. */
export function Anchors({ stream }: { stream: Stream }): ReactNode {
  const proposal = useSync((state) =>
    state.streamId === stream.id || state.streamId === undefined ? state.proposal : undefined
  )
  const anchors = shownAnchors(stream, proposal)
  const fit = fitOf(stream, anchors)
  return (
    <section className="sync-anchors" aria-label="Anchors">
      <h3>{proposal ? 'Found, not used yet' : 'Anchors in use'}</h3>
      {anchors.length === 0 ? (
        <p className="muted">
          {streamTitle(stream)} has none. Without anchors nobody can say how well it is in step; a typed
          offset is taken as it is.
        </p>
      ) : (
        <>
          {fit && <FitFacts fit={fit} count={anchors.length} />}
          {proposal && <Decide stream={stream} note={proposal.note} usable={fit !== undefined} />}
          <div className="sync-anchor-list">
            <Table
              label="Anchors"
              rows={anchors.map((anchor, index) => ({ anchor, index, residual: fit?.residuals[index] }))}
              keyOf={({ index }) => String(index)}
              onOpen={({ anchor }) => clock.seek(micros(anchor.master))}
              columns={[
                {
                  id: 'media',
                  title: 'In the stream',
                  width: '92px',
                  sort: ({ anchor }) => anchor.media,
                  cell: ({ anchor }) => <span className="mono">{formatClock(anchor.media)}</span>
                },
                {
                  id: 'master',
                  title: 'In the recording',
                  width: '104px',
                  sort: ({ anchor }) => anchor.master,
                  cell: ({ anchor }) => <span className="mono">{formatClock(anchor.master)}</span>
                },
                {
                  id: 'residual',
                  title: 'Residual, ms',
                  width: '84px',
                  align: 'right',
                  sort: ({ residual }) => Math.abs(residual ?? 0),
                  cell: ({ residual }) => (
                    <span className="mono">
                      {anchors.length < 3 || residual === undefined ? '–' : milliseconds(residual)}
                    </span>
                  )
                },
                {
                  id: 'note',
                  title: 'What',
                  width: 'minmax(64px, 1fr)',
                  cell: ({ anchor }) => (
                    <span className="truncate" title={anchor.note}>
                      {anchor.note}
                    </span>
                  )
                },
                {
                  id: 'remove',
                  title: '',
                  width: '30px',
                  cell: ({ index }) => (
                    <IconButton
                      label={`Leave anchor ${index + 1} out`}
                      size="small"
                      onClick={(event) => {
                        event.stopPropagation()
                        removeAnchor(stream, index)
                      }}
                    >
                      <Trash2 size={13} />
                    </IconButton>
                  )
                }
              ]}
            />
          </div>
        </>
      )}
    </section>
  )
}

function Decide({
  stream,
  note,
  usable
}: {
  stream: Stream
  note: string | undefined
  usable: boolean
}): ReactNode {
  return (
    <div className="sync-line sync-decide">
      <span className="muted grow">{note}</span>
      <Button size="small" tone="quiet" onClick={discard}>
        Discard
      </Button>
      <Button size="small" tone="primary" disabled={!usable} onClick={() => void acceptProposal(stream)}>
        Place the stream
      </Button>
    </div>
  )
}

/** Milliseconds with one digit, without a minus before zero. */
const milliseconds = (time: number): string => (Math.round(time / 100) / 10 + 0).toFixed(1)

/** A frame of usual video: residuals above it are seen. */
const FRAME = 40_000

function FitFacts({ fit, count }: { fit: ClockFit; count: number }): ReactNode {
  const drift = `${fit.driftPpm.toFixed(1)} ppm${fit.driftError === null ? '' : ` ± ${fit.driftError.toFixed(1)}`}`
  return (
    <p className="sync-facts">
      <span className="mono">
        {count} {count === 1 ? 'anchor' : 'anchors'}: offset {(fit.offset / 1e6).toFixed(3)} s, drift {drift}
        {fit.rms === null
          ? ''
          : `, residual RMS ${(fit.rms / 1000).toFixed(1)} ms, worst ${((fit.worst ?? 0) / 1000).toFixed(1)} ms`}
      </span>
      {fit.rms === null && <span className="faint"> Three anchors or more show how well it holds.</span>}
      {fit.worst !== null && fit.worst > FRAME && (
        <span className="sync-warn">
          {' '}
          One lies more than a frame off: check it, or the clocks do not drift evenly.
        </span>
      )}
    </p>
  )
}
