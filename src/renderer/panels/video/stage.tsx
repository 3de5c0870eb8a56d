import { useEffect, useRef } from 'react'
import { isPlayable, usePlayback, type PlayedFile } from '../../session/playback'
import { useProject } from '../../session/project'
import { clock } from '../../session/clock'
import type { MediaFile } from '../../../shared/domain/rows'
import { Faces } from './faces'
import { LiveFaces } from './live-faces'
import { Regions } from './regions'
import { Sound } from './sound'
import { Still } from './still'
import { NotPlayable } from './not-playable'
import { WhyOverlay } from './why-overlay'

const noFiles: readonly MediaFile[] = []

/** The pictures of a recording side by side; its name where there is only sound; what to do where nothing can be played. */
export function Stage({ recordingId }: { readonly recordingId: string }): React.JSX.Element {
  const files = useProject((state) => state.index.filesByRecording.get(recordingId) ?? noFiles)
  const played = usePlayback((state) => state.files)
  const videos = played.filter((each) => each.kind === 'video')
  const sounds = played.filter((each) => each.kind === 'audio')
  const still = useProject((state) =>
    state.index.streamsByRecording.get(recordingId)?.find(({ kind }) => kind === 'image')
  )
  const blocked = files.filter((file) => file.playback !== 'none' && !isPlayable(file))
  return (
    <div className="vd-stage" data-count={videos.length + blocked.length}>
      {videos.map((video) => (
        <Screen key={video.file.id} video={video} recordingId={recordingId} leads={video === videos[0]} />
      ))}
      {blocked.map((file) => (
        <NotPlayable key={file.id} file={file} />
      ))}
      {videos.length === 0 && still && <Still key={still.id} recordingId={recordingId} stream={still} />}
      {videos.length === 0 && !still && blocked.length === 0 && (
        <Sound recordingId={recordingId} sound={sounds[0]} />
      )}
    </div>
  )
}

/** One video with the canvas of exact frames and the boxes of faces over it. */
function Screen({
  video,
  recordingId,
  leads
}: {
  readonly video: PlayedFile
  readonly recordingId: string
  /** The first picture is the one that regions are places in. */
  readonly leads: boolean
}): React.JSX.Element {
  const host = useRef<HTMLDivElement>(null)
  const { picture, file, stream, state } = video
  useEffect(() => {
    const place = host.current
    if (!place || !picture) return
    place.prepend(picture.element, picture.overlay)
    // An element that changes its place in the page is paused by the browser.
    if (clock.state().playing) picture.element.play().catch(() => undefined)
    const report = (): void => {
      const { wanted, shown, by } = picture.state()
      place.dataset['wanted'] = wanted === undefined ? '' : String(wanted)
      place.dataset['shown'] = shown === undefined ? '' : String(shown)
      place.dataset['by'] = by
    }
    report()
    const stop = picture.subscribe(report)
    return () => {
      stop()
      picture.element.remove()
      picture.overlay.remove()
    }
  }, [picture])
  const { widthPx = 16, heightPx = 9, rotationDeg = 0 } = stream.info
  const turned = rotationDeg % 180 !== 0
  const ratio = turned ? heightPx / widthPx : widthPx / heightPx
  return (
    <figure className="vd-screen" aria-label={`Video ${file.path.split(/[\\/]/).at(-1) ?? ''}`}>
      <div className="vd-fit" style={{ aspectRatio: ratio, '--ratio': ratio } as React.CSSProperties}>
        <div ref={host} className="vd-host" data-testid="video-frame" />
        <Faces recordingId={recordingId} stream={stream} />
        {leads && <LiveFaces recordingId={recordingId} />}
        <WhyOverlay recordingId={recordingId} streamId={stream.id} />
        {leads && <Regions recordingId={recordingId} />}
      </div>
      {state === 'loading' && <p className="vd-note">Loading the video…</p>}
      {state === 'failed' && (
        <p className="vd-note">This window cannot play the video. See Problems for what to do.</p>
      )}
    </figure>
  )
}
