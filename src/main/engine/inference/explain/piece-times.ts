import type { MapAxis } from '../../../../shared/explain/model-map'
import type { PredictItem } from '../../protocol'
import type { Unit } from '../units/unit'

type Pieces = Extract<MapAxis, { kind: 'pieces' }>
type Times = Required<Pick<Pieces, 'times' | 'timesBy'>>

/**
 * When the pieces of a text are said: by a track that has a segment for each of its words in their order, else in
 * proportion to the letters where the text is that of the unit; undefined where neither is so.
 */
export function pieceTimes(
  { text, ranges }: Pick<Pieces, 'text' | 'ranges'>,
  unit: Pick<Unit, 'start' | 'end'>,
  unitText: string | undefined,
  { tracks = [] }: PredictItem
): Times | undefined {
  const words = wordsOf(text)
  for (const { segments } of tracks) {
    const inside = segments.filter(
      ({ start, end }) => (start + end) / 2 >= unit.start && (start + end) / 2 <= unit.end
    )
    const said = inside.flatMap(({ text: own, label, start, end }) => {
      const [word] = wordsOf(own ?? label ?? '')
      return word ? [{ word: word.word, start, end }] : []
    })
    if (said.length !== words.length || said.some(({ word }, i) => word !== words[i]?.word)) continue
    return {
      timesBy: 'words',
      times: ranges.map((range) => {
        const own = said.filter((_, i) => overlaps(range, words[i]))
        const [first] = own
        return first ? { start: first.start, end: own.at(-1)?.end ?? first.end } : null
      })
    }
  }
  if (text !== unitText || text.length === 0) return undefined
  const at = (letter: number): number => unit.start + (letter / text.length) * (unit.end - unit.start)
  return {
    timesBy: 'letters',
    times: ranges.map(([from, to]) => (to > from ? { start: at(from), end: at(to) } : null))
  }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

interface Word {
  /** In small letters. */
  readonly word: string
  readonly from: number
  readonly to: number
}

const wordsOf = (text: string): Word[] =>
  [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ word: segment.toLowerCase(), from: index, to: index + segment.length }] : []
  )

const overlaps = ([from, to]: readonly [number, number], word: Word | undefined): boolean =>
  word !== undefined && from < word.to && to > word.from
