import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTokenizer } from '../../../src/shared/text-model/tokenizer'

/**
 * The answers are those of Hugging Face's implementation in Rust (tokenizers 0.23.2), made by scripts/golden/text.py
 * together with the three small tokenizers. Tolerance: none, the numbers are equal.
 */
const golden = resolve(import.meta.dirname, '../../fixtures/golden')
const read = (name: string): string => readFileSync(join(golden, name), 'utf8')
const Range = z.tuple([z.number(), z.number()])
const Pairs = z.array(
  z.object({ first: z.number(), second: z.number(), ids: z.array(z.number()), typeIds: z.array(z.number()) })
)
const Answers = z.object({
  digests: z.array(z.number()),
  examples: z.array(z.object({ line: z.number(), ids: z.array(z.number()), offsets: z.array(Range) })),
  cut: z.object({ left: Pairs, right: Pairs })
})
const stored = z
  .object({
    parts: z.record(z.string(), z.tuple([z.array(z.string()), z.array(z.string()), z.array(z.string())])),
    lines: z.record(z.string(), z.number()),
    bpe: Answers,
    wordpiece: Answers,
    unigram: Answers
  })
  .parse(JSON.parse(read('text-lines.json')))

const lines = Object.entries(stored.lines).flatMap(([language, count]) =>
  Array.from({ length: count }, (_, k) => {
    const [first, middle, last] = stored.parts[language] ?? [[], [], []]
    const turn = Math.floor(k / first.length)
    return `${first[k % first.length] ?? ''}${middle[turn % middle.length] ?? ''}${last[Math.floor(turn / middle.length) % last.length] ?? ''}`
  })
)

describe('text to tokens (TXT-3)', () => {
  it.each(['bpe', 'wordpiece', 'unigram'] as const)(
    'gives the ids of the original implementation for 1,000 lines of six languages: %s',
    (family) => {
      const tokenizer = openTokenizer(read(`text-${family}.json`))
      const made = lines.map((line) => tokenizer.encode(line, { addSpecial: true, truncate: 'none' }).ids)
      for (const { line, ids } of stored[family].examples) expect(made[line]).toEqual(ids)
      const wrong = made.flatMap((ids, i) =>
        digest(ids) === stored[family].digests[i] ? [] : [`${i}: ${lines[i] ?? ''}`]
      )
      expect(lines).toHaveLength(1000)
      expect(wrong).toEqual([])
    }
  )

  it.each(['bpe', 'wordpiece', 'unigram'] as const)(
    'cuts two texts to 24 tokens as the original does: %s',
    (family) => {
      const tokenizer = openTokenizer(read(`text-${family}.json`))
      for (const truncate of ['left', 'right'] as const) {
        for (const { first, second, ids, typeIds } of stored[family].cut[truncate]) {
          const made = tokenizer.encode(lines[first] ?? '', {
            pair: lines[second] ?? '',
            addSpecial: true,
            maxLength: 24,
            truncate
          })
          expect(made.ids, `lines ${first} and ${second}, cut ${truncate}`).toEqual(ids)
          // Models of RoBERTa's kind have one type, whatever the tokenizer calls the second text.
          if (family === 'wordpiece') expect(made.typeIds).toEqual(typeIds)
        }
      }
    }
  )

  it.each(['bpe', 'wordpiece', 'unigram'] as const)(
    'finds the characters of every token in the text, in scripts written to the left too: %s',
    (family) => {
      const tokenizer = openTokenizer(read(`text-${family}.json`))
      for (const { line, offsets } of stored[family].examples) {
        const text = lines[line] ?? ''
        const made = tokenizer.encode(text, { addSpecial: true, truncate: 'none' })
        // Spaces in front of a word belong to its token or not, by family; what is marked for the reader is the same.
        // A token that is a space alone marks nothing here, the next letter there.
        const marks = (ranges: readonly (readonly [number, number])[]): string[] =>
          ranges.map((range, i) => (made.tokens[i] === '▁' ? '' : trimmed(text, range)))
        expect(marks(made.offsets), text).toEqual(marks(offsets))
      }
    }
  )
})

/** 32-bit FNV-1a over the numbers, as the script stores them. */
function digest(ids: readonly number[]): number {
  let value = 2166136261
  for (const id of ids)
    for (const byte of [id & 255, id >> 8]) value = Math.imul(value ^ byte, 16777619) >>> 0
  return value
}

/** What can be seen of a range: no spaces around it, no accents and joiners hanging over its end. */
function trimmed(text: string, [from, to]: readonly [number, number]): string {
  const piece = text.slice(from, to)
  const start = from + (piece.length - piece.trimStart().length)
  const shown = piece.trim().replace(/[\p{M}\u200d]+$/u, '')
  return shown === '' ? '' : `${start}-${start + shown.length} ${shown}`
}
