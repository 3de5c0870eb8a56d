import { AudioLines, Activity } from 'lucide-react'
import { itemCount } from '../../../shared/documents/item-axis'
import { useItemAxis } from '../../session/pages/item-axis'
import type { PlayedFile } from '../../session/playback'
import { useProject } from '../../session/project'
import { baseName, formatCount, formatLength } from '../../ui/format'

/** What stands in place of a picture when a recording has none. */
export function Sound({
  recordingId,
  sound
}: {
  readonly recordingId: string
  readonly sound: PlayedFile | undefined
}): React.JSX.Element {
  const recording = useProject((state) => state.index.recordings.get(recordingId))
  const axis = useItemAxis(recordingId)
  const info = sound?.stream.info
  const facts = [
    info?.codec,
    info?.sampleRateHz ? `${formatCount(info.sampleRateHz)} Hz` : undefined,
    info?.channelCount === 1 ? 'mono' : info?.channelCount === 2 ? 'stereo' : undefined,
    formatLength(recording?.duration ?? 0)
  ]
  const notes = useProject((state) =>
    (state.index.streamsByRecording.get(recordingId) ?? []).some(({ kind }) => kind === 'notes')
  )
  return (
    <div className="vd-sound">
      {sound ? <AudioLines size={34} strokeWidth={1.4} /> : <Activity size={34} strokeWidth={1.4} />}
      <b>{sound ? baseName(sound.file.path) : recording?.name}</b>
      <span>
        {sound
          ? facts.filter(Boolean).join(' · ')
          : axis
            ? `Words only · ${itemCount(axis)}`
            : `${notes ? 'Notes' : 'Signals'} only · ${formatLength(recording?.duration ?? 0)}`}
      </span>
    </div>
  )
}
