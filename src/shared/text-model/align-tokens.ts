import { utf8 } from './utf8'

/** A stretch of a text in UTF-16 units, `to` exclusive. */
export type TextRange = readonly [from: number, to: number]

/** How a tokenizer spells its tokens, as far as finding them in a text needs. */
export interface TokenSurface {
  readonly special: ReadonlySet<string>
  readonly unknown: string | undefined
  /** Tokens are spelled byte by byte in the 256 signs of GPT-2. */
  readonly byteLevel: boolean
  /** Before a token that goes on with a word, "##" for instance. */
  readonly continuing: string
  /** Behind a token that ends a word, "</w>" for instance. */
  readonly ending: string
}

/**
 * Where each token stands in the text it was made from. The tokens are followed through the text sign by sign, in a
 * spelling that ignores what tokenizers change: case, accents, compatibility forms, spaces. A token whose signs are not
 * found (an unknown one) takes what lies between its neighbours.
 */
export function alignTokens({
  text,
  pair,
  tokens,
  typeIds,
  cutLeft,
  ...surface
}: TokenSurface & {
  readonly text: string
  readonly pair?: string | undefined
  readonly tokens: readonly string[]
  readonly typeIds: readonly number[]
  readonly cutLeft: boolean
}): readonly TextRange[] {
  const ranges: TextRange[] = tokens.map(() => [0, 0])
  const isOwn = (token: string): boolean => !surface.special.has(token) || token === surface.unknown
  const own = [...tokens.keys()].filter((i) => isOwn(tokens[i] ?? ''))
  const borders = pair === undefined ? -1 : secondStart(tokens, typeIds, isOwn)
  const parts = [
    { source: text, places: own.filter((i) => borders < 0 || i < borders) },
    { source: pair ?? '', places: borders < 0 ? [] : own.filter((i) => i >= borders) }
  ]
  for (const { source, places } of parts) {
    const spelled = places.map((i) => spell(tokens[i] ?? '', surface))
    const signs = signsOf(source, surface.byteLevel)
    // What is left of a text that lost its beginning is followed from the end.
    const found = cutLeft
      ? follow(spelled.map((token) => token.toReversed()).reverse(), signs.reverse(), source, true).reverse()
      : follow(spelled, signs, source, false)
    for (const [k, place] of places.entries()) ranges[place] = found[k] ?? [0, 0]
  }
  return ranges
}

/** First token of the second sequence: by its type where the model tells them apart, else behind the special tokens between the two. */
function secondStart(
  tokens: readonly string[],
  typeIds: readonly number[],
  isOwn: (token: string) => boolean
): number {
  const typed = typeIds.indexOf(1)
  if (typed >= 0) return typed
  let seen = false
  for (const [i, token] of tokens.entries()) {
    if (isOwn(token)) seen = true
    else if (seen) return i
  }
  return tokens.length
}

/** A sign of the text in plain spelling, and the characters it comes from. */
interface Sign {
  readonly sign: string
  readonly from: number
  readonly to: number
}

/** The signs of a text that count, each with the character it is of: bytes, or letters in plain spelling. */
function signsOf(text: string, byteLevel: boolean): Sign[] {
  const signs: Sign[] = []
  let at = 0
  for (const character of text) {
    const to = at + character.length
    for (const sign of byteLevel ? bytesOf(character) : plain(character)) signs.push({ sign, from: at, to })
    at = to
  }
  return signs
}

/** No spaces, accents apart from their letters, small letters, compatible forms, plain quotes. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\s\u2581\u200b-\u200f\ufeff\p{Cc}]/gu, '')
    .replaceAll(/[\u2018\u2019\u02bc]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .toLowerCase()

/** UTF-8 bytes of a character, each as the sign GPT-2's tokenizers write for it; none for a space. */
function bytesOf(character: string): string {
  if (/\s/u.test(character)) return ''
  return Array.from(utf8(character), byteSign).join('')
}

