import { randomUUID } from 'node:crypto'
import type { SoundFeatureQuery, SoundSeries } from '../../shared/audio/sound-feature'
import { soundFeatures } from '../../shared/audio/sound-feature'
import type { CommandCall } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Track } from '../../shared/domain/rows'
import { toMaster } from '../../shared/domain/time'
import { channelWord } from '../../shared/study/person-of-channel'
import { takesOfTrack } from '../../shared/trace/read-trace'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { laneRange } from './lane-range'
import { tellChanged } from './with-project'

/** Keep a feature of a sound as a trace of an annotator, in place of what was kept of the same feature before, as one edit. */
export function keepSoundLane(
  context: HandlerContext,
  project: Project,
  authorId: string,
  query: SoundFeatureQuery,
  { rateHz, startSeconds, dims, values }: SoundSeries
): Result<{ readonly trackId: string }> {
  const stream = project.get('stream', query.streamId)
  if (!stream) return fail('stream.gone', 'The sound does not exist any more.')
  if (!values.some((value) => !Number.isNaN(value)))
    return fail(
      'feature.empty',
      'There is no value in the whole sound.',
      'Look at its channel, or widen the range of the pitch.'
    )
  const { feature } = query
  const { name, unit } = soundFeatures[feature.kind]
  const scheme = {
    id: `sound-${feature.kind}${dims.length > 1 ? `-${dims.length}` : ''}`,
    name: unit === '' ? name : `${name}, ${unit}`
  }
  const before: CommandCall[] = []
  const range = laneRange(project, { id: scheme.id, attributeId: 'feature', dim: dims[0] ?? '' }, values)
  if (range)
    before.push({
      id: 'scheme-save',
      input: { document: schemeOf(scheme, rateHz, dims, range) }
    })
  const marks = { sound: query }
  const same = project.all('track').find((track) => isSame(track, authorId, stream.recordingId, marks))
  const trackId = same?.id ?? randomUUID()
  if (same) {
    const old = takesOfTrack(project, same.id).filter(({ source }) => source === 'feature')
    if (old.length > 0) before.push({ id: 'take-delete', input: { ids: old.map(({ id }) => id) } })
  } else
    before.push({
      id: 'track-create',
      input: {
        id: trackId,
        recordingId: stream.recordingId,
        authorId,
        schemeId: scheme.id,
        attributeId: 'feature',
        name: query.channel === 'mix' ? name : `${name} (${channelWord(query.channel)})`,
        kind: 'trace',
        overlap: 'allowed',
        trace: { mode: 'bounded', rateHz, dims: [...dims] },
        streamId: stream.id,
        extra: { feature: marks }
      }
    })
  const written = project.commitTakes(
    authorId,
    [
      {
        take: {
          trackId,
          start: toMaster(stream, startSeconds * 1e6),
          // A clock that drifts stretches the frames.
          rateHz: rateHz / (1 + stream.driftPpm / 1e6),
          dims: [...dims],
          source: 'feature',
          madeAt: new Date().toISOString(),
          extra: { feature: { ...marks, revision: project.revision() } }
        },
        samples: Float64Array.from(values)
      }
    ],
    before
  )
  if (!written.ok) return written
  tellChanged(context, written.value)
  return ok({ trackId })
}

const schemeOf = (
  { id, name }: { readonly id: string; readonly name: string },
  hz: number,
  dims: readonly string[],
  range: readonly [number, number]
): object => ({
  schema: 'affectory.labels/1',
  id,
  name,
  attributes: [
    {
      id: 'feature',
      type: 'trace',
      unit: 'frame',
      hz,
      dims: dims.map((dim) => ({ id: dim, name: dim === 'value' ? name : dim, range }))
    }
  ]
})

const isSame = (track: Track, authorId: string, recordingId: string, marks: object): boolean =>
  track.kind === 'trace' &&
  track.recordingId === recordingId &&
  track.authorId === authorId &&
  JSON.stringify(track.extra?.['feature']) === JSON.stringify(marks)
