import { micros } from '../../../../shared/domain/time'
import type { Unit } from './unit'

const splitter = new Intl.Segmenter(undefined, { granularity: 'sentence' })

/** The sentences of a turn; each gets as much of the turn's time as it has of its letters. */
export function sentencesOf(unit: Unit): readonly Unit[] {
  const text = unit.turns?.[unit.at ?? 0]?.text ?? ''
  const found = [...splitter.segment(text)].flatMap(({ segment, index }) => {
    const from = index + (segment.length - segment.trimStart().length)
    const to = index + segment.trimEnd().length
    return to > from ? [[from, to] as const] : []
  })
  if (found.length <= 1) return [unit]
  const at = (letter: number): number => unit.start + ((unit.end - unit.start) * letter) / text.length
  const { segmentId: _, ...rest } = unit
  return found.map(([from, to], index) => ({
    ...rest,
    key: `${unit.key}/${index}`,
    start: micros(at(from)),
    end: micros(at(to)),
    textRange: [from, to],
    parent: {
      key: unit.key,
      start: unit.start,
      end: unit.end,
      ...(unit.segmentId === undefined ? {} : { segmentId: unit.segmentId }),
      ...(unit.personId === undefined ? {} : { personId: unit.personId })
    }
  }))
}
