import { useState } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { mediaUrl } from '../../session/pages/media-url'
import { Regions } from './regions'
import { WhyOverlay } from './why-overlay'

/** A picture as a recording, upright, with the boxes and points over it. */
export function Still({
  recordingId,
  stream
}: {
  readonly recordingId: string
  readonly stream: Stream
}): React.JSX.Element {
  const [failed, setFailed] = useState(false)
  const { widthPx = 16, heightPx = 9, rotationDeg = 0 } = stream.info
  const ratio = rotationDeg % 180 !== 0 ? heightPx / widthPx : widthPx / heightPx
  return (
    <figure className="vd-screen" aria-label="Picture">
      <div className="vd-fit" style={{ aspectRatio: ratio, '--ratio': ratio } as React.CSSProperties}>
        <img
          className="vd-still"
          src={mediaUrl(stream.fileId)}
          alt=""
          draggable={false}
          onError={() => setFailed(true)}
        />
        <WhyOverlay recordingId={recordingId} streamId={stream.id} />
        <Regions recordingId={recordingId} />
      </div>
      {failed && <p className="vd-note">This picture cannot be shown. See Problems for what to do.</p>}
    </figure>
  )
}
