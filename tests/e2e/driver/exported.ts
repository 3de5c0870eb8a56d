import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** A row of an exported `segments.csv`, by column. */
export type ExportedRow = Readonly<Record<string, string>>

/** Read a table as any statistics program would. */
export const readTable = (path: string): readonly ExportedRow[] =>
  parse(readFileSync(path), { columns: true, bom: true }) as ExportedRow[]

/** Tiers of a TextGrid in the long form: name, and the texts of its intervals and points that have one. */
export const textGridTiers = (
  path: string
): readonly { readonly name: string; readonly texts: readonly string[] }[] =>
  readFileSync(path, 'utf8')
    .split(/^\s*item \[\d+\]:/m)
    .slice(1)
    .map((tier) => ({
      name: /^\s*name = "(.*)"/m.exec(tier)?.[1] ?? '',
      texts: [...tier.matchAll(/^\s*(?:text|mark) = "((?:[^"]|"")+)"/gm)].map(([, text = '']) => text)
    }))

/** What is compared: reference and candidate label of every item. */
export type Pair = readonly [reference: string, candidate: string]

/**
 * Pair two authors of an exported table by segments, written from the convention's words and not from the app's code:
 * every labelled reference segment is an item; its candidate label is the one with the largest summed overlap;
 * segments that both name a person are paired only when it is the same one; what nothing overlaps is left out.
 */
export function pairRows(
  rows: readonly ExportedRow[],
  reference: string,
  candidate: string
): readonly Pair[] {
  const by = (author: string): readonly ExportedRow[] =>
    rows.filter((row) => row['author'] === author && row['label'] !== '' && row['label'] !== 'cannot-rate')
  const others = by(candidate)
  return by(reference).flatMap((mine): Pair[] => {
    const overlaps = new Map<string, number>()
    for (const other of others) {
      if (other['recording_id'] !== mine['recording_id'] || !mayBeSamePerson(mine, other)) continue
      const shared =
        Math.min(Number(mine['end_us']), Number(other['end_us'])) -
        Math.max(Number(mine['start_us']), Number(other['start_us']))
      if (shared > 0) overlaps.set(other['label'] ?? '', (overlaps.get(other['label'] ?? '') ?? 0) + shared)
    }
    const [winner] = [...overlaps].sort((a, b) => b[1] - a[1])
    return winner ? [[mine['label'] ?? '', winner[0]]] : []
  })
}

const mayBeSamePerson = (one: ExportedRow, other: ExportedRow): boolean =>
  one['person'] === '' || other['person'] === '' || one['person'] === other['person']

/** Numbers of a comparison, from their definitions. */
export interface Numbers {
  readonly n: number
  readonly accuracy: number
  /** Recall averaged over the labels that the reference uses. */
  readonly uar: number
  /** F1 averaged over the labels that either uses. */
  readonly macroF1: number
  readonly kappa: number
}

export function numbersOf(pairs: readonly Pair[]): Numbers {
  const n = pairs.length
  const labels = [...new Set(pairs.flat())]
  const count = (test: (pair: Pair) => boolean): number => pairs.filter(test).length
  const hits = (label: string): number => count(([a, b]) => a === label && b === label)
  const used = (label: string): number => count(([a]) => a === label)
  const given = (label: string): number => count(([, b]) => b === label)
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const accuracy = labels.reduce((sum, label) => sum + hits(label), 0) / n
  const chance = labels.reduce((sum, label) => sum + (used(label) / n) * (given(label) / n), 0)
  return {
    n,
    accuracy,
    uar: mean(labels.filter((label) => used(label) > 0).map((label) => hits(label) / used(label))),
    macroF1: mean(labels.map((label) => (2 * hits(label)) / (used(label) + given(label)))),
    kappa: (accuracy - chance) / (1 - chance)
  }
}
