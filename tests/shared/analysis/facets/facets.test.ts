import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binNumbers, groupNames } from '../../../../src/shared/analysis/facets/bin-numbers'
import { columnOfOwners, meets, partOf } from '../../../../src/shared/analysis/facets/facet-column'
import { joinColumns } from '../../../../src/shared/analysis/facets/join-columns'
import { labelsAt } from '../../../../src/shared/analysis/facets/labels-at'
import { meansAt } from '../../../../src/shared/analysis/facets/means-at'
import { inDecibels, powerOverQuiet } from '../../../../src/shared/analysis/facets/sound-over-quiet'
import { turnPlaces } from '../../../../src/shared/analysis/facets/turn-facets'
import { seededRandom } from '../../../../src/shared/metrics/base/seeded-random'
import { conversationSlices } from '../../../../src/shared/metrics/conversation-slices'
import { parseDelimited } from './parse-delimited'

const info = { id: 'length', name: 'Length', unit: 's' }

describe('numbers as groups', () => {
  test('a group holds its lower edge and not its upper one; a missing number is in none and counted', () => {
    const column = binNumbers(info, Float64Array.of(1, 2, 3.9, 4, 9, NaN), { edges: [4, 2] })
    expect(column.groups).toEqual(['below 2 s', '2 to 4 s', '4 s and more'])
    expect([...column.codes]).toEqual([0, 1, 1, 2, 2, -1])
    expect(column.gaps).toEqual([{ reason: 'It has no such number.', count: 1 }])
    expect(partOf(column, 0)).toEqual({ facet: 'length', to: 2 })
    expect(partOf(column, 1)).toEqual({ facet: 'length', from: 2, to: 4 })
    const inside = meets(column, partOf(column, 1))
    expect([0, 1, 2, 3, 4, 5].map(inside)).toEqual([false, true, true, false, false, false])
  })

  test('quantile groups are about equally large and their edges are round numbers', () => {
    const draw = seededRandom(7)
    const column = binNumbers(
      info,
      Float64Array.from({ length: 4000 }, () => (draw() / 4294967296) * 10)
    )
    expect(column.edges).toHaveLength(3)
    for (const edge of column.edges ?? []) expect(edge * 10).toBeCloseTo(Math.round(edge * 10), 9)
    const sizes = [0, 1, 2, 3].map((group) => column.codes.filter((code) => code === group).length)
    for (const size of sizes) expect(Math.abs(size - 1000)).toBeLessThan(120)
  })

  test('numbers that are all the same make one group', () => {
    expect(binNumbers(info, new Float64Array(5).fill(2)).groups).toEqual(['all'])
    expect(groupNames([], 's')).toEqual(['all'])
  })
})

test('a person without the fact and an item without a person are left out with their own reasons', () => {
  const column = columnOfOwners(
    { id: 'sex', name: 'Sex' },
    Int32Array.of(0, 1, 2, -1, 0),
    ['male', undefined, 'female'],
    { noOwner: 'Nobody is named.', noValue: 'No consent.' }
  )
  expect(column.groups).toEqual(['female', 'male'])
  expect([...column.codes]).toEqual([1, -1, 0, -1, 1])
  expect(column.gaps).toEqual([
    { reason: 'Nobody is named.', count: 1 },
    { reason: 'No consent.', count: 1 }
  ])
})

test('two facets joined keep only the pairs that occur, and name them', () => {
  const column = (id: string, groups: readonly string[], codes: readonly number[]) => ({
    id,
    name: id,
    groups,
    codes: Int32Array.from(codes),
    gaps: []
  })
  const joined = joinColumns(
    column('sex', ['f', 'm'], [0, 1, 1, 0, -1]),
    column('age', ['old', 'young'], [0, 0, 0, 0, 1])
  )
  expect(joined.groups).toEqual(['f · old', 'm · old'])
  expect([...joined.codes]).toEqual([0, 1, 1, 0, -1])
  expect(joined.pairs).toEqual([
    [0, 0],
    [1, 0]
  ])
  expect(joined.gaps.map(({ count }) => count)).toEqual([1])
})

test('another track’s label is the one with the largest summed overlap; where it is silent there is none', () => {
  const codes = labelsAt(
    { recording: Int32Array.of(0, 0, 1), start: Float64Array.of(0, 20, 0), end: Float64Array.of(10, 30, 10) },
    {
      recording: Int32Array.of(0, 0, 0, 1),
      start: Float64Array.of(0, 4, 6, 12),
      end: Float64Array.of(4, 6, 9, 20),
      code: Int32Array.of(1, 0, 1, 0)
    },
    2
  )
  expect([...codes]).toEqual([1, -1, -1])
})

