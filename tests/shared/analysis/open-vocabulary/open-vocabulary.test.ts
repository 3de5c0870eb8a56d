import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { groupingTables, wordGrouper } from '../../../../src/shared/analysis/open-vocabulary/grouping-tables'
import { groupScores } from '../../../../src/shared/analysis/open-vocabulary/group-scores'
import { readTable } from '../../../../src/shared/analysis/open-vocabulary/read-table'
import { readVectors, vectorFamilies } from '../../metrics/vectors'

const family = vectorFamilies.includes('open_vocabulary') ? readVectors('open_vocabulary') : []
const Inputs = z.object({
  items: z.array(
    z.object({
      gt: z.array(z.string()),
      pred: z.array(z.string()),
      map: z.record(z.string(), z.string())
    })
  ),
  drop_unmapped: z.boolean()
})
describe.skipIf(family.length === 0)('sets of groups give the published answers', () => {
  test.each(family)('$name', ({ inputs, expected, tolerance }) => {
    const read = Inputs.parse(inputs)
    const known = z
      .object({ n_scored: z.number(), set_accuracy: z.number(), set_recall: z.number() })
      .parse(expected)
    // Each item has a table of its own there: scored one by one, then the means.
    const each = read.items.map(({ gt, pred, map }) =>
      groupScores(
        [{ reference: gt, candidate: pred }],
        (word) => {
          const group = map[word.trim().toLowerCase()]
          return group === undefined ? [] : [group]
        },
        !read.drop_unmapped
      )
    )
    const scored = each.filter((one) => one.scored > 0)
    const mean = (of: (one: (typeof each)[number]) => number | null): number =>
      scored.reduce((sum, one) => sum + (of(one) ?? 0), 0) / scored.length
    expect(scored.length).toBe(known.n_scored)
    expect(Math.abs(mean(({ precision }) => precision) - known.set_accuracy)).toBeLessThanOrEqual(
      tolerance + 1e-12
    )
    expect(Math.abs(mean(({ recall }) => recall) - known.set_recall)).toBeLessThanOrEqual(tolerance + 1e-12)
  })
})

test('precision and recall are means over items, F is that of the means, and every group is counted', () => {
  const groupsOf = (word: string) => ({ glad: ['joy'], happy: ['joy'], sad: ['sadness'] })[word] ?? []
  const scores = groupScores(
    [
      { reference: ['glad', 'sad'], candidate: ['happy'] },
      { reference: ['sad'], candidate: [] },
      { reference: ['odd'], candidate: ['sad'] }
    ],
    groupsOf
  )
  expect(scores).toEqual({
    ...{ scored: 2, leftOut: 1, precision: 0.5, recall: 0.25, f: 1 / 3 },
    groups: [
      { group: 'sadness', reference: 2, candidate: 0, both: 0 },
      { group: 'joy', reference: 1, candidate: 1, both: 1 }
    ]
  })
})

test('tables are known by their heads: wheels by level, forms, and synonyms in any number of columns', () => {
  const wheel = readTable([
    ['level1', 'level2', 'level3'],
    ['Mad', 'Hurt', 'Distant'],
    ['', 'Hostile', 'Sarcastic'],
    [' Joy ', 'Calm', 'Grateful']
  ])
  expect(wheel).toEqual({
    kind: 'wheel',
    entries: 8,
    levels: {
      'level 1': {
        mad: ['mad', 'hurt', 'distant', 'hostile', 'sarcastic'],
        joy: ['joy', 'calm', 'grateful']
      },
      // A word of the middle counts as the first of its second ring.
      'level 2': {
        hurt: ['hurt', 'distant'],
        hostile: ['mad', 'hostile', 'sarcastic'],
        calm: ['joy', 'calm', 'grateful']
      }
    }
  })
  expect(
    readTable([
      ['name', 'format'],
      ['glad', 'glad,gladly, gladness']
    ])
  ).toEqual({ kind: 'forms', entries: 3, lists: { glad: ['glad'], gladly: ['glad'], gladness: ['glad'] } })
  expect(
    readTable([
      ['word_run1', 'synonym_run1', 'word_run2', 'synonym_run2'],
      ['mad', 'furious, cross', 'sad', 'blue'],
      ['upset', 'cross', '', '']
    ])
  ).toMatchObject({ kind: 'synonyms', lists: { cross: ['mad', 'upset'], blue: ['sad'], mad: ['mad'] } })
  expect(readTable([['a', 'b']])).toEqual({ kind: 'unknown' })
})

test('a word goes through its forms and synonyms; the first of these in the alphabet that stands on the wheel tells the group', () => {
  const scheme = {
    ...{ id: 's', name: 'S', version: '1' },
    document: {
      ...{ schema: 'affectory.labels/1', id: 's', name: 'S', version: '1' },
      attributes: [
        {
          ...{ id: 'words', type: 'open-vocabulary', unit: 'segment' },
          vocabulary: {
            formTable: { gladly: ['Glad'] },
            synonymLists: { glad: ['happy'], cross: ['upset', 'mad'] },
            wheelTable: { Small: { joy: ['happy', 'joyful'], anger: ['mad'], sadness: ['upset'] } }
          }
        }
      ]
    }
  }
  const groupsOf = wordGrouper(groupingTables(scheme, 'words'), 'Small')
  expect(groupsOf(' GLADLY ')).toEqual(['joy'])
  expect(groupsOf('cross')).toEqual(['anger'])
  expect(groupsOf('upset')).toEqual(['sadness'])
  expect(groupsOf('odd')).toEqual([])
  expect(groupingTables(undefined, 'words').builtIn).toBe(true)
})
