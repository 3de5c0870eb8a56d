import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { measureSums } from '../../../src/shared/agreement/answers/measure-sums'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { ratingRows } from '../../../src/shared/agreement/traces/rating-rows'
import { krippendorffAlphaParts } from '../../../src/shared/metrics/krippendorff-alpha'
import { summariseVotes } from '../../../src/shared/metrics/vote-aggregation'
import { sharedData } from '../../fixtures/shared-data'

// The numbers are those published with, or computed by two independent programs from, the corpora themselves
// (capabilities AGR-1 and AGR-3); the corpora are not part of this project.

const swe = sharedData('text', 'brighter', 'swe_individuals.csv')
describe.skipIf(!swe)('AGR-1: three annotators of 2,574 Swedish texts', () => {
  it.each([
    ['Joy', 0.517401, 0.82241, 0.779003],
    ['Anger', 0.288125, 0.404777, 0.45104],
    ['Surprise', 0.073147, 0.089806, 0.087024]
  ])('%s has the known alphas', (emotion, nominal, ordinal, interval) => {
    const rows = readCsv(swe ?? '').filter((row) => row['emotion'] === emotion)
    expect(rows).toHaveLength(2574)
    const columns = [1, 2, 3].map((a) =>
      Float64Array.from(rows, (row) => {
        const value = row[`Annotator-${a}`]
        return value === undefined || value === '' ? Number.NaN : Number(value)
      })
    )
    const strip = { recordingId: 'swe', startUs: 0, stepUs: 1e6, columns }
    const made = atOnce(measureSums(atOnce(ratingRows([strip], 3)), [0, 1, 2, 3], () => 0, 1))
    expect(made.alpha(made.total, 'nominal')).toBeCloseTo(nominal, 6)
    expect(made.alpha(made.total, 'ordinal')).toBeCloseTo(ordinal, 6)
    expect(made.alpha(made.total, 'interval')).toBeCloseTo(interval, 6)
  })
})

const votes = sharedData('votes', 'crema-d', 'tabulatedVotes.csv')
const EMOTIONS = ['A', 'D', 'F', 'H', 'N', 'S']
describe.skipIf(!votes)('AGR-3: crowd votes on 7,442 clips, heard, seen, and both', () => {
  it.each([
    ['voice', 1, 0.281103, 644],
    ['face', 2, 0.458247, 470],
    ['both', 3, 0.496669, 420]
  ])('of the %s have the known alpha, and ties that nobody wins', (_, condition, alpha, ties) => {
    const items = readCsv(votes ?? '')
      .filter((row) => Math.floor(Number(row['']) / 100_000) === condition)
      .map((row) => EMOTIONS.flatMap((emotion) => Array<string>(Number(row[emotion])).fill(emotion)))
    expect(items).toHaveLength(7442)
    expect(krippendorffAlphaParts(items, 'nominal').alpha).toBeCloseTo(alpha, 6)
    const open = items
      .map((item) => summariseVotes(item, EMOTIONS))
      .filter(({ plurality }) => plurality === null)
    expect(open).toHaveLength(ties)
    expect(open.every(({ tied }) => tied.length > 1)).toBe(true)
  })
})

/** A CSV file with quoted fields and line breaks in them, as rows by column name. */
function readCsv(path: string): readonly Record<string, string>[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const table: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    table.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end !== ',') table.push([])
  }
  const [head = [], ...rows] = table.filter((row) => row.length > 1)
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))
}
