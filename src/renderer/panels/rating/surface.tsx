import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PointerEvent, ReactNode } from 'react'
import { circumplexWords, schemeLandmarks } from '../../session/rating/circumplex'
import type { Landmark } from '../../session/rating/circumplex'
import { notePointer, noteSurface } from '../../session/rating/pointer-place'
import { useRatingChoice } from '../../session/rating/rating-choice'
import { ratingLive } from '../../session/rating/rating-live'
import { rating, useRating } from '../../session/rating/rating-status'
import { dimsOfTrack } from '../../session/rating/rating-tracks'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { giveFrom } from '../../session/rating/take-input'
import { schemeOf } from '../../session/project'
import { LiveCanvas } from '../../ui/live-canvas'
import { paintPlane, planeShares } from '../../ui/paint-plane'
import { paintScale, scaleShare, valueText } from './paint-scale'
import { ratingPlane, scaleScene, subscribeSurface } from './use-scene'

/** Where ratings are given and seen: a strip with its scale for one dimension, the plane for two. */
export function Surface({ track }: { readonly track: TraceTrack }): ReactNode {
  const host = useRef<HTMLDivElement>(null)
  const dims = useMemo(() => dimsOfTrack(track), [track])
  const isPlane = dims.length > 1
  const landmarks = useMemo(() => landmarksFor(track), [track])
  const { device } = useRatingChoice()
  const phase = useRating((state) => state.phase)
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      if (isPlane) paintPlane(context, widthPx, heightPx, ratingPlane(track, landmarks))
      else paintScale(context, widthPx, heightPx, scaleScene(track))
    },
    [track, isPlane, landmarks]
  )
  // Keys go to the rating as soon as it begins, whatever had the focus.
  useEffect(() => {
    if (phase === 'countdown') host.current?.focus({ preventScroll: true })
  }, [phase])
  useEffect(noteSurface, [])

  const sharesAt = (event: PointerEvent): readonly number[] => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    return isPlane ? planeShares(x, y, box.width, box.height) : [scaleShare(y, box.height)]
  }
  const moved = (event: PointerEvent): void => {
    const shares = sharesAt(event)
    if (event.pointerType === 'mouse') {
      notePointer(shares)
      giveFrom('mouse', { kind: 'point', shares }, event.timeStamp)
    } else if (event.buttons > 0) giveFrom('touch', { kind: 'point', shares }, event.timeStamp)
  }
  const pressed = (event: PointerEvent): void => {
    if (rating().phase === 'idle') return
    event.currentTarget.setPointerCapture(event.pointerId)
    const shares = sharesAt(event)
    const kind = event.pointerType === 'mouse' ? 'mouse' : 'touch'
    giveFrom(kind, { kind: 'tap', direction: (shares[0] ?? 0) >= 0.5 ? 1 : -1 }, event.timeStamp)
    giveFrom(kind, { kind: 'point', shares }, event.timeStamp)
  }
  const left = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') notePointer(undefined)
    giveFrom(event.pointerType === 'mouse' ? 'mouse' : 'touch', { kind: 'lift' }, event.timeStamp)
  }
  const name = dims.map((dim) => dim.name).join(' and ')
  return (
    <div
      ref={host}
      className="rt-surface"
      data-device={device}
      data-phase={phase}
      tabIndex={0}
      role="group"
      aria-label={`Rating of ${name.toLowerCase()}`}
      onPointerMove={moved}
      onPointerDown={pressed}
      onPointerUp={(event) => event.pointerType !== 'mouse' && left(event)}
      onPointerLeave={left}
      onPointerCancel={left}
    >
      <LiveCanvas
        label={
          isPlane ? `Plane of ${name.toLowerCase()}` : `Trace of ${name.toLowerCase()} around the playhead`
        }
        paint={paint}
        subscribe={subscribeSurface}
      />
      <Meter track={track} />
      <Overlay />
    </div>
  )
}

/** Words of the circumplex and labels of the track's scheme that know their place; only where the axes are valence and arousal. */
function landmarksFor(track: TraceTrack): readonly Landmark[] {
  const [x, y] = track.trace.dims
  if (x?.toLowerCase() !== 'valence' || y?.toLowerCase() !== 'arousal') return []
  const own = schemeLandmarks(schemeOf(track.schemeId))
  return own.length > 0 ? own : circumplexWords
}

/** The countdown, and why it waits. */
function Overlay(): ReactNode {
  const phase = useRating((state) => state.phase)
  const countdown = useRating((state) => state.countdown)
  const preRolling = useRating((state) => state.preRolling)
  const pausedBy = useRating((state) => state.pausedBy)
  const missing = useRating((state) => state.missing)
  if (phase === 'countdown')
    return (
      <div className="rt-overlay" role="status">
        <b className="rt-count">{countdown}</b>
        <span>Rating starts</span>
      </div>
    )
  if (phase === 'paused')
    return (
      <div className="rt-overlay" role="status">
        <b>Paused</b>
        <span>{PAUSED[pausedBy ?? 'user']}</span>
      </div>
    )
  if (phase === 'rating' && preRolling)
    return (
      <div className="rt-note" role="status">
        Pre-roll: rating starts in a moment
      </div>
    )
  if (phase === 'rating' && missing)
    return (
      <div className="rt-note" data-tone="warn" role="status">
        Cannot rate: samples are missing
      </div>
    )
  return null
}

const PAUSED = {
  user: 'Space goes on, K ends the take and keeps it, Esc drops it.',
  focus: 'The window lost the focus. Space goes on.',
  jump: 'The playhead was moved. Space goes on where the rating stopped.',
  error: 'Something could not be written. Space tries again.'
} as const

/** The value in words, for screen readers, a few times a second. */
function Meter({ track }: { readonly track: TraceTrack }): ReactNode {
  const [text, setText] = useState('')
  const phase = useRating((state) => state.phase)
  useEffect(() => {
    if (phase === 'idle') return
    const timer = setInterval(() => {
      const { values, missing } = ratingLive()
      const parts = dimsOfTrack(track).map((dim, index) => `${dim.name} ${valueText(values[index] ?? 0)}`)
      setText(missing ? 'Cannot rate' : parts.join(', '))
    }, 250)
    return () => clearInterval(timer)
  }, [phase, track])
  const [dim] = dimsOfTrack(track)
  const value = Number.parseFloat(text.replace(/^.* /, '').replace('−', '-'))
  if (!dim || phase === 'idle') return null
  return (
    <span
      className="visually-hidden"
      role="meter"
      aria-label="Rating now"
      aria-valuemin={dim.min}
      aria-valuemax={dim.max}
      aria-valuenow={Number.isNaN(value) ? dim.neutral : value}
      aria-valuetext={text}
    />
  )
}
