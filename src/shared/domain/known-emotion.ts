/** An emotion that most schemes share, with its fixed colour and letter. */
export interface KnownEmotion {
  readonly id: string
  readonly color: string
  readonly letter: string
}

/*
 * The colours keep the hues people expect and were searched for lightness: any two of the first eight differ by at
 * least 0.11 in OKLab for full colour vision, protanopia and deuteranopia (`color-distance`; held by a test).
 */
const KNOWN: readonly (KnownEmotion & { readonly words: string })[] = [
  { id: 'neutral', color: '#b2bbc4', letter: 'N', words: 'neutral neutrality neu none' },
  { id: 'happiness', color: '#dba01c', letter: 'H', words: 'happiness happy hap enjoyment' },
  { id: 'sadness', color: '#69a6f3', letter: 'S', words: 'sadness sad' },
  { id: 'anger', color: '#d14824', letter: 'A', words: 'anger angry ang mad' },
  { id: 'fear', color: '#836dcb', letter: 'F', words: 'fear fearful fea scared afraid' },
  { id: 'disgust', color: '#b1d98c', letter: 'D', words: 'disgust disgusted dis' },
  { id: 'surprise', color: '#a06785', letter: 'U', words: 'surprise surprised sur' },
  { id: 'contempt', color: '#ba907a', letter: 'C', words: 'contempt contemptuous con' },
  { id: 'joy', color: '#dba01c', letter: 'J', words: 'joy joyful' },
  { id: 'boredom', color: '#5aa7a0', letter: 'B', words: 'boredom bored bor' },
  { id: 'positive', color: '#57b894', letter: '+', words: 'positive pleasant' },
  { id: 'negative', color: '#d14824', letter: '−', words: 'negative unpleasant' }
]

const byWord = new Map(
  KNOWN.flatMap((emotion) => emotion.words.split(' ').map((word) => [word, emotion] as const))
)

/** The emotion that a label's id or one of its names means, whatever its case; undefined for all others. */
export function knownEmotion(...names: readonly string[]): KnownEmotion | undefined {
  for (const name of names) {
    const found = byWord.get(name.toLowerCase())
    if (found) return found
  }
  return undefined
}
