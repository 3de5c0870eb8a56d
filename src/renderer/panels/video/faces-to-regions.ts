import type { CommandCall } from '../../../shared/contract'
import { labelsOf } from '../../../shared/domain/labels'
import type { Stream, Track } from '../../../shared/domain/rows'
import { toMaster, toMedia } from '../../../shared/domain/time'
import { regionFromSamples } from '../../../shared/regions/region-from-samples'
import type { RegionSample } from '../../../shared/regions/region-from-samples'
import { currentAuthorId } from '../../session/author'
import { newId } from '../../session/desk-segments'
import { apply, command, undo } from '../../session/edit'
import { readSegments, recordingOf, schemeOf, streamsOf, tracksOf } from '../../session/project'
import { select } from '../../session/selection'
import { toast } from '../../session/toasts'
import { plural } from '../../ui/format'
import { faceRows } from './face-rows'

/** A face not found for longer than this is another stretch of it, microseconds. */
const LONGEST_GAP = 2_000_000
/** How long a face stays after the last picture a model looked at, at most, microseconds. */
const LAST_LOOK = 500_000

/** Tracks of per-frame faces of a recording that models made. */
export const faceTracks = (recordingId: string): readonly Track[] =>
  tracksOf(recordingId).filter((track) => track.kind === 'frames')

/** Faces that a model found become regions of mine, a track for each face, in one edit. */
export async function facesToRegions(recordingId: string): Promise<void> {
  const [frames] = faceTracks(recordingId)
  const stream = streamsOf(recordingId).find((each) => each.kind === 'video')
  const authorId = currentAuthorId()
  if (!frames || !stream)
    return toast('No model has looked for faces here.', { hint: 'Run a model for faces first.' })
  if (authorId === undefined) return toast('Choose or add an annotator first.')
  const faces = await readFaces(frames, stream)
  if (faces.size === 0) return toast('The model found no face in this recording.')
  const ids: string[] = []
  const commands: CommandCall[] = []
  for (const [number, samples] of faces) {
    const id = newId()
    ids.push(id)
    commands.push(...(await trackOfFace(id, number, samples, frames, authorId)))
  }
  if (!(await apply(commands))) return
  await readSegments(recordingId)
  const [first] = ids
  if (first !== undefined) select({ trackId: first, segmentIds: [] })
  toast(`${plural(faces.size, 'face')} can be edited as regions now, on tracks of yours.`, {
    tone: 'good',
    action: { label: 'Undo', run: () => void undo() }
  })
}

/** All rows of a track of faces, by the number of the face, on the recording's clock. */
async function readFaces(
  frames: Track,
  stream: Stream
): Promise<ReadonlyMap<number, readonly RegionSample[]>> {
  const duration = recordingOf(frames.recordingId)?.duration ?? stream.duration
  const url = `lab://tiles/faces/${encodeURIComponent(frames.id)}?from=${toMedia(stream, 0)}&to=${toMedia(stream, duration)}`
  const answer = await fetch(url)
  if (!answer.ok) return new Map()
  const labels = labelsOf(schemeOf(frames.schemeId), frames.attributeId).length
  const faces = new Map<number, RegionSample[]>()
  for (const row of faceRows(new Float32Array(await answer.arrayBuffer()), labels)) {
    const sample = { at: toMaster(stream, row.time), x: row.x, y: row.y, width: row.w, height: row.h }
    const list = faces.get(row.person)
    if (list) list.push(sample)
    else faces.set(row.person, [sample])
  }
  return new Map([...faces].sort(([a], [b]) => a - b))
}

async function trackOfFace(
  id: string,
  number: number,
  samples: readonly RegionSample[],
  frames: Track,
  authorId: string
): Promise<readonly CommandCall[]> {
  const name = `Face ${number}`
  const person = tracksOf(frames.recordingId).find(
    (track) => track.runId === frames.runId && track.name === name
  )?.personId
  const segments: unknown[] = []
  for (const stretch of stretches(samples)) {
    const value = regionFromSamples(stretch)
    const [first, last] = [stretch[0], stretch.at(-1)]
    if (!value || !first || !last) continue
    segments.push({
      start: first.at,
      end: last.at + lastLook(stretch),
      value,
      origin: { kind: 'prediction', ref: frames.id, ...(frames.runId ? { runId: frames.runId } : {}) }
    })
    // Hours of faces take a while: the window stays free in between.
    await new Promise((done) => setTimeout(done))
  }
  return [
    command('track-create', {
      id,
      recordingId: frames.recordingId,
      authorId,
      schemeId: frames.schemeId,
      attributeId: frames.attributeId,
      personId: person,
      name
    }),
    command('segment-paste', { trackId: id, segments })
  ]
}

/** Samples in runs without a long gap. */
function stretches(samples: readonly RegionSample[]): readonly (readonly RegionSample[])[] {
  const runs: RegionSample[][] = []
  let before: RegionSample | undefined
  for (const sample of samples) {
    if (before && sample.at - before.at <= LONGEST_GAP) runs.at(-1)?.push(sample)
    else runs.push([sample])
    before = sample
  }
  return runs
}

/** The time that the last sample stands for: the step between samples. */
function lastLook(samples: readonly RegionSample[]): number {
  const [before, last] = [samples.at(-2), samples.at(-1)]
  return Math.round(Math.min(LAST_LOOK, before && last ? last.at - before.at : 100_000))
}
