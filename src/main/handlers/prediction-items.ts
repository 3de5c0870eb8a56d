import type { ModelInfo, RunOptions } from '../../shared/domain/model'
import type { Recording, Run, Stream, Track } from '../../shared/domain/rows'
import type { PredictItem, PredictTrack, StreamInput } from '../engine/protocol'
import type { Project } from '../store'
import { streamInput } from './prepare-streams'

/** Recordings of a run that are not finished, with what the model may read of them and what it had done before. */
export function openItems(
  project: Project,
  run: Run,
  model: ModelInfo,
  options: RunOptions & { readonly recordingIds: readonly string[] }
): PredictItem[] {
  const progress = new Map(project.runProgress(run.id).map((row) => [row.recordingId, row]))
  const items: PredictItem[] = []
  for (const recordingId of options.recordingIds) {
    const recording = project.get('recording', recordingId)
    const input = inputStream(project, recordingId, model)
    const done = progress.get(recordingId)
    if (!recording || !input || done?.recordingDone) continue
    items.push({
      recording,
      input,
      ...(model.task === 'declared' ? wholeRecording(project, recording, model) : {}),
      segments: options.mode === 'segments' ? segmentsToRate(project, recording, options.trackId) : undefined,
      doneUntilSeconds: done?.doneUntilSeconds,
      doneSegmentIds: done?.doneSegmentIds,
      doneFrames: done ? committedFrames(project, run, recordingId) : undefined
    })
  }
  return items
}

/** What of a model decides which parts of a recording it may read. */
export type ReadingModel = Pick<ModelInfo, 'reads' | 'input' | 'task' | 'upstream'>

/** A recording as a model may look at it outside of a run; undefined where the model finds nothing to look at. */
export function itemToLookAt(
  project: Project,
  recordingId: string,
  model: ReadingModel
): PredictItem | undefined {
  const recording = project.get('recording', recordingId)
  const streams = project.all('stream').filter((row) => row.recordingId === recordingId)
  const [first] = streams
  const input = inputStream(project, recordingId, model) ?? (first && streamInput(project, first))
  return recording && input ? { recording, input, ...wholeRecording(project, recording, model) } : undefined
}

/** The stream that a model looks at first; for words it is the one that the recording has. Absent where the recording lacks what the model cannot do without. */
export function inputStream(
  project: Project,
  recordingId: string,
  model: ReadingModel
): StreamInput | undefined {
  const streams = project.all('stream').filter((row) => row.recordingId === recordingId)
  const lacks = model.reads.some(
    ({ modality, optional }) => !optional && !has(project, recordingId, streams, modality)
  )
  if (lacks) return undefined
  const stream =
    streams.find(({ kind }) => kind === model.input) ?? (model.task === 'declared' ? streams[0] : undefined)
  return stream && streamInput(project, stream)
}

/** Kind of stream that carries a modality; words are in tracks. */
const carriers: Readonly<Record<string, readonly Stream['kind'][]>> = {
  audio: ['audio'],
  video: ['video'],
  image: ['image', 'video'],
  eeg: ['signal'],
  physio: ['signal'],
  imu: ['signal'],
  mocap: ['signal'],
  midi: ['notes']
}

function has(project: Project, recordingId: string, streams: readonly Stream[], modality: string): boolean {
  const kinds = carriers[modality]
  if (kinds) return streams.some(({ kind }) => kinds.includes(kind))
  if (modality !== 'text' && modality !== 'labels') return true
  return project.behind
    .all('track')
    .some((track) => track.recordingId === recordingId && track.kind === 'utterances')
}

/** Everything that a declared model may read: all streams, tracks with their segments, and who is named in them. */
function wholeRecording(
  project: Project,
  recording: Recording,
  model: ReadingModel
): Pick<PredictItem, 'streams' | 'tracks' | 'persons' | 'upstream'> {
  const streams = project
    .all('stream')
    .filter((row) => row.recordingId === recording.id)
    .flatMap((row) => streamInput(project, row) ?? [])
  const tracks = project.behind
    .all('track')
    .filter((track) => track.recordingId === recording.id && isCut(track))
    .map((track) => withSegments(project, track))
  const named = new Set(
    tracks.flatMap(({ track, segments }) => [track.personId, ...segments.map(({ personId }) => personId)])
  )
  return {
    streams,
    tracks,
    persons: project.behind.all('person').filter(({ id }) => named.has(id)),
    upstream: upstreamOf(project, recording, model)
  }
}

/** Tracks that units may be cut from: not per-frame ones, traces or what models said in labels. */
const isCut = (track: Track): boolean =>
  track.kind === 'utterances' ||
  ((track.kind === 'segments' || track.kind === 'points') && track.runId === undefined)

const withSegments = (project: Project, track: Track): PredictTrack => ({
  track,
  segments: project.behind.segmentsOfTrack(track.id),
  authorKind: project.behind.get('author', track.authorId)?.kind ?? 'human'
})

/** What the latest finished runs of the models it stands on say of the recording. */
function upstreamOf(
  project: Project,
  recording: Recording,
  { upstream }: Pick<ModelInfo, 'upstream'>
): PredictItem['upstream'] {
  return upstream.flatMap(({ model, output }) => {
    const run = latestRun(project, model, recording.id)
    if (!run) return []
    return project
      .embeddings(run.id, output === '' ? undefined : output)
      .filter(({ recordingId }) => recordingId === recording.id)
      .map(({ runId: _, recordingId: __, unitKey: ___, ...row }) => ({ modelId: model, ...row }))
  })
}

/** A recording that a model before has not finished, and which model. */
export function missingUpstream(
  project: Project,
  { upstream }: ModelInfo,
  recordingIds: readonly string[]
): { readonly model: string; readonly recordingId: string } | undefined {
  for (const { model } of upstream.filter(({ optional }) => !optional))
    for (const recordingId of recordingIds)
      if (!latestRun(project, model, recordingId)) return { model, recordingId }
  return undefined
}

/** The newest run of a model that is done with a recording. */
export function latestRun(project: Project, modelId: string, recordingId: string): Run | undefined {
  return project.behind
    .all('run')
    .filter((run) => run.modelId === modelId)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .find((run) =>
      project.runProgress(run.id).some((row) => row.recordingId === recordingId && row.recordingDone)
    )
}

/** Segments of the chosen track, or of the tracks in other recordings that its author made with the same scheme. */
function segmentsToRate(
  project: Project,
  recording: Recording,
  trackId: string | undefined
): PredictItem['segments'] {
  const chosen = trackId ? project.behind.get('track', trackId) : undefined
  const tracks = project.behind.all('track').filter((track) => {
    if (track.recordingId !== recording.id || track.kind === 'frames') return false
    if (!chosen) return project.behind.get('author', track.authorId)?.kind !== 'model'
    return (
      track.id === chosen.id || (track.authorId === chosen.authorId && track.schemeId === chosen.schemeId)
    )
  })
  return tracks.flatMap((track) => project.behind.segmentsOfTrack(track.id))
}

function committedFrames(project: Project, run: Run, recordingId: string): PredictItem['doneFrames'] {
  const tracks = project.behind
    .all('track')
    .filter((track) => track.runId === run.id && track.recordingId === recordingId && track.kind === 'frames')
  return tracks.flatMap((track) => {
    const rows = project.behind.framesOf(track.id, 0, Number.MAX_SAFE_INTEGER)
    return rows
      ? [{ chunk: 0, count: rows.count, columns: rows.columns, pts: rows.pts, data: rows.data }]
      : []
  })
}
