/** A place where the words looked for stand; positions in UTF-16 units. */
export interface Hit {
  readonly turn: number
  readonly from: number
  readonly to: number
}

/**
 * Every place in the turns that holds the words looked for, in order. Case, accents, vowel points and other combining
 * marks do not matter, nor does how a letter is composed.
 */
export function searchTurns(texts: readonly string[], wanted: string): readonly Hit[] {
  const needle = folded(wanted.trim()).text
  if (needle === '') return []
  return texts.flatMap((text, turn) => {
    const hay = folded(text)
    const hits: Hit[] = []
    for (let at = hay.text.indexOf(needle); at >= 0; at = hay.text.indexOf(needle, at + needle.length)) {
      const from = hay.places[at] ?? 0
      const last = hay.places[at + needle.length] ?? text.length
      hits.push({ turn, from, to: last })
    }
    return hits
  })
}

/** A text without case and combining marks, and where each of its units stands in the original. */
function folded(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = []
  let result = ''
  let at = 0
  for (const letter of text) {
    const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    for (let i = 0; i < plain.length; i++) places.push(at)
    result += plain
    at += letter.length
  }
  return { text: result, places }
}
