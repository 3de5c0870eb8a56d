import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  emotionWheels,
  wheelGroups,
  type EmotionWheel,
  type WheelTables
} from '../../../src/shared/metrics/emotion-wheels'
import { sharedData } from '../../fixtures/shared-data'
import { xlsxRows } from '../../fixtures/xlsx-rows'

const wheel = (rings: Record<string, Record<string, string[]>>): EmotionWheel =>
  new Map(Object.entries(rings).map(([inner, ring]) => [inner, new Map(Object.entries(ring))]))

describe('free words on emotion wheels', () => {
  const tables: WheelTables = {
    forms: new Map([
      ['joyful', ['joyful']],
      ['joyfully', ['joyful']],
      ['glad', ['glad']],
      ['mad', ['mad']],
      ['furious', ['furious']],
      ['odd', ['odd']]
    ]),
    synonyms: new Map([
      ['joyful', ['joyful']],
      ['glad', ['proud', 'joyful', 'hopeful']],
      ['mad', ['mad']],
      ['furious', ['mad']],
      ['odd', ['strange']]
    ]),
    wheels: [
      wheel({ happy: { proud: ['confident'], joyful: ['hopeful'] }, mad: { hateful: [], angry: ['mad'] } }),
      wheel({ joyful: { content: ['glad'] } })
    ]
  }

  test('a word goes by its form and its synonyms to the first of these that stands on the wheel', () => {
    const [first, second] = tables.wheels
    if (!first || !second) throw new Error('two wheels')
    expect(Object.fromEntries(wheelGroups(tables, first, 1))).toEqual({
      joyful: 'happy',
      joyfully: 'happy',
      glad: 'happy',
      mad: 'mad',
      furious: 'mad'
    })
    // "hopeful" comes first in the alphabet; "mad" stands on the wheel twice and counts where it stands last.
    expect(Object.fromEntries(wheelGroups(tables, first, 2))).toEqual({
      joyful: 'joyful',
      joyfully: 'joyful',
      glad: 'joyful',
      mad: 'angry',
      furious: 'angry'
    })
    // A word of the middle counts as the first of its second ring.
    expect(wheelGroups(tables, second, 2).get('joyful')).toBe('content')
    expect(wheelGroups(tables, second, 1).has('mad')).toBe(false)
  })

  test('precision and recall are means over items, F is of these means, and all three are means over the wheels', () => {
    const made = emotionWheels(
      [
        { reference: ['Joyfully ', 'mad'], candidate: ['glad'] },
        { reference: ['furious'], candidate: ['odd'] },
        { reference: ['unheard-of', 'odd'], candidate: ['glad'] }
      ],
      tables,
      1
    )
    // First wheel: {happy, mad} and {happy}; {mad} and nothing; the third has no group. Second: {joyful} and {joyful} only.
    expect(made.byWheel).toEqual([
      { precision: 0.5, recall: 0.25, f: expect.closeTo(1 / 3, 12), scored: 2 },
      { precision: 1, recall: 1, f: 1, scored: 1 }
    ])
    expect(made.precision).toBeCloseTo(0.75, 12)
    expect(made.recall).toBeCloseTo(0.625, 12)
    expect(made.f).toBeCloseTo((1 / 3 + 1) / 2, 12)
    expect(made.outside).toEqual(['unheard-of'])
  })

  test('nothing to score is null', () => {
    expect(emotionWheels([], tables, 1)).toMatchObject({
      f: null,
      precision: null,
      recall: null,
      outside: []
    })
  })
})

const folder = sharedData('text', 'mer2024-ov')

