import {
  PrecompiledNormalizer,
  SequenceNormalizer,
  Tokenizer,
  type Normalizer
} from '@huggingface/tokenizers'
import { alignTokens, type TextRange } from './align-tokens'
import { precompiledMap } from './precompiled-map'
import { tokenizerDocument } from './tokenizer-document'
import { truncatePair, type TruncateSide } from './truncate-pair'

/** Text as a model's numbers, special tokens included. */
export interface EncodedText {
  readonly ids: readonly number[]
  /** The entries of the vocabulary, as the tokenizer's file spells them. */
  readonly tokens: readonly string[]
  /** 0 for the first sequence, 1 for the second. */
  readonly typeIds: readonly number[]
  /** UTF-16 range of each token in the text (second sequence: in `pair`); [0, 0] for special tokens. Worked out when asked for. */
  readonly offsets: readonly TextRange[]
}

export interface EncodeOptions {
  readonly pair?: string
  /** Whether the tokens that the model expects around a text are added. */
  readonly addSpecial: boolean
  /** Most tokens, special ones counted. */
  readonly maxLength?: number
  /** Which side gives way where there are more; `none` leaves the text longer than `maxLength`. */
  readonly truncate: TruncateSide
}

export interface TextTokenizer {
  encode(text: string, options: EncodeOptions): EncodedText
  /** Tokens of a text alone, special tokens not counted. */
  count(text: string): number
  /** Id of an entry of the vocabulary; undefined: there is none. */
  idOf(token: string): number | undefined
  /** Entry of the vocabulary with an id; undefined: there is none. */
  tokenOf(id: number): string | undefined
  /** Id that fills up a batch: that of the padding token the file names, or else of the one called as is usual. */
  readonly padId: number | undefined
}

/**
 * A tokenizer of the families BPE, WordPiece and Unigram, from the text of a `tokenizer.json`. Truncation and padding
 * named in the file are left to the caller. Throws a sentence for a file that is none or of another family.
 */
export function openTokenizer(text: string, file = 'tokenizer.json'): TextTokenizer {
  const document = tokenizerDocument(text, file)
  const tokenizer = new Tokenizer(document, {})
  useOwnMap(tokenizer.normalizer)
  const counts = new Map<string, number>()
  const piecesOf = (part: string): string[] => tokenizer.tokenize(part, { add_special_tokens: false })
  const idOf = (token: string): number | undefined => tokenizer.token_to_id(token)
  const unknownId =
    document.unknownId ?? (document.unknown === undefined ? undefined : idOf(document.unknown))
  const join = (first: string[], second: string[] | undefined, addSpecial: boolean): Joined =>
    joined(tokenizer, first, second, addSpecial)
  return {
    encode(source, { pair, addSpecial, maxLength, truncate }) {
      let first = piecesOf(source)
      let second = pair === undefined ? undefined : piecesOf(pair)
      if (maxLength !== undefined && truncate !== 'none') {
        const own = first.length + (second?.length ?? 0)
        const added = addSpecial ? join(first, second, true).tokens.length - own : 0
        ;[first, second] = truncatePair(first, second, Math.max(0, maxLength - added), truncate)
      }
      const { tokens, typeIds } = join(first, second, addSpecial)
      const cutLeft = truncate === 'left'
      return {
        tokens,
        typeIds,
        ids: tokens.map((token) => idOf(token) ?? unknownId ?? 0),
        get offsets() {
          return alignTokens({ text: source, pair, tokens, typeIds, cutLeft, ...document.surface })
        }
      }
    },
    count(part) {
      const known = counts.get(part)
      if (known !== undefined) return known
      if (counts.size >= MOST_REMEMBERED) counts.clear()
      const count = piecesOf(part).length
      counts.set(part, count)
      return count
    },
    idOf,
    tokenOf: (id) => tokenizer.id_to_token(id),
    padId: padIdOf(document.padId, idOf)
  }
}

/** Turns of a conversation are counted again for each of its other turns; those of a few long ones are kept. */
const MOST_REMEMBERED = 4096

/** The library only comes near to the character map of SentencePiece: emoji that are joined, for instance, fall apart. */
function useOwnMap(normalizer: Normalizer | null): void {
  if (normalizer instanceof SequenceNormalizer) for (const part of normalizer.normalizers) useOwnMap(part)
  if (normalizer instanceof PrecompiledNormalizer && typeof normalizer.charsmap === 'string')
    normalizer.normalize = precompiledMap(normalizer.charsmap)
}

interface Joined {
  readonly tokens: readonly string[]
  readonly typeIds: readonly number[]
}

function joined(
  tokenizer: Tokenizer,
  first: string[],
  second: string[] | undefined,
  addSpecial: boolean
): Joined {
  const processor = tokenizer.post_processor
  // With an empty first sequence some processors add nothing; without special tokens all of them only join.
  if (!processor || !addSpecial) {
    const tokens = second ? [...first, ...second] : first
    return { tokens, typeIds: tokens.map((_, i) => (i < first.length ? 0 : 1)) }
  }
  const { tokens, token_type_ids } = processor.post_process(first, second ?? null, true)
  return { tokens, typeIds: token_type_ids ?? tokens.map(() => 0) }
}

function padIdOf(named: number | undefined, idOf: (token: string) => number | undefined): number | undefined {
  if (named !== undefined) return named
  for (const token of ['[PAD]', '<pad>', '<|endoftext|>']) {
    const id = idOf(token)
    if (id !== undefined) return id
  }
  return undefined
}
