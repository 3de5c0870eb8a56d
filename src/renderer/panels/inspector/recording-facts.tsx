import { FolderOpen, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MediaFile, Recording, Stream } from '../../../shared/domain/rows'
import { formatClock } from '../../../shared/domain/time'
import { itemCount, type ItemAxis } from '../../../shared/documents/item-axis'
import { useItemAxis } from '../../session/pages/item-axis'
import { useProject } from '../../session/project'
import { setRecording } from '../../session/row-edits'
import { openSync, placeTyped } from '../../session/sync'
import { relink } from '../../session/relink'
import { showInFolder } from '../../session/show-in-folder'
import { Button, IconButton } from '../../ui/button'
import { Badge } from '../../ui/chip'
import { baseName, formatBytes, formatCount } from '../../ui/format'
import { CommitInput } from '../../ui/text-field'

const noFiles: readonly MediaFile[] = []
const noStreams: readonly Stream[] = []

/** What a recording is made of: its files and their streams, as read from the containers. */
export function RecordingFacts({ recordingId }: { recordingId: string }): ReactNode {
  const recording = useProject((state) => state.index.recordings.get(recordingId))
  const files = useProject((state) => state.index.filesByRecording.get(recordingId)) ?? noFiles
  const streams = useProject((state) => state.index.streamsByRecording.get(recordingId)) ?? noStreams
  const tracks = useProject((state) => state.index.tracksByRecording.get(recordingId))?.length ?? 0
  const axis = useItemAxis(recordingId)
  if (!recording) return null
  return (
    <>
      <section>
        <h3 className="truncate">{recording.name}</h3>
        <div className="kv">
          <span>{hasTime(recording) && !axis ? 'Length' : 'Kind'}</span>
          <b>{lengthOf(recording, axis)}</b>
          <span>Tracks</span>
          <b>{tracks}</b>
          <span>Group</span>
          <CommitInput
            label="Group"
            placeholder="speaker, session, fold"
            value={recording.group ?? ''}
            onCommit={(text) => void setRecording(recording.id, { group: text.trim() || null })}
          />
        </div>
        <Note recording={recording} />
      </section>
      {files.map((file) => (
        <FileFacts
          key={file.id}
          file={file}
          streams={streams.filter((stream) => stream.fileId === file.id)}
          timed={hasTime(recording) && !axis}
        />
      ))}
    </>
  )
}

const Note = ({ recording }: { recording: Recording }): ReactNode => (
  <div className="note-field">
    <CommitInput
      label="Note"
      placeholder="Note about this recording"
      value={recording.note ?? ''}
      multiline
      onCommit={(text) => void setRecording(recording.id, { note: text.trim() || null })}
    />
  </div>
)

const hasTime = ({ medium }: Recording): boolean => medium === undefined || medium === 'time'

/** How long something lasts; of what has no clock, what it is and of how many items. */
function lengthOf(recording: Recording, axis: ItemAxis | undefined): string {
  if (recording.medium === 'image') return 'picture'
  if (!axis) return formatClock(recording.duration)
  return `${recording.medium === 'document' ? 'document' : 'conversation'}, ${itemCount(axis)}`
}

function FileFacts({
  file,
  streams,
  timed
}: {
  file: MediaFile
  streams: readonly Stream[]
  timed: boolean
}): ReactNode {
  return (
    <section>
      <header className="inspector-head">
        <h3 className="truncate" title={file.path}>
          {baseName(file.path)}
        </h3>
        <IconButton
          label="Show in folder"
          size="small"
          disabled={file.missing}
          onClick={() => showInFolder(file.path)}
        >
          <FolderOpen size={14} />
        </IconButton>
      </header>
      {file.missing && (
        <div className="missing">
          <p className="note" data-tone="warn">
            <TriangleAlert size={13} /> This file is not where it was. Its labels are safe.
          </p>
          <Button size="small" onClick={() => void relink(file)}>
            Find file…
          </Button>
        </div>
      )}
      <div className="kv">
        <span>Size</span>
        <b>{formatBytes(file.sizeBytes)}</b>
        <span>Container</span>
        <b>{file.container}</b>
        <span>Played</span>
        <b className="plain">{PLAYED[file.playback](file)}</b>
        <span>Content</span>
        <b title={file.contentHash}>{file.contentHash.slice(0, 12)}</b>
        <span>Path</span>
        <b className="selectable path">{file.path}</b>
      </div>
      {streams.map((stream) => (
        <StreamFacts key={stream.id} stream={stream} timed={timed} />
      ))}
    </section>
  )
}

const PLAYED = {
  direct: () => 'as it is',
  proxy: (file: MediaFile) =>
    file.proxyPath ? 'through a proxy; the original is kept' : 'a proxy is being made',
  none: () => 'nothing to play'
} as const

function StreamFacts({ stream, timed }: { stream: Stream; timed: boolean }): ReactNode {
  return (
    <div className="stream">
      <div className="stream-head">
        <b className="truncate">{stream.name}</b>
        {stream.info.variableFrameRate && (
          <Badge title="Frame times come from the container, never from the mean rate">variable rate</Badge>
        )}
        <Badge>{stream.kind}</Badge>
      </div>
      <div className="kv">
        {factsOf(stream)
          .filter(([name]) => timed || name !== 'Length')
          .map(([name, text]) => (
            <Fact key={name} name={name} text={text} />
          ))}
        {timed && (
          <>
            <span>Offset</span>
            <CommitInput
              label={`Offset of ${stream.name} in seconds`}
              mono
              value={`${(stream.offset / 1e6).toFixed(3)} s`}
              onCommit={(text) => placeTyped(stream, text, 'offset')}
            />
          </>
        )}
        {timed && (
          <>
            <span>In step</span>
            <Button size="small" tone="quiet" onClick={() => openSync(stream.id)}>
              Synchronise…
            </Button>
          </>
        )}
        {stream.driftPpm !== 0 && <Fact name="Drift" text={`${stream.driftPpm.toFixed(1)} ppm`} />}
      </div>
    </div>
  )
}

const Fact = ({ name, text }: { name: string; text: string }): ReactNode => (
  <>
    <span>{name}</span>
    <b>{text}</b>
  </>
)

function factsOf({ info, duration }: Stream): readonly (readonly [string, string])[] {
  const facts: (readonly [string, string | undefined])[] = [
    ['Codec', info.codec],
    [
      'Picture',
      info.widthPx && info.heightPx
        ? `${info.widthPx} x ${info.heightPx}${info.rotationDeg ? `, turned ${info.rotationDeg}°` : ''}`
        : undefined
    ],
    [
      'Frames',
      info.frameCount === undefined
        ? undefined
        : `${formatCount(info.frameCount)}${info.frameRateHz ? `, ${info.frameRateHz.toFixed(2)} fps` : ''}`
    ],
    [
      'Sampling',
      info.sampleRateHz === undefined
        ? undefined
        : `${formatCount(info.sampleRateHz)} Hz${info.channelCount ? `, ${info.channelCount} ch` : ''}`
    ],
    ['Channels', info.channels?.map((channel) => channel.label).join(' ')],
    [
      'Rate',
      info.channels?.[0] &&
        [`${info.channels[0].rateHz} Hz`, info.channels[0].unit].filter(Boolean).join(', ')
    ],
    ['Language', info.language],
    ['Length', `${(duration / 1e6).toFixed(3)} s`]
  ]
  return facts.flatMap(([name, text]) => (text ? [[name, text] as const] : []))
}
