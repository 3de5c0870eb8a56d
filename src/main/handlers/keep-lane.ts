import { randomUUID } from 'node:crypto'
import type { CommandCall } from '../../shared/contract'
import type { CallParsed } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Stream, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { eventTracksOf } from '../../shared/physio/measures/event-tracks'
import type { EventTracks } from '../../shared/physio/measures/event-tracks'
import { featureLanes, laneName, laneScheme } from '../../shared/physio/measures/feature-lane'
import type { CurveWork, LaneFacts } from '../../shared/physio/measures/feature-lane'
import { laneStamp } from '../../shared/physio/measures/lane-stamp'
import { measureWorkOf } from '../../shared/physio/measures/work-of'
import { seenText } from '../../shared/signal/view-text'
import { takesOfTrack } from '../../shared/trace/read-trace'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import type { JobOutcome } from './job-board'
import { laneRange } from './lane-range'
import { signalPlace } from './signal-place'
import { tellChanged } from './with-project'

type Asked = CallParsed<'signal.keepLane'>

/** Compute a curve and keep it as a trace of an annotator, in place of what was kept of the same curve before, as one edit. */
export async function keepLane(
  context: HandlerContext,
  project: Project,
  { recordingId, authorId, lane, settings, tracks: chosen, rateHz: asked, views }: Asked
): Promise<Result<{ readonly trackId: string } | undefined>> {
  const recording = project.get('recording', recordingId)
  if (!recording) return fail('recording.gone', 'The recording does not exist any more.')
  const tracks = project.all('track').filter((track) => track.recordingId === recordingId)
  const streams = project.all('stream').filter((stream) => stream.recordingId === recordingId)
  const events: EventTracks = eventTracksOf(tracks, chosen)
  const work = measureWorkOf(
    { tracks, streams, segmentsOf: (id) => project.segmentsOfTrack(id) },
    { settings, stretches: [], chosen: events, levels: true, bands: true, views }
  )
  const places = Object.fromEntries(
    work.signals.flatMap(({ streamId }) => {
      const place = signalPlace(project, streamId)
      return place ? [[streamId, place]] : []
    })
  )
  const rateHz = asked ?? featureLanes[lane.kind].rateHz
  const grid = { startUs: 0, rateHz, count: Math.floor((recording.duration / 1e6) * rateHz) + 1 }
  const channel =
    'channel' in lane
      ? streams.find(({ id }) => id === lane.streamId)?.info.channels?.[lane.channel]
      : undefined
  const name = laneName(lane, channel?.label.trim())
  const computed = await computedCurve(context, project, `${name} of ${recording.name}`, recordingId, {
    ...{ ...work, places, lane, grid }
  })
  if (!computed.ok) return computed
  if (!computed.value) return ok(undefined)
  const values = computed.value
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0)
    return fail(
      'feature.empty',
      'There is no value in the whole recording.',
      'Look at the track or channel it is made of.'
    )
  // Without what is missing at either end.
  const first = values.findIndex((value) => !Number.isNaN(value))
  const last = values.findLastIndex((value) => !Number.isNaN(value))
  const scheme = laneScheme(lane, channel?.unit ?? '')
  const before: CommandCall[] = []
  const range = laneRange(project, { id: scheme.id, attributeId: 'feature', dim: 'value' }, known)
  if (range)
    before.push({
      id: 'scheme-save',
      input: {
        document: {
          schema: 'affectory.labels/1',
          id: scheme.id,
          name: scheme.name,
          attributes: [
            {
              id: 'feature',
              type: 'trace',
              unit: 'frame',
              hz: featureLanes[lane.kind].rateHz,
              dims: [{ id: 'value', name: scheme.name, range }]
            }
          ]
        }
      }
    })
  const identity = { lane, ...(asked === undefined ? {} : { rateHz: asked }) }
  const seen = seenIn(lane, streams, views)
  const facts: LaneFacts = {
    ...identity,
    settings,
    events,
    ...(seen === undefined ? {} : { seen }),
    stamp: laneStamp(work, lane)
  }
  // A curve moves with the signal that it, or what it is made of, was found in.
  const clock =
    'streamId' in lane
      ? lane.streamId
      : tracks.find(({ id }) => id === (lane.kind === 'heart-rate' ? events.beats : events.breaths))?.streamId
  const same = tracks.find((track) => isSame(track, authorId, identity))
  const trackId = same?.id ?? randomUUID()
  if (same) {
    const old = takesOfTrack(project, same.id).filter(({ source }) => source === 'feature')
    if (old.length > 0) before.push({ id: 'take-delete', input: { ids: old.map(({ id }) => id) } })
  } else
    before.push({
      id: 'track-create',
      input: {
        id: trackId,
        recordingId,
        authorId,
        schemeId: scheme.id,
        attributeId: 'feature',
        name,
        kind: 'trace',
        overlap: 'allowed',
        trace: { mode: 'bounded', rateHz, dims: ['value'] },
        ...(clock === undefined ? {} : { streamId: clock }),
        extra: { feature: identity }
      }
    })
  const written = project.commitTakes(
    authorId,
    [
      {
        take: {
          trackId,
          start: micros((first * 1e6) / rateHz),
          rateHz,
          dims: ['value'],
          source: 'feature',
          madeAt: new Date().toISOString(),
          extra: { feature: { ...facts, revision: project.revision() } }
        },
        samples: values.slice(first, last + 1)
      }
    ],
    before
  )
  if (!written.ok) return written
  tellChanged(context, written.value)
  return ok({ trackId })
}

/** Compute it as a job, so that it can be watched and stopped; undefined when it was. */
async function computedCurve(
  context: HandlerContext,
  project: Project,
  title: string,
  recordingId: string,
  work: CurveWork
): Promise<Result<Float64Array<ArrayBuffer> | undefined>> {
  const outcome = await new Promise<JobOutcome>((ended) =>
    context.board.start({
      kind: 'feature-curve',
      title,
      recordingId,
      lane: 'analysis',
      spec: () => (context.open.project === project ? { kind: 'feature-curve', work } : undefined),
      ended
    })
  )
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  const here = context.open.project === project
  return ok(
    here && outcome.state === 'done' && outcome.result.kind === 'curve' ? outcome.result.values : undefined
  )
}

/** How the signal of a band power is seen, in words; undefined: it is to be as recorded whatever is shown. */
function seenIn(lane: Asked['lane'], streams: readonly Stream[], views: Asked['views']): string | undefined {
  if (lane.kind !== 'band-power' || !views) return undefined
  const stream = streams.find(({ id }) => id === lane.streamId)
  return stream && seenText(views[lane.streamId], stream)
}

const isSame = (track: Track, authorId: string, identity: object): boolean =>
  track.kind === 'trace' &&
  track.authorId === authorId &&
  JSON.stringify(track.extra?.['feature']) === JSON.stringify(identity)
