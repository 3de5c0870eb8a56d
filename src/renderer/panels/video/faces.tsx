import { useEffect, useRef } from 'react'
import { toMedia } from '../../../shared/domain/time'
import { labelsOf } from '../../../shared/domain/labels'
import type { Stream, Track } from '../../../shared/domain/rows'
import { useHiddenAuthors } from '../../session/blind-check'
import { clock } from '../../session/clock'
import { modelsShown } from '../../session/models-shown'
import { personOf, projectStore, schemeOf, tracksOf, useProject } from '../../session/project'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { faceRows, facesAt, type FaceRow } from './face-rows'
import { setFacesShown } from './faces-shown'

const noTracks: readonly Track[] = []
/** Rows are fetched for stretches of this length, the next one before it is needed. */
const STRETCH = 20_000_000

/** Boxes of faces that models found, around the playhead: coloured by label, dashed because a model drew them. */
export function Faces({
  recordingId,
  stream
}: {
  readonly recordingId: string
  readonly stream: Stream
}): React.JSX.Element | null {
  const canvas = useRef<HTMLCanvasElement>(null)
  const tracks = useProject((state) => state.index.tracksByRecording.get(recordingId) ?? noTracks)
  const shown = modelsShown((state) => state.shown)
  const hidden = useHiddenAuthors()
  useEffect(() => {
    const target = canvas.current
    const withFaces = tracks.filter((track) => track.kind === 'frames' && !hidden.has(track.authorId))
    if (!target || withFaces.length === 0) return
    return followFaces(target, withFaces, stream)
  }, [tracks, stream, shown, hidden])
  if (!shown) return null
  return <canvas ref={canvas} className="vd-faces" role="img" aria-label="Faces found by models" />
}

function followFaces(canvas: HTMLCanvasElement, tracks: readonly Track[], stream: Stream): () => void {
  const stretches = new Map<string, readonly FaceRow[]>()
  const abort = new AbortController()
  let frame: number | undefined
  const paint = (): void => {
    frame = undefined
    const time = clock.get()
    const faces = tracks.flatMap((track) => {
      load(track, time)
      return facesAt(stretches.get(keyOf(track, time)) ?? [], toMedia(stream, time)).map((face) => ({
        face,
        track
      }))
    })
    setFacesShown([...stretches.values()].some((rows) => rows.length > 0) ? faces.length : undefined)
    draw(canvas, faces)
  }
  const invalidate = (): void => void (frame ??= requestAnimationFrame(paint))
  const load = (track: Track, time: number): void => {
    for (const at of [time, time + STRETCH / 4]) {
      const key = keyOf(track, at)
      if (stretches.has(key)) continue
      stretches.set(key, [])
      const from = Math.floor(at / STRETCH) * STRETCH
      const url = `lab://tiles/faces/${encodeURIComponent(track.id)}?from=${toMedia(stream, from)}&to=${toMedia(stream, from + STRETCH)}`
      fetch(url, { signal: abort.signal })
        .then(async (answer) => {
          if (!answer.ok) return
          const labels = labelsOf(schemeOf(track.schemeId), track.attributeId).length
          stretches.set(key, faceRows(new Float32Array(await answer.arrayBuffer()), labels))
          invalidate()
        })
        .catch(() => undefined)
    }
  }
  const resize = new ResizeObserver(invalidate)
  resize.observe(canvas)
  // While a run goes on, its rows grow; what was empty is asked again when the track changes.
  const stops = [
    clock.subscribe(invalidate),
    onThemeChange(invalidate),
    projectStore.subscribe((state, before) => {
      if (state.segments === before.segments) return
      for (const [key, rows] of stretches) if (rows.length === 0) stretches.delete(key)
      invalidate()
    })
  ]
  invalidate()
  return () => {
    abort.abort()
    resize.disconnect()
    stops.forEach((stop) => stop())
    if (frame !== undefined) cancelAnimationFrame(frame)
    // Whoever works blind from now on must not go on seeing what a model said.
    canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
    setFacesShown(undefined)
  }
}

const keyOf = (track: Track, time: number): string => `${track.id}:${Math.floor(time / STRETCH)}`

function draw(
  canvas: HTMLCanvasElement,
  faces: readonly { readonly face: FaceRow; readonly track: Track }[]
): void {
  const ratio = devicePixelRatio || 1
  const { clientWidth: width, clientHeight: height } = canvas
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const theme = themeColors()
  for (const { face, track } of faces) {
    const labels = labelsOf(schemeOf(track.schemeId), track.attributeId)
    const label = labels[face.label]
    const color = label?.color ?? theme.faint
    const person = nameOf(face.person, track)
    const [x, y, w, h] = [face.x * width, face.y * height, face.w * width, face.h * height]
    context.strokeStyle = color
    context.lineWidth = 2
    context.setLineDash([7, 4])
    context.strokeRect(x, y, w, h)
    context.setLineDash([])
    context.lineWidth = 1
    context.font = `600 12px ${theme.font}`
    const full = label
      ? `${person}  ${label.letter} · ${label.name} ${face.probability.toFixed(2)}`
      : `${person} ${face.score.toFixed(2)}`
    const brief = label ? `${person}  ${label.letter} ${face.probability.toFixed(2)}` : person
    const text = context.measureText(full).width > Math.max(w * 1.4, 96) ? brief : full
    const textWidth = context.measureText(text).width + 12
    const top = y > 20 ? y - 19 : y + h
    const left = Math.max(0, Math.min(width - textWidth, x - 1))
    context.fillStyle = color
    context.fillRect(left, top, textWidth, 19)
    context.fillStyle = '#111'
    context.textBaseline = 'middle'
    context.fillText(text, left + 6, top + 10)
  }
}

/** The person a model numbered: the name given to that person's track of the same run, else the number. */
function nameOf(number: number, frames: Track): string {
  const name = `Face ${number}`
  const track = tracksOf(frames.recordingId).find(
    (each) => each.runId === frames.runId && each.kind === 'segments' && each.name === name
  )
  return personOf(track?.personId)?.name ?? name
}