test('the mean of a trace is over its values inside the item', () => {
  const series = [
    {
      recording: 0,
      times: Float64Array.from({ length: 11 }, (_, i) => i * 1e6),
      values: Float64Array.of(-60, -60, -20, -30, NaN, -60, -60, -60, -60, -60, -60)
    }
  ]
  const items = {
    recording: Int32Array.of(0, 0, 1),
    start: Float64Array.of(2e6, 90e6, 0),
    end: Float64Array.of(5e6, 91e6, 1e6)
  }
  expect([...meansAt(items, series)]).toEqual([-25, NaN, NaN])
})

test('a sound twenty times as strong as the quiet lies 26 dB above it; digital silence has an end', () => {
  const runs = new Float32Array(200)
  for (let run = 0; run < 100; run++) {
    const half = run < 40 ? 0.01 : 0.2
    runs.set([-half, half], 2 * run)
  }
  const power = powerOverQuiet(runs)
  expect(inDecibels(power[0] ?? NaN)).toBeCloseTo(0, 5)
  expect(inDecibels(power[99] ?? NaN)).toBeCloseTo(20 * Math.log10(20), 5)
  // An empty run has its minimum above its maximum.
  expect([...powerOverQuiet(Float32Array.of(0, 0, -1, 1, 1, -1))].map(inDecibels)).toEqual([
    0,
    expect.closeTo(20 * Math.log10(2 ** 15), 5),
    NaN
  ])
})

describe('places of turns in a conversation', () => {
  test('the slices are those of the conversation metric, for any dialogues', () => {
    const draw = seededRandom(3)
    const below = (n: number): number => Math.floor((draw() / 4294967296) * n)
    const dialogues = Array.from({ length: 40 }, () =>
      Array.from({ length: 1 + below(20) }, () => ({
        speaker: `p${below(3)}`,
        truth: below(8) === 0 ? null : `e${below(4)}`,
        predicted: `e${below(4)}`
      }))
    )
    const turns = dialogues.flatMap((turns, recording) =>
      turns.map((turn, at) => ({ ...turn, recording, at }))
    )
    const reference = Int32Array.from(turns, ({ truth }) => (truth === null ? -1 : Number(truth.slice(1))))
    const places = turnPlaces({
      start: Float64Array.from(turns, ({ at }) => at),
      recording: Int32Array.from(turns, ({ recording }) => recording),
      person: Int32Array.from(turns, ({ speaker }) => Number(speaker.slice(1))),
      reference,
      counts: (unit) => (reference[unit] ?? -1) >= 0
    })
    const of = (codes: Int32Array, code: number) => {
      const own = turns.filter((_, unit) => codes[unit] === code)
      return {
        n: own.length,
        accuracy: own.filter(({ truth, predicted }) => truth === predicted).length / own.length
      }
    }
    const oracle = conversationSlices(dialogues)
    expect(of(places.self, 0)).toEqual(oracle.selfShift)
    expect(of(places.self, 1)).toEqual(oracle.selfInertia)
    expect(of(places.other, 0)).toEqual(oracle.otherShift)
    expect(of(places.other, 1)).toEqual(oracle.otherSame)
  })

  test('the order of rows does not matter, and a single turn has no place between first and last', () => {
    const places = turnPlaces({
      start: Float64Array.of(5, 0, 0, 9),
      recording: Int32Array.of(0, 0, 1, 0),
      person: Int32Array.of(0, 0, 0, 1),
      reference: Int32Array.of(1, 1, 1, 2),
      counts: () => true
    })
    expect([...places.self]).toEqual([1, -1, -1, -1])
    expect([...places.other]).toEqual([-1, -1, -1, 0])
    expect([...places.before]).toEqual([1, 0, 0, 2])
    expect([...places.share]).toEqual([0.5, 0, NaN, 1])
  })

  const meld = resolve(
    process.env['AFFECTORY_DATA'] ?? resolve(import.meta.dirname, '../../../../../shared/data'),
    'text/meld'
  )
  test.skipIf(!existsSync(meld))(
    'MELD has 4,001, 427 and 1,003 turns whose speaker changed emotion (CLS-3); skipped without the shared data',
    () => {
      const counts = ['train', 'dev', 'test'].map((split) => {
        const rows = parseDelimited(readFileSync(resolve(meld, `${split}_sent_emo.csv`), 'utf8'))
        const code = (column: string) => {
          const known = new Map<string, number>()
          return Int32Array.from(rows, (row) => {
            const value = row[column] ?? ''
            if (!known.has(value)) known.set(value, known.size)
            return known.get(value) ?? -1
          })
        }
        const { self } = turnPlaces({
          start: Float64Array.from(rows, (row) => Number(row['Utterance_ID'])),
          recording: code('Dialogue_ID'),
          person: code('Speaker'),
          reference: code('Emotion'),
          counts: () => true
        })
        return self.filter((code) => code === 0).length
      })
      expect(counts).toEqual([4001, 427, 1003])
    }
  )
})
