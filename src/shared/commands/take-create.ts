import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Take } from '../domain/rows'
import { MICROS_PER_SECOND, micros } from '../domain/time'
import { timingOf } from '../values/timing'
import type { Command } from './command'
import { nextPosition } from './rules/next-position'
import { created } from './rules/row-change'
import { contentTitle } from './rules/segment-content'
import { takesOf, traceTrack } from './rules/trace-track'

const Input = Take.omit({ position: true }).extend({ position: z.number().optional() })
type Input = z.infer<typeof Input>

/**
 * Lay a take over the trace of its track. Its samples are written by the store before; the row says when it was rated,
 * how fast and how it was made. Without `position` it comes on top. A live one gets
 * the reaction lag that the scheme takes out.
 */
export const takeCreate: Command<Input> = {
  id: 'take-create',
  input: Input,
  title: (input) =>
    `${verbs[input.source]} ${lengthText((input.end - input.start) / MICROS_PER_SECOND)} of ${input.dims.map((dim) => contentTitle({ label: dim })).join(' and ')}`,
  apply(rows, input) {
    const track = traceTrack(rows, input.trackId)
    if (!track.ok) return track
    if (rows.get('take', input.id)) return fail('take.exists', 'This take is part of the project already.')
    if (input.count === 0 || input.end <= input.start)
      return fail('take.empty', 'The take has no samples.', 'Rate a stretch of the recording first.')
    const known = track.value.trace?.dims ?? input.dims
    const unknown = input.dims.find((dim) => !known.includes(dim))
    if (unknown !== undefined)
      return fail(
        'take.dimension',
        `Track "${track.value.name}" has no dimension "${unknown}".`,
        `It has: ${known.join(', ')}.`
      )
    const { delayCompSec } = timingOf(rows.get('scheme', track.value.schemeId), track.value.attributeId)
    // Imported and computed traces say themselves when their values hold.
    const lag: Partial<Take> =
      input.source === 'live' && input.lag === undefined && delayCompSec !== 0
        ? { lag: micros(delayCompSec * MICROS_PER_SECOND), lagSource: { kind: 'scheme' } }
        : {}
    const position = input.position ?? nextPosition(takesOf(rows, input.trackId))
    return ok([created('take', { ...input, ...lag, position })])
  }
}

const verbs: Readonly<Record<Take['source'], string>> = {
  live: 'Rate',
  import: 'Import',
  model: 'Predict',
  gold: 'Compute',
  drawn: 'Draw',
  feature: 'Compute'
}

/** "42 s", "3 min 12 s". */
function lengthText(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
