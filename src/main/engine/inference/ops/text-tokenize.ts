import { z } from 'zod'
import { openTokenizer, type EncodedText, type TextTokenizer } from '../../../../shared/text-model/tokenizer'
import { onlyFor, valueOp, type Assets } from './op'
import { targetTurn } from './text-steps'
import type { Tokens, Value, Words } from './value'

const parameters = z.looseObject({
  file: z.string(),
  addSpecial: z.boolean().default(true),
  maxLen: z.number().int().positive().optional(),
  truncate: z.enum(['left', 'right', 'none']).default('right'),
  pad: z.enum(['none', 'max', 'batch']).default('none'),
  padId: z.number().int().min(0).optional(),
  return: z.enum(['ids', 'mask', 'typeIds', 'offsets']).default('ids'),
  each: z.enum(['unit', 'turn']).default('unit')
})

/**
 * Text to tokens by a `tokenizer.json` of the manifest (`file`). More than `maxLen` tokens, special ones counted, are
 * cut on the side that `truncate` names; `none` refuses them. `pad` fills up to `maxLen` or to the longest of a batch
 * with `padId` (default: that of the file). `return` says which of a text's numbers the input takes.
 * Of a conversation the unit's turn is read, with `each: "turn"` every turn, a row each.
 */
export const textTokenize = valueOp('text.tokenize', parameters, (how, assets) => {
  const tokenizer = tokenizerOf(assets, how.file)
  const padId = how.padId ?? tokenizer.padId ?? 0
  if (how.pad === 'max' && how.maxLen === undefined)
    throw new Error('text.tokenize is to fill up to "maxLen", which is not given')
  const encoded = remembered((text: string, pair?: string) =>
    tokenizer.encode(text, {
      addSpecial: how.addSpecial,
      truncate: how.truncate,
      ...(how.maxLen === undefined ? {} : { maxLength: how.maxLen }),
      ...(pair === undefined ? {} : { pair })
    })
  )
  const tokenize = (words: Words): Tokens => {
    const tokens = encoded(words.text, words.pair)
    if (how.maxLen !== undefined && tokens.ids.length > how.maxLen)
      throw new Error(
        `the text has ${tokens.ids.length} tokens, the model reads ${how.maxLen}: "${words.text.slice(0, 40)}…"`
      )
    return {
      kind: 'tokens',
      ids: tokens.ids,
      mask: tokens.ids.map(() => 1),
      typeIds: tokens.typeIds,
      get offsets() {
        return tokens.offsets
      },
      text: words.text,
      padId,
      take: how.return,
      ...(how.pad === 'max' && how.maxLen !== undefined ? { length: how.maxLen } : {}),
      fills: how.pad === 'batch'
    }
  }
  const step = (value: Value): Value => {
    if (value.kind === 'words') return tokenize(value)
    if (value.kind === 'dialogue' && how.each === 'turn')
      return { kind: 'several', values: value.turns.map(({ text }) => tokenize({ kind: 'words', text })) }
    if (value.kind === 'dialogue') return tokenize({ kind: 'words', text: targetTurn(value).text })
    if (value.kind === 'several') return { ...value, values: value.values.map(step) }
    throw new Error(`text.tokenize takes words or a dialogue, got a ${value.kind}`)
  }
  return step
})

/** Place of a token in the text, the first of several; models that answer at a mask read their answer there. */
export const textMaskIndex = valueOp(
  'text.maskIndex',
  z.looseObject({ token: z.string(), file: z.string() }),
  ({ token, file }, assets) => {
    const id = tokenizerOf(assets, file).idOf(token)
    if (id === undefined) throw new Error(`the tokenizer "${file}" has no token "${token}"`)
    return onlyFor('text.maskIndex', 'tokens', (tokens) => {
      const place = tokens.ids.indexOf(id)
      if (place < 0) throw new Error(`the text has no ${token}: "${tokens.text.slice(0, 40)}…"`)
      return { kind: 'tensor', type: 'int64', data: BigInt64Array.of(BigInt(place)), dims: [] }
    })
  }
)

/** Tokenizers are large: inputs that name the same file of a manifest share one. */
const opened = new WeakMap<Assets, Map<string, TextTokenizer>>()

export function tokenizerOf(assets: Assets, file: string): TextTokenizer {
  const known = opened.get(assets) ?? new Map<string, TextTokenizer>()
  opened.set(assets, known)
  const tokenizer = known.get(file) ?? openTokenizer(assets.text(file), file)
  known.set(file, tokenizer)
  return tokenizer
}

/** The last texts: the inputs of one unit ask for the same text again. */
function remembered(encode: (text: string, pair?: string) => EncodedText): typeof encode {
  const known = new Map<string, EncodedText>()
  return (text, pair) => {
    const key = pair === undefined ? text : `${text}\u0000${pair}`
    const found = known.get(key)
    if (found) return found
    if (known.size >= 64) known.clear()
    const made = encode(text, pair)
    known.set(key, made)
    return made
  }
}
