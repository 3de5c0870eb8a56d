import { randomUUID } from 'node:crypto'
import type { CommandCall } from '../../shared/contract'
import type { CallParsed } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { eventTracksOf } from '../../shared/physio/measures/event-tracks'
import type { EventTracks } from '../../shared/physio/measures/event-tracks'
import { featureLanes, laneName, laneScheme } from '../../shared/physio/measures/feature-lane'
import { measureWorkOf } from '../../shared/physio/measures/work-of'
import type { Project } from '../store'
import { analysisSlot } from './analysis-slot'
import type { HandlerContext } from './context'
import { laneRange } from './lane-range'
import { signalPlace } from './signal-place'
import { takesOfTrack } from './take'
import { tellChanged } from './with-project'

type Asked = CallParsed<'signal.keepLane'>

/** Compute a curve and keep it as a trace of an annotator, in place of what was kept of the same curve before, as one edit. */
export async function keepLane(
  context: HandlerContext,
  project: Project,
  { recordingId, authorId, slot, lane, settings, tracks: chosen }: Asked
): Promise<Result<{ readonly trackId: string } | undefined>> {
  const recording = project.get('recording', recordingId)
  if (!recording) return fail('recording.gone', 'The recording does not exist any more.')
  const tracks = project.all('track').filter((track) => track.recordingId === recordingId)
  const streams = project.all('stream').filter((stream) => stream.recordingId === recordingId)
  const events: EventTracks = eventTracksOf(tracks, chosen)
  const work = measureWorkOf(
    { tracks, streams, segmentsOf: (id) => project.segmentsOfTrack(id) },
    { settings, stretches: [], chosen: events, levels: true, bands: true }
  )
  const places = Object.fromEntries(
    work.signals.flatMap(({ streamId }) => {
      const place = signalPlace(project, streamId)
      return place ? [[streamId, place]] : []
    })
  )
  const { rateHz } = featureLanes[lane.kind]
  const grid = { startUs: 0, rateHz, count: Math.floor((recording.duration / 1e6) * rateHz) + 1 }
  const found = await context.signals.curve(
    { ...work, places, lane, grid },
    {
      slot: analysisSlot(slot),
      progress: (done, total) => context.emit('analysisProgress', { slot, done, total })
    }
  )
  if (found === 'superseded' || found === undefined) return ok(undefined)
  if (found.kind === 'refused') return fail('signal.analysis-refused', found.message, found.hint)
  const { values } = found
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
  const channel =
    'channel' in lane
      ? streams.find(({ id }) => id === lane.streamId)?.info.channels?.[lane.channel]
      : undefined
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
              hz: rateHz,
              dims: [{ id: 'value', name: scheme.name, range }]
            }
          ]
        }
      }
    })
  // A curve moves with the signal that it, or what it is made of, was found in.
  const clock =
    'streamId' in lane
      ? lane.streamId
      : tracks.find(({ id }) => id === (lane.kind === 'heart-rate' ? events.beats : events.breaths))?.streamId
  const same = tracks.find((track) => isSame(track, authorId, lane))
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
        name: laneName(lane, channel?.label.trim()),
        kind: 'trace',
        overlap: 'allowed',
        trace: { mode: 'bounded', rateHz, dims: ['value'] },
        ...(clock === undefined ? {} : { streamId: clock }),
        extra: { feature: { lane } }
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
          extra: { feature: { lane, settings, events, revision: project.revision() } }
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

const isSame = (track: Track, authorId: string, lane: Asked['lane']): boolean =>
  track.kind === 'trace' &&
  track.authorId === authorId &&
  JSON.stringify(track.extra?.['feature']) === JSON.stringify({ lane })
