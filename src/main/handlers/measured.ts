import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { MeasureAnswer, MeasureQuery } from '../../shared/physio/measures/measure-query'
import { measureWorkOf } from '../../shared/physio/measures/work-of'
import type { Project } from '../store'
import { analysisSlot } from './analysis-slot'
import type { HandlerContext } from './context'
import { signalPlace } from './signal-place'

/** Stretches at most in one question: a table of more is made by an export. */
const MOST_STRETCHES = 20_000

/** Measures of a recording as it is now. */
export async function measured(
  context: Pick<HandlerContext, 'signals' | 'emit'>,
  project: Project,
  { recordingId, slot, stretches: where, tracks: chosen, settings, levels, bands, views }: MeasureQuery
): Promise<Result<MeasureAnswer>> {
  if (!project.get('recording', recordingId))
    return fail('recording.gone', 'The recording does not exist any more.')
  const stretches =
    where.kind === 'spans'
      ? where.spans.filter(({ fromUs, toUs }) => toUs > fromUs)
      : project
          .segmentsOfTrack(where.trackId)
          .map(({ start, end }) => ({ fromUs: start, toUs: end }))
          .filter(({ fromUs, toUs }) => toUs - fromUs > 1)
  if (stretches.length > MOST_STRETCHES)
    return fail(
      'measure.too-many',
      `The track has ${stretches.length} segments; ${MOST_STRETCHES} are shown at most.`,
      'Write signal features in the Export panel instead.'
    )
  const streams = project.all('stream').filter((stream) => stream.recordingId === recordingId)
  const tracks = project.all('track').filter((track) => track.recordingId === recordingId)
  const revision = project.revision()
  const work = measureWorkOf(
    { tracks, streams, segmentsOf: (id) => project.segmentsOfTrack(id) },
    { settings, stretches, chosen, levels, bands, views }
  )
  const places = Object.fromEntries(
    work.signals.flatMap(({ streamId }) => {
      const place = signalPlace(project, streamId)
      return place ? [[streamId, place]] : []
    })
  )
  const found = await context.signals.measure(
    { ...work, places },
    {
      slot: analysisSlot(slot),
      progress: (done, total) => context.emit('analysisProgress', { slot, done, total })
    }
  )
  if (found === 'superseded') return ok({ state: 'superseded' })
  if (found === undefined) return fail('signal.nothing-to-read', 'There is nothing to measure yet.')
  return found.kind === 'refused'
    ? fail('signal.analysis-refused', found.message, found.hint)
    : ok({ state: 'done', result: found.result, revision })
}
