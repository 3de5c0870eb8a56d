import { Activity, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { changesSamples } from '../../../shared/signal/signal-view'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { recallMontages } from '../../session/signals/montages'
import { setLook, useLook } from '../../session/signals/looks'
import { recallLooks, showStream, useSignals } from '../../session/signals/signal-state'
import { streamTitle } from '../../session/sync'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import { PanelHead } from '../../ui/panel-head'
import { Select } from '../../ui/select'
import { LookTools } from './look-tools'
import { ViewMenu } from './view-menu'
import { viewText } from '../../../shared/signal/view-text'
import { Viewer } from './viewer'
import type { PageState } from './viewer'
import './signals.css'

const unknown: PageState = { state: 'loading', unfiltered: false, unfilteredRows: 0 }

/** Many channels of one signal over the clock of the desk: what was recorded, or what filters and references make of it. */
export default function SignalsPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  const recordingId = useSelection((state) => state.recordingId)
  const index = useProject((state) => state.index)
  const chosen = useSignals((state) => state.streamId)
  const [page, setPage] = useState<PageState>(unknown)
  useEffect(() => {
    void recallLooks()
    void recallMontages()
  }, [projectId])
  const streams = (
    (recordingId === undefined ? undefined : index.streamsByRecording.get(recordingId)) ?? []
  ).filter(({ kind }) => kind === 'signal')
  const stream = streams.find(({ id }) => id === chosen) ?? streams[0]
  const look = useLook(stream?.id)
  if (!stream)
    return (
      <div className="panel">
        <Empty icon={<Activity size={20} />} title="No signal in this recording">
          EEG, ECG, skin conductance and other signals appear here once a file with them is imported: EDF,
          BDF, BrainVision, EEGLAB, XDF, WFDB, Empatica E4, tables and more.
        </Empty>
      </div>
    )
  const changed = changesSamples(look.view)
  return (
    <div className="panel sig-panel">
      <PanelHead>
        {streams.length > 1 && (
          <Select
            size="small"
            label="Signal"
            value={stream.id}
            options={streams.map((each) => ({ id: each.id, title: streamTitle(each) }))}
            onChange={showStream}
          />
        )}
        <LookTools stream={stream} look={look} />
        <ViewMenu stream={stream} look={look} />
      </PanelHead>
      {(changed || page.state === 'failed') && (
        <div className="sig-notices">
          {changed && (
            <Notice
              icon={page.unfiltered ? <TriangleAlert size={14} /> : <Activity size={14} />}
              {...(page.unfiltered ? { tone: 'warn' as const } : {})}
              action={
                <Button
                  size="small"
                  tone="quiet"
                  onClick={() => setLook(stream.id, { view: { filters: [] }, raw: false })}
                >
                  As recorded
                </Button>
              }
            >
              {page.unfiltered
                ? 'Unfiltered overview: longer than ten minutes is drawn as recorded. Zoom in to see the view.'
                : `${viewText(look.view, stream)}${page.unfilteredRows > 0 ? `. ${page.unfilteredRows} channels are shown as recorded, because the view does not fit their rate` : ''}`}
            </Notice>
          )}
          {page.state === 'failed' && (
            <Notice icon={<TriangleAlert size={14} />} tone="warn">
              This signal cannot be read. When its file was moved, find it again in the inspector.
            </Notice>
          )}
        </div>
      )}
      <Viewer key={stream.id} stream={stream} look={look} onPage={setPage} />
    </div>
  )
}
