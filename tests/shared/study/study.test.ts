import { describe, expect, test } from 'vitest'
import type { Person } from '../../../src/shared/domain/rows'
import { groupFolds } from '../../../src/shared/study/group-folds'
import { inCodes, namesReplaced } from '../../../src/shared/study/in-codes'
import { itemOrder, williamsRow } from '../../../src/shared/study/item-order'
import { personOfChannel } from '../../../src/shared/study/person-of-channel'
import { withhold, withholdAsNow } from '../../../src/shared/study/withhold'

const person = (id: string, details: Partial<Person['details']> = {}, name = id): Person => ({
  id,
  name,
  color: '#abc',
  details: { fields: [], channels: {}, ...details }
})

describe('the order of the recordings of an assignment', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']

  test('is the given one when fixed, for every annotator', () => {
    expect(itemOrder(ids, { order: 'fixed', seed: 9, row: 3 })).toEqual(ids)
  })

  test('is shuffled from the seed, again the same for the same seed and another for another annotator', () => {
    const first = itemOrder(ids, { order: 'random', seed: 4, row: 0 })
    expect([...first].sort()).toEqual(ids)
    expect(itemOrder(ids, { order: 'random', seed: 4, row: 0 })).toEqual(first)
    const others = [1, 2, 3, 4].map((row) => itemOrder(ids, { order: 'random', seed: 4, row }).join())
    expect(new Set([first.join(), ...others]).size).toBeGreaterThan(3)
  })

  test.each([2, 4, 6, 3, 5, 7])(
    'balanced over %i recordings puts every one at every place, and behind every other, equally often',
    (size) => {
      const rows = size % 2 === 0 ? size : 2 * size
      const each = size % 2 === 0 ? 1 : 2
      const lines = Array.from({ length: rows }, (_, row) => williamsRow(size, row))
      for (let place = 0; place < size; place++)
        for (let column = 0; column < size; column++)
          expect(lines.filter((line) => line[place] === column)).toHaveLength(each)
      const follows = new Map<string, number>()
      for (const line of lines)
        line.slice(1).forEach((column, i) => {
          const key = `${line[i]}>${column}`
          follows.set(key, (follows.get(key) ?? 0) + 1)
        })
      expect(follows.size).toBe(size * (size - 1))
      expect(new Set(follows.values())).toEqual(new Set([each]))
    }
  )

  test('balanced holds all recordings and starts again after the last row', () => {
    const line = itemOrder(ids, { order: 'balanced', seed: 2, row: 1 })
    expect([...line].sort()).toEqual(ids)
    expect(itemOrder(ids, { order: 'balanced', seed: 2, row: 7 })).toEqual(line)
    expect(itemOrder([], { order: 'balanced', seed: 2, row: 1 })).toEqual([])
    expect(itemOrder(['a'], { order: 'balanced', seed: 2, row: 1 })).toEqual(['a'])
  })
})

describe('who is on a channel', () => {
  const left = person('P1', { channels: { '*': 0 } })
  const right = person('P2', { channels: { '*': 1 } })

  test('left is P1 and right is P2 of a couple', () => {
    expect(personOfChannel([left, right], [{ id: 's' }], 0)).toBe(left)
    expect(personOfChannel([left, right], [{ id: 's' }], 1)).toBe(right)
    expect(personOfChannel([left, right], [{ id: 's' }], 2)).toBeUndefined()
  })

  test('who is named for the stream itself comes before who is named for all', () => {
    const swapped = person('P3', { channels: { s: 0 } })
    expect(personOfChannel([left, right, swapped], [{ id: 's' }], 0)).toBe(swapped)
    expect(personOfChannel([left, right, swapped], [{ id: 'other' }], 0)).toBe(left)
  })

  test('two on one channel are nobody in particular, and one who sits elsewhere here is not taken', () => {
    expect(personOfChannel([left, person('P4', { channels: { '*': 0 } })], [{ id: 's' }], 0)).toBeUndefined()
    expect(personOfChannel([person('P5', { channels: { '*': 0, s: 1 } })], [{ id: 's' }], 0)).toBeUndefined()
  })
})

