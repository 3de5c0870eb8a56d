import { micros } from '../../../../shared/domain/time'
import type { PredictItem } from '../../protocol'
import type { Decoded } from '../decode/decoded'
import type { ManifestAggregate, ManifestUnit } from '../manifest'
import type { UnitSpan } from '../units/unit'
import { combine, type Part } from './combine'

/** What one output says of one stretch. */
export interface Answer {
  /** The stretch it stands for. */
  readonly span: UnitSpan
  /** What it is a part of. */
  readonly parent?: UnitSpan | undefined
  readonly decoded: Decoded
  readonly attention?: number | undefined
}

/** Levels that are complete with a part of the recording: the stretch that its windows lie in. */
const byParent = new Set<ManifestAggregate['to']>(['utterance', 'segment', 'trial', 'document', 'dialogue'])

/** Whether a step needs all of the recording before it can say anything. */
export const needsRecording = ({ to }: ManifestAggregate): boolean => !byParent.has(to)

/** The steps of a manifest that begin with what it looks at, and those that follow on them. */
export function stepsFrom(
  level: string,
  steps: readonly ManifestAggregate[],
  first: boolean
): readonly ManifestAggregate[] {
  return steps.filter(({ from }) => from === level || (from === undefined && first))
}

/** Answers put together to the level of a step: one for each stretch of it. */
export function aggregated(answers: readonly Answer[], step: ManifestAggregate, item: PredictItem): Answer[] {
  const groups = new Map<string, { readonly span: UnitSpan; readonly answers: Answer[] }>()
  for (const answer of answers) {
    const span = spanAt(answer, step, item)
    const known = groups.get(span.key)
    if (known) known.answers.push(answer)
    else groups.set(span.key, { span, answers: [answer] })
  }
  return [...groups.values()].map(({ span, answers: own }) => ({
    span,
    decoded: combine(own.map(partOf), step)
  }))
}

const partOf = ({ span, decoded, attention }: Answer): Part => ({
  decoded,
  seconds: (span.end - span.start) / 1e6,
  ...(attention === undefined ? {} : { attention })
})

function spanAt(
  { span, parent }: Answer,
  { to, groupBy = [] }: ManifestAggregate,
  item: PredictItem
): UnitSpan {
  const person = groupBy.includes('person') || to === 'person' ? span.personId : undefined
  const whole: UnitSpan = { key: 'recording', start: micros(0), end: item.recording.duration }
  const own =
    to === 'group'
      ? { ...span, key: `${span.start}-${span.end}` }
      : byParent.has(to)
        ? (parent ?? span)
        : whole
  const { personId, ...rest } = own
  const kept = to === 'group' ? undefined : to === 'person' || groupBy.includes('person') ? person : personId
  return {
    ...rest,
    key:
      kept !== undefined && (to === 'person' || groupBy.includes('person'))
        ? `${rest.key} ${kept}`
        : rest.key,
    ...(kept === undefined ? {} : { personId: kept })
  }
}

/** The step that puts the parts of a long unit together again. */
export const joinParts = (unit: ManifestUnit): ManifestAggregate => ({
  from: 'part',
  to: unit.type === 'segment' || unit.type === 'trial' || unit.type === 'document' ? unit.type : 'utterance',
  method: 'mean-prob'
})
