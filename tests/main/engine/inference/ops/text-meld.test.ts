import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dialogueWindow, type DialogueWindow } from '../../../../../src/shared/text-model/dialogue-window'
import { openTokenizer } from '../../../../../src/shared/text-model/tokenizer'
import { meld, type MeldTurn } from '../../../../fixtures/meld'

const golden = resolve(import.meta.dirname, '../../../../fixtures/golden')
const tokenizer = openTokenizer(readFileSync(resolve(golden, 'text-bpe.json'), 'utf8'))

/** EmoBERTa's input: speakers in capitals, the turn between two separators, filled up from the nearest. */
const emoberta: DialogueWindow = {
  past: 1000,
  future: 1000,
  causal: false,
  include: 'all',
  format: '{speaker:upper}: {text}',
  join: ' ',
  separator: '</s></s>',
  wrapTarget: true,
  fill: 'symmetric-nearest',
  maxTokens: 512,
  countSpecialPerUtterance: true
}

const parts = { train: meld('train'), dev: meld('dev'), test: meld('test') }

describe.skipIf(!parts.dev)('real conversations (MELD)', () => {
  it('give the exact text of EmoBERTa (TXT-1)', () => {
    const turns = parts.dev?.get('0') ?? []
    const { text } = dialogueWindow(turns, 1, { ...emoberta, past: 1, future: 1 }, tokenizer.count)
    expect(text).toBe('PHOEBE: Oh my God, he’s lost it. He’s totally lost it.</s></s>MONICA: What?</s></s>')
  })

  it('give the turns that an implementation of the rule in Python takes, for every turn of 50 of them (TXT-2)', () => {
    const stored = z
      .object({
        limit: z.number(),
        windows: z.record(z.string(), z.array(z.tuple([z.number(), z.number()])))
      })
      .parse(JSON.parse(readFileSync(resolve(golden, 'text-windows.json'), 'utf8')))
    const all = new Map<string, readonly MeldTurn[]>(
      Object.entries(parts).flatMap(([part, talks]) =>
        [...(talks ?? [])].map(([id, turns]) => [`${part} ${id}`, turns] as const)
      )
    )
    let cut = 0
    for (const [key, expected] of Object.entries(stored.windows)) {
      const turns = all.get(key) ?? []
      expect(turns, key).toHaveLength(expected.length)
      for (const [at, [first, last]] of expected.entries()) {
        const { places, text } = dialogueWindow(
          turns,
          at,
          { ...emoberta, maxTokens: stored.limit },
          tokenizer.count
        )
        expect([places[0], places.at(-1)], `${key}, turn ${at}`).toEqual([first, last])
        expect(tokenizer.encode(text, { addSpecial: true, truncate: 'none' }).ids.length).toBeLessThanOrEqual(
          512
        )
        if (last - first + 1 < turns.length) cut++
      }
    }
    expect(Object.keys(stored.windows)).toHaveLength(50)
    // Most windows do meet the limit; otherwise the test would say little.
    expect(cut).toBeGreaterThan(500)
  })
})