describe('leaving one couple out', () => {
  const couples = [
    { id: 'c1', personIds: ['p1', 'p2'] },
    { id: 'c2', personIds: ['p3', 'p4'] },
    { id: 'c3', personIds: ['p5', 'p6'] }
  ]
  const recordings = [
    { recordingId: 'r1', personIds: ['p1', 'p2'] },
    { recordingId: 'r2', personIds: ['p3'] },
    { recordingId: 'r3', personIds: ['p4'] },
    { recordingId: 'r4', personIds: ['p5', 'p6'] },
    { recordingId: 'r5', personIds: [] }
  ]

  test('makes as many folds as couples, and never splits one', () => {
    const { folds, leftOut } = groupFolds(recordings, couples)
    expect(folds.map(({ groupIds, test: held }) => [groupIds, held])).toEqual([
      [['c1'], ['r1']],
      [['c2'], ['r2', 'r3']],
      [['c3'], ['r4']]
    ])
    for (const { test: held, train } of folds) {
      const inside = recordings.filter(({ recordingId }) => held.includes(recordingId))
      const outside = recordings.filter(({ recordingId }) => train.includes(recordingId))
      const couplesOf = (list: typeof recordings) =>
        couples.filter(({ personIds }) => list.some((r) => r.personIds.some((id) => personIds.includes(id))))
      expect(couplesOf(inside).filter((couple) => couplesOf(outside).includes(couple))).toEqual([])
      expect(held.length + train.length).toBe(4)
    }
    expect(leftOut).toEqual(['r5'])
  })

  test('couples that share a recording, or a person, are held out together', () => {
    const together = groupFolds([...recordings, { recordingId: 'r6', personIds: ['p2', 'p3'] }], couples)
    expect(together.folds.map(({ groupIds }) => groupIds)).toEqual([['c1', 'c2'], ['c3']])
    const shared = groupFolds(recordings, [...couples, { id: 'c4', personIds: ['p6', 'p1'] }])
    expect(shared.folds.map(({ groupIds }) => groupIds)).toEqual([['c1', 'c3', 'c4'], ['c2']])
  })

  test('no groups, no folds', () => {
    expect(groupFolds(recordings, [])).toEqual({ folds: [], leftOut: ['r1', 'r2', 'r3', 'r4', 'r5'] })
  })
})

describe('consent', () => {
  const agreed = { name: 'age', value: '41', consent: true }
  const kept = { name: 'sex', value: 'female', consent: false }

  test('a value without it is not handed out, and the field says so', () => {
    const shown = withhold(person('p', { fields: [agreed, kept] }))
    expect(shown.details?.fields).toEqual([
      agreed,
      { name: 'sex', value: '', consent: false, withheld: true }
    ])
    expect(JSON.stringify(shown)).not.toContain('female')
  })

  test('an earlier state shows only what is agreed to now, and nothing of a person who is gone', () => {
    const then = person('p', { fields: [agreed, { ...kept, consent: true }] })
    const now = person('p', { fields: [agreed, kept] })
    expect(JSON.stringify(withholdAsNow(then, now))).not.toContain('female')
    expect(JSON.stringify(withholdAsNow(then, now))).toContain('41')
    expect(JSON.stringify(withholdAsNow(then, undefined))).not.toContain('41')
    // Taken away altogether is not agreed to either.
    expect(JSON.stringify(withholdAsNow(then, person('p', { fields: [kept] })))).not.toContain('41')
  })
})

describe('codes instead of names', () => {
  test('take the place of names, with numbers for those who have none', () => {
    const persons = [
      person('1', { code: 'P1' }, 'Eva'),
      person('2', {}, 'Ida'),
      person('3', { code: 'K7' }, 'Max')
    ]
    expect(inCodes(persons).map(({ name }) => name)).toEqual(['P1', 'P2', 'K7'])
    expect(inCodes([{ ...person('2', {}, 'Ida'), note: 'Ida of the bakery' }])[0]).not.toHaveProperty('note')
  })

  test('stand in texts too, for whole words only, whatever the script', () => {
    const persons = [
      person('1', { code: 'A' }, 'Ann'),
      person('2', { code: 'B' }, 'Ann Lee'),
      person('3', { code: 'C' }, 'Ян')
    ]
    const coded = inCodes(persons)
    expect(namesReplaced('Ann Lee, ann, Annette, Ян', persons, coded)).toBe('B, A, Annette, C')
  })
})
