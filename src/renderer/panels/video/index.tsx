import { useEffect } from 'react'
import { Film } from 'lucide-react'
import { registerActions } from '../../session/actions'
import { startDesk } from '../../session/desk'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { Empty } from '../../ui/empty'
import { Head } from './head'
import { regionPanelActions } from './region-panel-actions'
import { Stage } from './stage'
import { Transport } from './transport'
import './video.css'

/** The recording's pictures (or its sound alone) with the transport bar. */
export default function VideoPanel(): React.JSX.Element {
  useEffect(startDesk, [])
  useEffect(() => registerActions(regionPanelActions), [])
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) =>
    recordingId === undefined ? undefined : state.index.recordings.get(recordingId)
  )
  if (!recording)
    return (
      <Empty icon={<Film size={28} />} title="No recording is open">
        Choose a recording in the library, or drop files anywhere to import them.
      </Empty>
    )
  return (
    <div className="panel vd" data-keys="desk">
      <Head recordingId={recording.id} />
      <Stage recordingId={recording.id} />
      <Transport />
    </div>
  )
}
