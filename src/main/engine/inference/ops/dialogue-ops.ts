import { z } from 'zod'
import { dialogueGraph } from '../../../../shared/text-model/dialogue-graph'
import { dialogueWindow } from '../../../../shared/text-model/dialogue-window'
import { speakerNumbers, turnWords } from '../../../../shared/text-model/turn-words'
import { onlyFor, valueOp } from './op'
import { targetTurn } from './text-steps'
import { tokenizerOf } from './text-tokenize'
import type { ModelInput, Words } from './value'

const turnCount = z.number().int().min(0)

/**
 * The turn and those around it as one text (`shared/text-model/dialogue-window`). `file` is the tokenizer that
 * `maxTokens` counts with; a manifest need not name it, the next `text.tokenize` does.
 */
export const windowStep = valueOp(
  'dialogue.window',
  z.looseObject({
    past: turnCount,
    future: turnCount.default(0),
    causal: z.boolean().default(false),
    include: z.enum(['all', 'same-speaker', 'other-speakers']).default('all'),
    format: z.string().default('{text}'),
    targetFormat: z.string().optional(),
    join: z.string().default(' '),
    separator: z.string().default(' '),
    wrapTarget: z.boolean().default(true),
    fill: z.enum(['symmetric-nearest', 'past-first', 'left-truncate']).default('symmetric-nearest'),
    maxTokens: z.number().int().positive().optional(),
    countSpecialPerUtterance: z.boolean().default(false),
    file: z.string().optional()
  }),
  ({ maxTokens, file, targetFormat, ...window }, assets) => {
    if (maxTokens !== undefined && file === undefined && window.fill !== 'left-truncate')
      throw new Error(
        'dialogue.window counts tokens ("maxTokens") and no later text.tokenize names the tokenizer'
      )
    const tokenizer = maxTokens === undefined || file === undefined ? undefined : tokenizerOf(assets, file)
    return onlyFor('dialogue.window', 'dialogue', ({ turns, at }) => {
      const rules = { ...window, targetFormat, maxTokens: maxTokens ?? Infinity }
      const { text, target } = dialogueWindow(turns, at, rules, (part) => tokenizer?.count(part) ?? 0)
      return { kind: 'words', text, target }
    })
  }
)

/** What the same speaker said before, the latest `maxK` in order: a text each (CoMPM's memory of the speaker). */
export const historyStep = valueOp(
  'dialogue.history',
  z.looseObject({ maxK: z.number().int().positive().default(1000), format: z.string().default('{text}') }),
  ({ maxK, format }) =>
    onlyFor('dialogue.history', 'dialogue', ({ turns, at }) => {
      const speaker = turns[at]?.speaker
      const places = turns
        .slice(0, at)
        .flatMap((turn, i) => (speaker !== undefined && turn.speaker === speaker ? [i] : []))
      return {
        kind: 'several',
        values: places.slice(-maxK).map((i): Words => ({ kind: 'words', text: turnWords(format, turns, i) }))
      }
    })
)

/**
 * One row of numbers for each turn, [T,D]: what a model before gave for it (`output`), or the rows that a step before
 * loaded. A turn without numbers is a row of zeros.
 */
export const stackStep = valueOp(
  'dialogue.stack',
  z.looseObject({
    order: z.enum(['turn', 'reverse']).default('turn'),
    output: z.string().optional(),
    maxT: z.number().int().positive().optional()
  }),
  ({ order, output, maxT }) =>
    (value) => {
      const rows =
        value.kind === 'dialogue'
          ? value.turns.map(({ id }) => numbersOf(value.upstream?.[id], output))
          : value.kind === 'several'
            ? value.values.map((part) =>
                part.kind === 'tensor' ? Float32Array.from(part.data, Number) : undefined
              )
            : undefined
      if (!rows) throw new Error(`dialogue.stack takes a dialogue or several vectors, got a ${value.kind}`)
      checkLength(rows.length, maxT)
      return stacked(order === 'reverse' ? rows.toReversed() : rows)
    }
)

function numbersOf(
  outputs: Readonly<Record<string, ArrayLike<number>>> | undefined,
  output: string | undefined
): ArrayLike<number> | undefined {
  return output === undefined ? Object.values(outputs ?? {})[0] : outputs?.[output]
}

function stacked(rows: readonly (ArrayLike<number> | undefined)[]): ModelInput {
  const width = Math.max(0, ...rows.map((row) => row?.length ?? 0))
  if (width === 0)
    throw new Error('dialogue.stack found no numbers for any turn; run the model that makes them first')
  const data = new Float32Array(rows.length * width)
  for (const [i, row] of rows.entries()) {
    if (row && row.length !== width)
      throw new Error(`turn ${i + 1} has ${row.length} numbers, others have ${width}`)
    if (row) data.set(row, i * width)
  }
  return { kind: 'tensor', type: 'float32', data, dims: [rows.length, width], fill: { axis: 0, value: 0 } }
}