/** Printable bytes of Latin-1 stand for themselves, the other 68 for the characters from 256 on. */
function byteSign(byte: number): string {
  const printable = (b: number): boolean => (b > 32 && b < 127) || (b > 160 && b !== 173)
  if (printable(byte)) return String.fromCharCode(byte)
  let others = 0
  for (let b = 0; b < byte; b++) if (!printable(b)) others++
  return String.fromCharCode(256 + others)
}

/** A token's signs; none for one that says nothing of the text. */
function spell(token: string, { unknown, byteLevel, continuing, ending }: TokenSurface): string[] {
  if (token === unknown) return []
  let spelled = continuing && token.startsWith(continuing) ? token.slice(continuing.length) : token
  if (ending && spelled.endsWith(ending)) spelled = spelled.slice(0, -ending.length)
  // The space and the line ends of GPT-2's spelling.
  return [...(byteLevel ? spelled.replaceAll(/[\u0120\u010a\u0109\u010d]/g, '') : plain(spelled))]
}

/** How far ahead a token is looked for when it does not stand where the last one ended. */
const LOOK_AHEAD = 96

function follow(
  spelled: readonly string[][],
  signs: readonly Sign[],
  text: string,
  backwards: boolean
): TextRange[] {
  const found: (TextRange | undefined)[] = []
  let at = 0
  for (const token of spelled) {
    const place = token.length ? placeOf(token, signs, at) : undefined
    if (place === undefined) {
      found.push(undefined)
      continue
    }
    const [first, last] = [signs[place[0]], signs[place[1]]]
    found.push(first && last && [Math.min(first.from, last.from), Math.max(first.to, last.to)])
    at = place[1] + 1
  }
  return found.map((range, i) => range ?? between(found, i, text, backwards))
}

/** Places of a token's first and last sign; accents of the text that the token has not are stepped over. */
function placeOf(
  token: readonly string[],
  signs: readonly Sign[],
  from: number
): readonly [number, number] | undefined {
  for (let first = from; first <= Math.min(from + LOOK_AHEAD, signs.length - 1); first++) {
    const last = lastOf(token, signs, first)
    if (last !== undefined) return [first, last]
  }
  return undefined
}

function lastOf(token: readonly string[], signs: readonly Sign[], first: number): number | undefined {
  let place = first - 1
  for (const [i, sign] of token.entries()) {
    place++
    while (i > 0 && signs[place]?.sign !== sign && isMark(signs[place]?.sign)) place++
    if (signs[place]?.sign !== sign) return undefined
  }
  return place
}

const isMark = (sign: string | undefined): boolean => sign !== undefined && /\p{M}/u.test(sign)

/**
 * What lies between the neighbours that were found, without the spaces at its ends; of several unknown tokens in a row
 * each has a word or a punctuation mark of it, where there are as many.
 */
function between(
  found: readonly (TextRange | undefined)[],
  place: number,
  text: string,
  backwards: boolean
): TextRange {
  const known = (range: TextRange | undefined): boolean => range !== undefined
  const first = found.slice(0, place).findLastIndex(known)
  const behind = found.slice(place + 1).findIndex(known)
  const last = behind < 0 ? found.length : place + 1 + behind
  const [one, other] = [found[first], found[last]]
  const [before, after] = backwards ? [other, one] : [one, other]
  const [from, to] = [before?.[1] ?? 0, after?.[0] ?? text.length]
  const words = [...text.slice(from, Math.max(from, to)).matchAll(/[^\s\p{P}]+|\p{P}/gu)].map(
    ({ index, 0: word }): TextRange => [from + index, from + index + word.length]
  )
  const number = place - first - 1
  if (words.length === last - first - 1)
    return words[backwards ? words.length - 1 - number : number] ?? [from, from]
  return [words[0]?.[0] ?? from, words.at(-1)?.[1] ?? from]
}
