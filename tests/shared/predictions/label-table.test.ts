import { describe, expect, it } from 'vitest'
import type { SchemeRow } from '../../../src/shared/domain/rows'
import { readMaps } from '../../../src/shared/mapping/map-document'
import {
  knownWithoutTable,
  newTable,
  tableEffect,
  tablesBetween,
  withTable
} from '../../../src/shared/predictions/label-table'

const scheme = (id: string, labels: readonly object[], rest: object = {}): SchemeRow => ({
  id,
  name: id,
  version: '1',
  document: {
    schema: 'affectory.labels/1',
    id,
    name: id,
    attributes: [{ id: 'emotion', type: 'categorical', unit: 'segment', labels }],
    ...rest
  }
})
const ref = (schemeId: string) => ({ schemeId, attributeId: 'emotion' })
const ends = (source: SchemeRow, target: SchemeRow) => ({
  source,
  from: ref(source.id),
  target,
  to: ref(target.id)
})
const mine = scheme('mine', [{ id: 'joy', aliases: ['Happy'] }, { id: 'upset' }])
const model = scheme('model', [{ id: 'happy' }, { id: 'fear' }, { id: 'anger' }])
const answers = ['happy', 'fear', 'fear', 'anger', undefined].map((label) => ({ label }))

describe('tables for the labels of a model', () => {
  it('a new table pairs equal names and aliases and counts what is left, most frequent first', () => {
    const { map, index } = newTable(ends(model, mine))
    expect(index).toBeUndefined()
    expect(map.groups).toEqual({ joy: ['happy'] })
    expect(tableEffect(ends(model, mine), map, answers)).toEqual({
      mapped: 1,
      left: [
        { label: 'fear', count: 2, onPurpose: false },
        { label: 'anger', count: 1, onPurpose: false }
      ]
    })
  })

  it('a table that is kept is found again among the others, also behind one that cannot be read', () => {
    const before = scheme('model', [{ id: 'happy' }, { id: 'fear' }, { id: 'anger' }], {
      maps: [{ to: 'mine' }, { to: 'other', kind: 'rename' }]
    })
    const made = newTable(ends(before, mine))
    const after = { ...before, document: withTable(before, made) }
    const [kept] = tablesBetween(ends(after, mine))
    expect(kept?.index).toBe(2)
    expect(kept?.map).toEqual(made.map)
    const changed = { index: 2, map: { ...made.map, groups: { joy: ['happy'], upset: ['fear', 'anger'] } } }
    const again = { ...after, document: withTable(after, changed) }
    expect(readMaps(again.document)).toHaveLength(2)
    expect(tableEffect(ends(again, mine), changed.map, answers)).toEqual({ mapped: 4, left: [] })
  })

  it('labels left out on purpose are told apart', () => {
    const map = { to: 'mine', kind: 'rename', unmapped: ['fear'] } as const
    const { left } = tableEffect(ends(model, mine), { ...map, unmapped: [...map.unmapped] }, answers)
    expect(left).toEqual([
      { label: 'fear', count: 2, onPurpose: true },
      { label: 'anger', count: 1, onPurpose: false }
    ])
  })

  it('no table is needed for labels that are known by name or alias', () => {
    expect(knownWithoutTable(ends(model, mine), ['happy', 'JOY', 'cannot-rate'])).toBe(true)
    expect(knownWithoutTable(ends(model, mine), ['happy', 'fear'])).toBe(false)
  })
})