/** Who speaks, turn by turn: a number each [T], or a row with a single 1 [T,n]. A turn of nobody known is -1 or a row of zeros. */
export const speakersStep = valueOp(
  'dialogue.speakers',
  z.looseObject({
    oneHot: z.number().int().positive().optional(),
    ids: z.boolean().optional(),
    maxSpeakers: z.number().int().positive().optional(),
    order: z.enum(['appearance', 'alphabetical', 'role']).default('appearance'),
    roles: z.array(z.string()).default([])
  }),
  ({ oneHot, maxSpeakers, order, roles }) =>
    onlyFor('dialogue.speakers', 'dialogue', ({ turns }) => {
      const numbers = speakerNumbers(turns, order, roles)
      const most = oneHot ?? maxSpeakers
      const count = Math.max(-1, ...numbers) + 1
      if (most !== undefined && count > most)
        throw new Error(`the conversation has ${count} speakers, the model tells ${most} apart`)
      const fill = { axis: 0, value: oneHot === undefined ? -1 : 0 }
      if (oneHot === undefined)
        return {
          kind: 'tensor',
          type: 'int64',
          data: BigInt64Array.from(numbers, BigInt),
          dims: [numbers.length],
          fill
        }
      const data = new Float32Array(numbers.length * oneHot)
      for (const [i, number] of numbers.entries()) if (number >= 0) data[i * oneHot + number] = 1
      return { kind: 'tensor', type: 'float32', data, dims: [numbers.length, oneHot], fill }
    })
)

/** 1 for each turn [T], 0 where a batch is filled up; `of: "target"` marks the unit's turn alone. */
export const maskStep = valueOp(
  'dialogue.mask',
  z.looseObject({
    of: z.enum(['turns', 'target']).default('turns'),
    maxT: z.number().int().positive().optional()
  }),
  ({ of, maxT }) =>
    onlyFor('dialogue.mask', 'dialogue', ({ turns, at }) => {
      checkLength(turns.length, maxT)
      const data = Float32Array.from(turns, (_, i) => Number(of === 'turns' || i === at))
      return { kind: 'tensor', type: 'float32', data, dims: [turns.length], fill: { axis: 0, value: 0 } }
    })
)

/** Edges between turns (`shared/text-model/dialogue-graph`): places [2,E] or kinds [E]. */
export const graphStep = valueOp(
  'dialogue.graph',
  z.looseObject({
    past: z.number().int().min(-1),
    future: z.number().int().min(-1),
    relations: z.array(z.enum(['temporal', 'speaker', 'speakers'])).default([]),
    return: z.enum(['index', 'type']).default('index')
  }),
  ({ return: take, ...wanted }) =>
    onlyFor('dialogue.graph', 'dialogue', ({ turns }) => {
      const { from, to, type } = dialogueGraph(turns, wanted)
      const numbers = take === 'type' ? type : [...from, ...to]
      const data = BigInt64Array.from(numbers, BigInt)
      return { kind: 'tensor', type: 'int64', data, dims: take === 'type' ? [type.length] : [2, from.length] }
    })
)

/** The unit's turn with each turn around it, itself among them: pairs of texts, or their places [K,2]. */
export const pairsStep = valueOp(
  'dialogue.pairs',
  z.looseObject({
    past: turnCount,
    future: turnCount.default(0),
    self: z.boolean().default(true),
    format: z.string().default('{text}'),
    return: z.enum(['text', 'index']).default('text')
  }),
  ({ past, future, self, format, return: take }) =>
    onlyFor('dialogue.pairs', 'dialogue', (dialogue) => {
      targetTurn(dialogue)
      const { turns, at } = dialogue
      const places = [...turns.keys()].filter((i) => i >= at - past && i <= at + future && (self || i !== at))
      if (take === 'index') {
        const data = BigInt64Array.from(
          places.flatMap((i) => [at, i]),
          BigInt
        )
        return { kind: 'tensor', type: 'int64', data, dims: [places.length, 2] }
      }
      const text = turnWords(format, turns, at)
      return {
        kind: 'several',
        values: places.map((i): Words => ({ kind: 'words', text, pair: turnWords(format, turns, i) }))
      }
    })
)

function checkLength(turns: number, most: number | undefined): void {
  if (most !== undefined && turns > most)
    throw new Error(`the conversation has ${turns} turns, the model reads ${most}`)
}

export const dialogueOps = [windowStep, historyStep, stackStep, speakersStep, maskStep, graphStep, pairsStep]
