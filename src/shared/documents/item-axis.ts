import { SENTENCE_DURATION } from './nominal'

/** What stands in place of time where there is none: pictures, sentences of a document, turns without times. */
export type ItemNoun = 'Picture' | 'Sentence' | 'Turn'

/** The axis of a recording without a clock: its items, one after another. */
export interface ItemAxis {
  readonly noun: ItemNoun
  /** Where each item begins, ascending, in the nominal microseconds of the recording. Times before the first belong to it. */
  readonly starts: readonly number[]
}

/** A picture is one item, whatever its nominal length. */
export const pictureAxis: ItemAxis = { noun: 'Picture', starts: [0] }

/** A document has an item for each of its nominal seconds, at least one. */
export const documentAxis = (duration: number): ItemAxis => ({
  noun: 'Sentence',
  starts: Array.from(
    { length: Math.max(1, Math.round(duration / SENTENCE_DURATION)) },
    (_, index) => index * SENTENCE_DURATION
  )
})

/** Turns without times, in order; several that begin together are one item. Undefined: there are none. */
export function turnAxis(turns: readonly { readonly start: number }[]): ItemAxis | undefined {
  const starts = [...new Set(turns.map(({ start }) => start))].sort((a, b) => a - b)
  return starts.length === 0 ? undefined : { noun: 'Turn', starts }
}

/** Number of the item at a time, from 1 to the number of items. */
export function itemAt({ starts }: ItemAxis, time: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return Math.max(1, low)
}

/** A moment, or a stretch up to but without `end`, in words: "Sentence 3", "Turns 2–5". A single picture needs no number. */
export function itemText(axis: ItemAxis, start: number, end = start + 1): string {
  if (axis.noun === 'Picture') return axis.noun
  const [first, last] = [itemAt(axis, start), itemAt(axis, Math.max(start, end - 1))]
  return first === last ? `${axis.noun} ${first}` : `${axis.noun}s ${first}–${last}`
}

/** How many items there are, in words: "12 turns". */
export const itemCount = ({ noun, starts }: ItemAxis): string =>
  `${starts.length} ${noun.toLowerCase()}${starts.length === 1 ? '' : 's'}`
