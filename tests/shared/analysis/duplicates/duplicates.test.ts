import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { leakage } from '../../../../src/shared/analysis/duplicates/leakage'
import { leakageBanners } from '../../../../src/shared/analysis/duplicates/leakage-words'
import { baseName, readGroups } from '../../../../src/shared/analysis/duplicates/name-pattern'
import { nearGroups } from '../../../../src/shared/analysis/duplicates/near-groups'
import { sameTexts } from '../../../../src/shared/analysis/duplicates/same-texts'
import { splitList } from '../../../../src/shared/analysis/duplicates/split-list'
import { seededRandom } from '../../../../src/shared/metrics/base/seeded-random'
import { nearDuplicates } from '../../../../src/shared/metrics/near-duplicates'
import { readVectors, vectorFamilies } from '../../metrics/vectors'

const data = resolve(import.meta.dirname, '../../../../../shared/data')
const tableOf = (rows: readonly (readonly number[])[]) => ({
  rows: rows.length,
  dims: rows[0]?.length ?? 0,
  data: Float32Array.from(rows.flat())
})

describe.skipIf(!vectorFamilies.includes('embedding'))('near-duplicates of many embeddings', () => {
  const known = readVectors('embedding').filter(({ metric }) => metric === 'near_duplicates')
  it.each(known)('equal the known answer $name', ({ inputs, expected }) => {
    const { embeddings, threshold } = z
      .object({ embeddings: z.array(z.array(z.number())), threshold: z.number() })
      .parse(inputs)
    const found = atOnce(nearGroups(tableOf(embeddings), threshold))
    const answer = z
      .object({ pairs: z.array(z.array(z.number())), groups: z.array(z.array(z.number())) })
      .parse(expected)
    expect(found.pairs.map(([a, b]) => [a, b])).toEqual(answer.pairs.map(([a, b]) => [a, b]))
    found.pairs.forEach(([, , cosine], i) => expect(cosine).toBeCloseTo(answer.pairs[i]?.[2] ?? NaN, 5))
    expect(found.groups).toEqual(answer.groups)
  })
})

describe('near-duplicates', () => {
  const draw = seededRandom(7)
  const number = () => draw() / 2 ** 31 - 1
  const rows = Array.from({ length: 300 }, () => Array.from({ length: 16 }, number))
  for (let i = 0; i < 300; i += 10)
    rows.push((rows[i] ?? []).map((value) => Math.fround(value + number() * 0.05)))
  const exact = rows.map((row) => row.map(Math.fround))

  it('found with pivots are those of all pairs, with far fewer of them compared', () => {
    const found = atOnce(nearGroups(tableOf(exact), 0.99))
    const all = nearDuplicates(exact, 0.99)
    expect(all.groups.length).toBeGreaterThan(20)
    expect(found.groups).toEqual(all.groups)
    expect(found.pairs.map(([a, b]) => [a, b])).toEqual(all.pairs.map(([a, b]) => [a, b]))
    expect(found.compared).toBeLessThan((330 * 329) / 8)
    expect(found.cut).toBe(false)
  })

  it('beyond the bound of work are looked for among the first items only, and it says so', () => {
    const many = Array.from({ length: 1500 }, () => [1, Math.fround(number() * 0.01)])
    const found = atOnce(nearGroups(tableOf(many), 0.9, 100_000))
    expect(found.cut).toBe(true)
    expect(found.rows).toBeLessThan(1500)
  })
})

describe('the same text', () => {
  it('is found whatever its case and punctuation, and short answers are not counted', () => {
    expect(
      atOnce(sameTexts(['I do not know it.', 'Okay.', 'okay', 'i DO not know it', 'I do not know her.']))
    ).toEqual([[0, 3]])
  })
})

