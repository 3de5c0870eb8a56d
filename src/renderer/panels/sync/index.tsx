import { Cable } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { copyText } from '../../session/copy-text'
import { recordingOf, useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { placedStream, useSync } from '../../session/sync'
import { ensureSegments } from '../../session/project'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { PanelHead } from '../../ui/panel-head'
import { Anchors } from './anchors'
import { FindPlace } from './find-place'
import { reportText } from './report-text'
import { StreamTable } from './stream-table'
import './sync.css'

/** Where each stream of the open recording lies on its clock, how that was found, and how well it holds. */
export default function Sync(): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const index = useProject((state) => state.index)
  const chosen = useSync((state) => state.streamId)
  const streams = (recordingId === undefined ? undefined : index.streamsByRecording.get(recordingId)) ?? []
  useEffect(() => {
    if (recordingId !== undefined) void ensureSegments(recordingId).catch(() => undefined)
  }, [recordingId])
  if (recordingId === undefined || streams.length === 0)
    return (
      <div className="panel">
        <Empty icon={<Cable size={20} />} title="Nothing to synchronise">
          Open a recording with a video, a sound or a signal. When it has several, this is where they are put
          in step.
        </Empty>
      </div>
    )
  const stream = placedStream(streams, chosen)
  const name = recordingOf(recordingId)?.name ?? ''
  return (
    <div className="panel sync">
      <PanelHead>
        <span className="faint truncate">{name}</span>
        <Button size="small" tone="quiet" onClick={() => void copyText(reportText(name, streams))}>
          Copy report
        </Button>
      </PanelHead>
      <div className="panel-body sync-body">
        <StreamTable streams={streams} selected={stream?.id} />
        {stream && (
          <div className="sync-parts">
            <FindPlace stream={stream} streams={streams} />
            <Anchors stream={stream} />
          </div>
        )}
      </div>
    </div>
  )
}
