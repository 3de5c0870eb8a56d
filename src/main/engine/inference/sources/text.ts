import { ok } from '../../../../shared/domain/problem'
import type { OpStep } from '../op-step'
import type { Turn, Value } from '../ops/value'
import { asTurns, turnsOf } from '../units/turns'
import type { Unit } from '../units/unit'
import type { Source, SourceReader, SourceRequest } from './source'

/** Words of a recording as a conversation: all its turns, and which of them the unit is. */
export const text: Source = { id: 'text', open: async (request) => ok(turnReader(request)) }

/** Who says what, for steps that make numbers of turns and speakers. */
export const labels: Source = { id: 'labels', open: async (request) => ok(turnReader(request)) }

/** What is said in a recording, unit by unit; nothing has to be opened for it. */
export function turnReader({ item, pipeline }: Pick<SourceRequest, 'item' | 'pipeline'>): SourceReader {
  const segments = turnsOf(item)
  const turns = withUpstream(asTurns(item, segments), item.upstream)
  const around = looksAround(pipeline)
  const whole = item.recording.medium === 'document' || item.recording.medium === 'image'
  return {
    async read(unit) {
      if (unit.turns === undefined && unit.at === undefined) return wholeText(turns.turns, unit)
      if (unit.at === undefined)
        return whole ? wholeText(turns.turns, unit) : { kind: 'dialogue', ...turns, at: 0 }
      const own = turns.turns[unit.at]
      if (!own || (own.text === '' && !own.layers && !around)) return undefined
      if (unit.textRange)
        return { kind: 'dialogue', turns: [{ ...own, text: own.text.slice(...unit.textRange) }], at: 0 }
      return around
        ? { kind: 'dialogue', ...turns, at: unit.at }
        : { kind: 'dialogue', ...turns, turns: [own], at: 0 }
    },
    close: () => undefined
  }
}

/** Everything that is said within a stretch, as one turn; nothing where nobody says anything. */
function wholeText(turns: readonly Turn[], { key, start, end }: Unit): Value | undefined {
  const said = turns.filter((turn) => turn.start < end && turn.end > start && turn.text !== '')
  if (said.length === 0) return undefined
  const speakers = new Set(said.map(({ speaker }) => speaker))
  const [speaker] = speakers
  return {
    kind: 'dialogue',
    turns: [
      {
        id: key,
        text: said.map((turn) => turn.text).join(' '),
        start,
        end,
        ...(speakers.size === 1 && speaker !== undefined ? { speaker } : {})
      }
    ],
    at: 0
  }
}

/** Whether a pipeline reads other turns than the unit's own: without, a long conversation costs no more than its turns. */
const looksAround = (pipeline: readonly OpStep[]): boolean =>
  pipeline.some(
    ({ op, format }) =>
      (op.startsWith('dialogue.') && op !== 'dialogue.stack') ||
      op === 'dialogue.stack' ||
      (typeof format === 'string' && format.includes('{prev'))
  )

type Upstream = SourceRequest['item']['upstream']

/** Turns with what other models gave for them. */
function withUpstream(
  turns: readonly Turn[],
  upstream: Upstream
): {
  readonly turns: readonly Turn[]
  readonly upstream?: Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>
} {
  if (!upstream || upstream.length === 0) return { turns }
  const known: Record<string, Record<string, ArrayLike<number>>> = {}
  for (const { segmentId, outputId, modelId, vector } of upstream) {
    if (segmentId === undefined) continue
    const own = (known[segmentId] ??= {})
    own[`${modelId}/${outputId}`] = vector
    own[outputId] ??= vector
  }
  return { turns, upstream: known }
}
