import type { Segment } from '../../../../shared/domain/rows'
import type { SegmentValue } from '../../../../shared/domain/segment-value'
import type { Micros } from '../../../../shared/domain/time'
import { micros } from '../../../../shared/domain/time'
import { labelAt, type Decoded } from '../decode/decoded'
import { highest, type NewSegment } from '../label-cells'
import type { ManifestOutput } from '../manifest'

/** A stretch of the recording and whose it is. */
export interface Stretch {
  readonly start: Micros
  readonly end: Micros
  readonly personId?: string
}

/** What one decoded output says of a stretch; absent where the model gave no number at all. */
export function segmentOf(
  stretch: Stretch,
  decoded: Decoded,
  output: ManifestOutput
): NewSegment | undefined {
  const base = baseOf(stretch)
  switch (output.task) {
    case 'classification':
    case 'sequence-classification':
    case 'frame-classification':
    case 'segments':
      return classified(base, decoded)
    case 'distribution':
      return distributed(base, decoded)
    case 'multilabel':
      return multilabelled(base, decoded)
    case 'ordinal':
      return output.target.labels ? levelled(base, decoded) : rated(base, decoded, output)
    case 'regression':
    case 'frame-regression':
    case 'score':
      return rated(base, decoded, output)
    case 'open-vocabulary':
      return decoded.terms ? { ...base, value: { kind: 'terms', terms: [...decoded.terms] } } : undefined
    case 'free-text':
      return decoded.text
        ? { ...base, value: { kind: 'explanation', text: decoded.text, clues: [] } }
        : undefined
    case 'pairs':
    case 'embedding':
    case 'detection':
    case 'attention':
    case 'heatmap':
      return undefined
  }
}

const baseOf = ({
  start,
  end,
  personId
}: Stretch): Pick<Segment, 'start' | 'end' | 'flagged' | 'personId'> => ({
  start,
  end: micros(Math.max(end, start + 1)),
  flagged: false,
  ...(personId === undefined ? {} : { personId })
})

type Base = ReturnType<typeof baseOf>

/** Scores of all labels, six decimals: far below what they mean, and the same text wherever machines agree so far. */
function scoresOf(decoded: Decoded): Record<string, number> {
  const { data } = decoded.scores ?? decoded
  // One object filled in place: pairs for each of them would be most of what writing down a fast model takes.
  const scores: Record<string, number> = {}
  for (let index = 0; index < data.length; index++)
    scores[labelAt(decoded, index)] = rounded(data[index] ?? Number.NaN)
  return scores
}

function classified(base: Base, decoded: Decoded): NewSegment | undefined {
  const { data } = decoded.scores ?? decoded
  if (data.length === 0 || data.every(Number.isNaN)) return undefined
  const scores = scoresOf(decoded)
  const label = decoded.chosen ? decoded.chosen[0] : labelAt(decoded, highest(data))
  const score = label === undefined ? undefined : scores[label]
  return {
    ...base,
    ...(label === undefined ? {} : { label }),
    // Logits are no confidence.
    ...(score !== undefined && score >= 0 && score <= 1 ? { confidence: score } : {}),
    scores
  }
}

function distributed(base: Base, decoded: Decoded): NewSegment | undefined {
  const segment = classified(base, decoded)
  const total = decoded.data.reduce((sum, value) => sum + value, 0)
  if (!segment || !(total > 0)) return segment
  const shares = Object.fromEntries(
    Array.from(decoded.data, (value, index) => [labelAt(decoded, index), value / total])
  )
  return { ...segment, value: { kind: 'shares', shares } }
}

/** A probability from this on says yes, where the manifest names no threshold. */
const LIKELY = 0.5

function multilabelled(base: Base, decoded: Decoded): NewSegment | undefined {
  if (decoded.data.length === 0 || decoded.data.every(Number.isNaN)) return undefined
  const scores = scoresOf(decoded)
  const chosen =
    decoded.chosen ??
    Object.keys(scores)
      .filter((label) => (scores[label] ?? 0) >= LIKELY)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  return {
    ...base,
    ...(chosen[0] === undefined ? {} : { label: chosen[0] }),
    scores,
    value: { kind: 'labels', labels: Object.fromEntries(chosen.map((label) => [label, null])) }
  }
}

/** A level for each label; those at level 0 are absent. */
function levelled(base: Base, decoded: Decoded): NewSegment | undefined {
  if (decoded.data.length === 0 || decoded.data.every(Number.isNaN)) return undefined
  const present = Array.from(decoded.data, (level, index) => ({ label: labelAt(decoded, index), level }))
    .filter(({ level }) => Math.round(level) > 0)
    .sort((a, b) => b.level - a.level)
  const labels = Object.fromEntries(present.map(({ label, level }) => [label, Math.round(level)]))
  return {
    ...base,
    ...(present[0] ? { label: present[0].label } : {}),
    scores: scoresOf(decoded),
    value: { kind: 'labels', labels }
  }
}

function rated(base: Base, decoded: Decoded, { id, target }: ManifestOutput): NewSegment | undefined {
  const names = target.dims ?? target.labels ?? [target.attribute ?? id]
  const known = names.flatMap((name, index) => {
    const value = decoded.data[index]
    return value === undefined || Number.isNaN(value) ? [] : [[name, rounded(value)] as const]
  })
  if (known.length === 0) return undefined
  const value: SegmentValue = { kind: 'ratings', ratings: Object.fromEntries(known) }
  return { ...base, value }
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
