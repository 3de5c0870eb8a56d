import type { ReactNode } from 'react'
import { liveStore } from '../../session/live'

/** Where the faces are that a model follows while the recording plays, with the numbers that its answers name them by. */
export function LiveFaces({ recordingId }: { readonly recordingId: string }): ReactNode {
  const subjects = liveStore((state) =>
    state.phase === 'off' || state.recordingId !== recordingId ? undefined : state.answer?.subjects
  )
  const faces = subjects?.flatMap(({ key, name, box }) => (box ? [{ key, name, box }] : [])) ?? []
  if (faces.length === 0) return null
  const percent = (share: number): string => `${100 * share}%`
  return (
    <div className="vd-live-faces" role="img" aria-label="Faces that a model follows">
      {faces.map(({ key, name, box: { x, y, w, h } }) => (
        <i
          key={key}
          style={{ left: percent(x), top: percent(y), width: percent(w), height: percent(h) }}
          data-name={name}
        />
      ))}
    </div>
  )
}
