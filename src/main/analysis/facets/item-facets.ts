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
    ...numberOf(ground, {
      id: 'words',
      name: 'Words',
      noValue: 'It has no text.',
      of: (unit) => wordCount(items.own(unit)?.text ?? items.other(unit)?.text)
    }),
    ...numberOf(ground, {
      id: 'intensity',
      name: 'Intensity',
      noValue: 'No intensity was given.',
      of: (unit) => items.own(unit)?.intensity
    }),
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

type OfUnit = (unit: number) => number | undefined

/** Items that are looked at to know whether any has such a number. */
const LOOK = 5000
/** Items between two pauses. */
const PAUSE = 50_000

/** A number that only some kinds of items have: offered where one of the first has it. */
function numberOf(
  { items }: FacetGround,
  { id, name, noValue, of }: { id: string; name: string; noValue: string; of: OfUnit }
): readonly FacetSource[] {
  if (![...items.rows.subarray(0, LOOK)].some((unit) => of(unit) !== undefined)) return []
  return [
    {
      info: { id, name, section: 'Item', kind: 'number', unit: '' },
      *column(edges) {
        const numbers = new Float64Array(items.rows.length)
        for (let item = 0; item < numbers.length; item++) {
          numbers[item] = of(items.rows[item] ?? -1) ?? NaN
          if (item % PAUSE === PAUSE - 1) yield
        }
        return binNumbers({ id, name, unit: '' }, numbers, edges && { edges }, noValue)
      }
    }
  ]
}

function wordCount(text: string | undefined): number | undefined {
  return text === undefined ? undefined : text.split(/\s+/u).filter(Boolean).length
}