describe.skipIf(folder === undefined)('answers of MER2024 on the wheels of MER2025 (OPN-1)', () => {
  const file = (name: string): string => `${folder}/${name}`
  let tables: WheelTables
  const answers = (name: string): readonly (readonly string[])[] =>
    readFileSync(file(name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) =>
        // Words stand in quotes; one with an apostrophe in double ones, which CSV doubles.
        [...line.matchAll(/""([^"]*)""|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '')
      )

  beforeAll(async () => {
    const forms = new Map<string, string[]>()
    for (const line of readFileSync(file('format.csv'), 'utf8').trim().split('\n').slice(1)) {
      const [, name = '', list = ''] = /^([^,]*),"?([^"]*)"?\r?$/.exec(line) ?? []
      for (const form of [...list.split(',').filter((one) => one !== ''), name])
        forms.set(form, [...(forms.get(form) ?? []), name])
    }
    const synonyms = new Map<string, string[]>()
    const columns = 'ABCDEFGHIJKLMNOP'
    for (const row of (await xlsxRows(file('synonym.xlsx'))).slice(1))
      for (let run = 0; run < 16; run += 2) {
        const word = row
          .get(columns[run] ?? '')
          ?.trim()
          .toLowerCase()
        if (word === undefined) continue
        const others = (row.get(columns[run + 1] ?? '') ?? '')
          .split(',')
          .map((one) => one.trim().toLowerCase())
        for (const one of [word, ...others])
          if (one !== '') synonyms.set(one, [...new Set([...(synonyms.get(one) ?? []), word])])
      }
    const wheels: EmotionWheel[] = []
    for (let number = 1; number <= 5; number++) {
      const rings = new Map<string, Map<string, string[]>>()
      let levels = ['', '', '']
      for (const row of (await xlsxRows(file(`wheel${number}.xlsx`))).slice(1)) {
        // An empty cell is the one above it.
        levels = levels.map(
          (above, at) =>
            row
              .get('ABC'[at] ?? '')
              ?.trim()
              .toLowerCase() ?? above
        )
        const [inner = '', middle = '', outer = ''] = levels
        const ring = rings.get(inner) ?? new Map<string, string[]>()
        rings.set(inner, ring.set(middle, [...(ring.get(middle) ?? []), outer]))
      }
      wheels.push(rings)
    }
    tables = { forms, synonyms, wheels }
  })

  const items = () => {
    const [reference, candidate] = [answers('check-openset.csv'), answers('predict-openset.csv')]
    return reference.map((words, i) => ({ reference: words, candidate: candidate[i] ?? [] }))
  }

  test('the tables are those of the challenge', () => {
    const words = new Set(
      tables.wheels.flatMap((one) =>
        [...one].flatMap(([inner, ring]) => [
          inner,
          ...[...ring].flatMap(([middle, outer]) => [middle, ...outer])
        ])
      )
    )
    expect([words.size, tables.synonyms.size, items().length]).toEqual([253, 1255, 332])
    // MER2026's table of forms. MER2025's has 30 more: forms of the opposite of 14 words in "-less".
    expect(tables.forms.size).toBe(7356)
  })

  test('70 words of the reference are in none of them, and are listed', () => {
    const { outside } = emotionWheels(items(), tables, 1)
    expect(outside).toHaveLength(70)
    expect(outside).toEqual(outside.toSorted())
  })

  test.each([
    // MER2025: capabilities.md, OPN-1. Of the 30 forms that MER2026 took back, two occur in these answers.
    { year: 2025, level: 1 as const, expected: [0.553706, 0.559395, 0.548516] },
    { year: 2025, level: 2 as const, expected: [0.424486, 0.447421, 0.40504] },
    // MER2026: by a few lines of Python written for this test over the same files, without this code.
    { year: 2026, level: 1 as const, expected: [0.5546077966514373, 0.5605239492818354, 0.5491872520358774] },
    { year: 2026, level: 2 as const, expected: [0.42458260487565785, 0.4480263339179024, 0.404763839873191] }
  ])('F, precision and recall of level $level by the tables of MER$year', ({ year, level, expected }) => {
    const forms = new Map(tables.forms)
    if (year === 2025)
      for (const [form, base] of [
        ['fear', 'fearless'],
        ['meaningful', 'meaningless']
      ] as const)
        forms.set(form, [...(forms.get(form) ?? []), base])
    const { f, precision, recall } = emotionWheels(items(), { ...tables, forms }, level)
    for (const [i, value] of [f, precision, recall].entries())
      expect(Math.abs((value ?? NaN) - (expected[i] ?? NaN))).toBeLessThan(1e-6)
  })
})
