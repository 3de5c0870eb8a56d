/** What is known of a label when letters are given out. */
export interface LetterWish {
  readonly id: string
  readonly name: string
  /** Letters from the scheme; taken as they are. */
  readonly given?: string
  /** Letter the field uses for this emotion. */
  readonly known?: string
}

/**
 * One or two letters or digits for each label of a scheme, in order, no two alike: what the scheme says, a short id
 * itself (Q1), the number of a numbered id (AU12: 12), the usual letter of an emotion, else from the name.
 */
export function labelLetters(labels: readonly LetterWish[]): readonly string[] {
  const letters = new Map<LetterWish, string>()
  const taken = new Set<string>()
  const give = (label: LetterWish, letter: string | undefined): void => {
    if (letter === undefined || letter === '' || letters.has(label) || taken.has(letter)) return
    letters.set(label, letter)
    taken.add(letter)
  }
  for (const label of labels) give(label, label.given?.slice(0, 2))
  for (const label of labels) give(label, label.id.length <= 2 ? label.id.toUpperCase() : numberOf(label.id))
  for (const label of labels) give(label, label.known)
  for (const label of labels) for (const letter of fromName(label.name)) give(label, letter)
  return labels.map((label) => letters.get(label) ?? '?')
}

const numberOf = (id: string): string | undefined => /^[A-Za-z]+0*(\d{1,2})$/.exec(id)?.[1]

/** What may stand for a name, best first: its initial, the initials of two words, the initial and a later letter, a number. */
function fromName(name: string): readonly string[] {
  const words = name
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const [initial = '?', ...later] = words.join('')
  const initials = words.slice(1).map((word) => initial + word.charAt(0))
  const pairs = later.map((letter) => initial + letter.toLowerCase())
  const numbered = Array.from({ length: 10 }, (_, digit) => `${initial}${digit}`)
  return [initial, ...initials, ...pairs, ...numbered]
}