describe.skipIf(!existsSync(resolve(data, 'music/emopia')))('the split of EMOPIA', () => {
  const songs = 'Q\\d_(.+)_[^_]*$'
  const itemsOf = (part: string) => {
    const { names } = splitList(readFileSync(resolve(data, `music/emopia/${part}.csv`), 'utf8'))
    const read = readGroups(names, songs)
    if ('wrong' in read) throw new Error(read.wrong)
    return names.map((name, i) => ({ name, part, group: read.groups[i] }))
  }
  const items = ['train', 'val', 'test'].flatMap(itemsOf)

  it('has 767, 198 and 86 clips of 290, 63 and 32 songs, none shared', () => {
    const found = leakage(items)
    expect(found.parts.map((part) => [part.items, part.groups])).toEqual([
      [767, 290],
      [198, 63],
      [86, 32]
    ])
    expect(found.pairs.flatMap(({ shared }) => shared)).toEqual([])
  })

  it('shares exactly the song of a clip that is moved from train to test, by name', () => {
    const count = new Map<string, number>()
    for (const { part, group = '' } of items)
      if (part === 'train') count.set(group, (count.get(group) ?? 0) + 1)
    const moved = items.findIndex(({ part, group = '' }) => part === 'train' && (count.get(group) ?? 0) > 1)
    const song = items[moved]?.group
    const found = leakage(items.map((item, i) => (i === moved ? { ...item, part: 'test' } : item)))
    const shared = found.pairs.flatMap((pair) =>
      pair.shared.map(({ group }) => [pair.first, pair.second, group])
    )
    expect(shared).toEqual([['train', 'test', song]])
    expect(leakageBanners(found, { one: 'song', many: 'songs' })[1]?.text).toBe(
      `1 song is shared between train (290) and test (33): ${song}.`
    )
  })
})

describe('speakers of a split', () => {
  const noun = { one: 'speaker', many: 'speakers' }

  it('are all shared when ten folds are drawn at random from ten speakers', () => {
    const draw = seededRandom(3)
    const items = Array.from({ length: 500 }, (_, i) => ({
      part: draw() % 10 === 0 ? 'test' : 'train',
      group: `speaker ${i % 10}`
    }))
    const found = leakage([{ part: 'train' }, ...items])
    expect(leakageBanners(found, noun)).toEqual([
      { bad: true, text: 'All 10 speakers are shared between train and test.' }
    ])
    expect(found.parts[0]?.unknown).toBe(1)
    expect(found.pairs[0]?.itemShare).toBe(1)
  })

  it.skipIf(!existsSync(resolve(data, 'splits/hicmae-crema-d-fold1')))(
    'of the published list of CREMA-D are 73 and 18, none shared',
    () => {
      const items = ['train', 'test'].flatMap((part) => {
        const { names } = splitList(
          readFileSync(resolve(data, `splits/hicmae-crema-d-fold1/${part}.csv`), 'utf8')
        )
        const read = readGroups(names, '^(\\d+)_')
        return 'wrong' in read ? [] : read.groups.map((group) => ({ part, group }))
      })
      expect(leakageBanners(leakage(items), noun)).toEqual([
        { bad: false, text: '73 speakers in train, 18 in test: 0 shared.' }
      ])
    }
  )

  it('that nobody named say nothing about a split', () => {
    expect(leakageBanners(leakage([{ part: 'a', group: 'x' }, { part: 'b' }]), noun)).toEqual([
      { bad: false, text: 'No speaker is known in b: nothing can be said about a and b.' }
    ])
  })
})

describe('a list of a split', () => {
  it('may have a head, several columns, quotes, and a column that names the part', () => {
    expect(splitList('\uFEFFid,split\n"a.wav",train\r\nb.wav,test\n\n')).toEqual({
      names: ['a.wav', 'b.wav'],
      parts: ['train', 'test']
    })
    expect(splitList('one\ntwo\n')).toEqual({ names: ['one', 'two'] })
    expect(splitList('')).toEqual({ names: [] })
  })

  it('names files by path; endings are no part of a name', () => {
    expect(baseName('/data/x/03a01Fa.wav')).toBe('03a01Fa')
    expect(baseName('C:\\x\\clip.1.flac')).toBe('clip.1')
    expect(readGroups(['a'], '(')).toMatchObject({ wrong: expect.any(String) })
  })
})
