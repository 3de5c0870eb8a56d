import { binNumbers } from '../../../shared/analysis/facets/bin-numbers'
import type { FacetColumn } from '../../../shared/analysis/facets/facet-column'
import { otherGroups, selfGroups, turnPlaces } from '../../../shared/analysis/facets/turn-facets'
import type { TurnPlaces } from '../../../shared/analysis/facets/turn-facets'
import { distinct } from './facet-source'
import type { FacetGround, FacetSource } from './facet-source'

/** Facets of the items themselves: what they are labelled, how long they are, where they stand. */
export function itemFacets(ground: FacetGround): readonly FacetSource[] {
  const { items, start, end, reference } = ground
  let turns: TurnPlaces | undefined
  const places = (): TurnPlaces => (turns ??= turnPlaces({ ...ground, counts: () => true }))
  const words = wordsOf(ground)
  const intensity = numbersOf(ground, (unit) => items.own(unit)?.intensity)
  return [
    {
      info: { id: 'label', name: 'Label', section: 'Item', kind: 'category' },
      *column() {
        yield
        return {
          id: 'label',
          name: 'Label',
          groups: distinct(items.labels.map(({ name }) => name)),
          codes: reference,
          gaps: []
        }
      }
    },
    number('duration', 'Length', 's', 'Item', () =>
      Float64Array.from(start, (from, i) => ((end[i] ?? 0) - from) / 1e6)
    ),
    number('start', 'Time in the recording', 's', 'Item', () => start.map((from) => from / 1e6)),
    ...(words ? [number('words', 'Words', '', 'Item', () => words, 'It has no text.')] : []),
    ...(intensity
      ? [number('intensity', 'Intensity', '', 'Item', () => intensity, 'No intensity was given.')]
      : []),
    category(
      'self',
      'Speaker’s emotion',
      selfGroups,
      () => places().self,
      'The speaker has no labelled turn before it, or nobody is named.'
    ),
    category(
      'other',
      'Emotion of the turn before',
      otherGroups,
      () => places().other,
      'The turn before is the speaker’s own, or there is none.'
    ),
    number(
      'place',
      'Position in the dialogue',
      '',
      'Conversation',
      () => places().share,
      'It is the only turn of its recording.'
    ),
    number('before', 'Turns before it', '', 'Conversation', () => places().before)
  ]
}

function number(
  id: string,
  name: string,
  unit: string,
  section: string,
  numbers: () => Float64Array,
  noValue?: string
): FacetSource {
  return {
    info: { id, name, section, kind: 'number', unit },
    *column(edges) {
      const values = numbers()
      yield
      return binNumbers({ id, name, unit }, values, edges && { edges }, noValue)
    }
  }
}

function category(
  id: string,
  name: string,
  groups: readonly string[],
  codes: () => Int32Array,
  reason: string
): FacetSource {
  return {
    info: { id, name, section: 'Conversation', kind: 'category' },
    *column(): Generator<undefined, FacetColumn, undefined> {
      const found = codes()
      yield
      const missing = found.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0)
      return { id, name, groups, codes: found, gaps: missing > 0 ? [{ reason, count: missing }] : [] }
    }
  }
}

/** Words of each item; undefined where no item has text. */
function wordsOf(ground: FacetGround): Float64Array | undefined {
  return numbersOf(ground, (unit) => {
    const text = ground.items.own(unit)?.text ?? ground.items.other(unit)?.text
    return text === undefined ? undefined : text.split(/\s+/u).filter(Boolean).length
  })
}

/** A number of each item; undefined where no item has one. */
function numbersOf(
  { items }: FacetGround,
  of: (unit: number) => number | undefined
): Float64Array | undefined {
  let some = false
  const numbers = new Float64Array(items.rows.length)
  items.rows.forEach((unit, item) => {
    const value = of(unit)
    numbers[item] = value ?? NaN
    if (value !== undefined) some = true
  })
  return some ? numbers : undefined
}
