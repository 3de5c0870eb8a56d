import type { Sliced } from '../agreement/sliced'
import type { ParsedSelection } from '../contract/analysis'
import type { ComparedItems } from './compared-items'

/** Says of a unit whether it meets a condition on a facet; undefined: there is no such facet. */
export type FacetTest = (
  condition: ParsedSelection['facets'][number]
) => ((unit: number) => boolean) | undefined

/**
 * Units that meet every condition of a selection, in its order. A condition on a facet or label that does not exist is met
 * by no unit.
 */
export function* selectUnits(
  items: ComparedItems,
  selection: ParsedSelection,
  facetTest: FacetTest
): Sliced<Int32Array> {
  const { units, rows } = items
  const tests = testsOf(items, selection, facetTest)
  const pool = selection.units ? inPool(selection.units, rows) : rows
  const found: number[] = []
  for (let at = 0; at < pool.length; at++) {
    const unit = pool[at] ?? -1
    if (tests.every((test) => test(unit))) found.push(unit)
    if (at % SLICE === SLICE - 1) yield
  }
  return Int32Array.from(inOrder(found, units, selection.order))
}

/** As many units as are looked at between two pauses. */
const SLICE = 50_000

function testsOf(
  { units, labels }: ComparedItems,
  { reference, candidate, only, facets, confidence }: ParsedSelection,
  facetTest: FacetTest
): readonly ((unit: number) => boolean)[] {
  const tests: ((unit: number) => boolean)[] = []
  const place = (label: string): number => labels.findIndex(({ id }) => id === label)
  if (reference !== undefined) {
    const row = place(reference)
    tests.push((unit) => units.reference[unit] === row)
  }
  if (candidate !== undefined) {
    const column = place(candidate)
    tests.push((unit) => units.candidate[unit] === column)
  }
  if (only) tests.push((unit) => (units.reference[unit] === units.candidate[unit]) === (only === 'right'))
  if (confidence) {
    const [from, to] = confidence
    tests.push((unit) => {
      const value = units.confidence[unit] ?? NaN
      return (value > from || (from === 0 && value === 0)) && value <= to
    })
  }
  for (const condition of facets) tests.push(facetTest(condition) ?? (() => false))
  return tests
}

function inPool(chosen: readonly number[], rows: Int32Array): readonly number[] {
  const counted = new Set(rows)
  return chosen.filter((unit) => counted.has(unit))
}

function inOrder(
  found: number[],
  { start, recording, confidence }: ComparedItems['units'],
  order: ParsedSelection['order']
): readonly number[] {
  const at = (column: Float64Array | Int32Array, unit: number): number => column[unit] ?? 0
  switch (order) {
    case 'given':
      return found
    case 'time':
      return found.sort((a, b) => at(recording, a) - at(recording, b) || at(start, a) - at(start, b) || a - b)
    case 'sure':
    case 'unsure': {
      const sign = order === 'sure' ? -1 : 1
      const key = (unit: number): number => {
        const value = at(confidence, unit)
        return Number.isNaN(value) ? Infinity : sign * value
      }
      return found.sort((a, b) => (key(a) === key(b) ? a - b : key(a) < key(b) ? -1 : 1))
    }
  }
}
