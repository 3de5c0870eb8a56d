import type { Method } from './base/metric'
import { openVocabulary, type OpenVocabularyItem } from './open-vocabulary'

/** An emotion wheel from its middle outwards: words of the first ring -> of the second -> of the third. In the order of its file. */
export type EmotionWheel = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

/** Tables by which free words come to stand on emotion wheels; all words in lower case. */
export interface WheelTables {
  /** A word in any form -> the words that it is a form of. Words that are not in it are left out. */
  readonly forms: ReadonlyMap<string, readonly string[]>
  /** A word -> the words of the wheels that it may stand for. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>
  readonly wheels: readonly EmotionWheel[]
}

/** How free words agree by emotion wheels; null when no item could be scored on one of them. */
export interface EmotionWheelScore {
  /** Means over the wheels, 0 to 1. */
  readonly f: number | null
  readonly precision: number | null
  readonly recall: number | null
  readonly byWheel: readonly {
    readonly f: number | null
    readonly precision: number | null
    readonly recall: number | null
    /** Items whose reference has a word on the wheel. */
    readonly scored: number
  }[]
  /** Words of the reference that are in no form in the tables, each once, in the order of the alphabet. */
  readonly outside: readonly string[]
}

/** What the score by emotion wheels is. */
export const emotionWheelsMethod: Method = {
  kind: 'method',
  id: 'emotion_wheels',
  name: 'Emotion wheels (EW)',
  definition:
    'words become groups of a wheel; P = mean |G∩P|/|P|, R = mean |G∩P|/|G|, F = 2PR/(P+R); all three as means over the wheels',
  convention:
    'Word -> words it is a form of -> their synonyms on any wheel, in the order of the alphabet; the first that is on this wheel tells the group. Level 1: the ring in the middle; level 2: the second, where a word of the middle counts as the first of its second ring in the order of the alphabet. A word that stands on a wheel twice counts where it stands last.',
  source: 'Lian et al. 2025, AffectGPT (ICML), EW metric; MER2025, tracks 2 and 3',
  missingPolicy:
    'Words outside of the tables, and those not on the wheel, are left out. No word left in the reference: the item is left out; none in the candidate: 0 and 0.'
}

/** Agreement of free words by the rule of MER2025. @param level ring of the wheels that gives the groups */
export function emotionWheels(
  items: readonly OpenVocabularyItem[],
  tables: WheelTables,
  level: 1 | 2
): EmotionWheelScore {
  const byWheel = tables.wheels.map((wheel) => {
    const groupOf = wheelGroups(tables, wheel, level)
    const { accuracy, recall, fOfMeans, scored } = openVocabulary(
      items.map((item) => ({ ...item, groupOf })),
      true
    )
    return { f: fOfMeans, precision: accuracy, recall, scored }
  })
  const words = new Set(items.flatMap(({ reference }) => reference.map(cleaned)))
  return {
    f: meanOf(byWheel.map(({ f }) => f)),
    precision: meanOf(byWheel.map(({ precision }) => precision)),
    recall: meanOf(byWheel.map(({ recall }) => recall)),
    byWheel,
    outside: [...words].filter((word) => word !== '' && !tables.forms.has(word)).sort(byCodeUnit)
  }
}

/** Group of every word of the tables that comes to stand on a wheel. */
export function wheelGroups(
  { forms, synonyms }: Pick<WheelTables, 'forms' | 'synonyms'>,
  wheel: EmotionWheel,
  level: 1 | 2
): ReadonlyMap<string, string> {
  const places = placesOn(wheel, level)
  const found = new Map<string, string>()
  for (const [word, bases] of forms) {
    const meant = bases.flatMap((base) => synonyms.get(base) ?? []).sort(byCodeUnit)
    const first = meant.find((one) => places.has(one))
    const group = first === undefined ? undefined : places.get(first)
    if (group !== undefined) found.set(word, group)
  }
  return found
}

/** Group of every word that stands on the wheel itself. */
function placesOn(wheel: EmotionWheel, level: 1 | 2): ReadonlyMap<string, string> {
  const places = new Map<string, string>()
  for (const [inner, ring] of wheel) {
    places.set(inner, level === 1 ? inner : ([...ring.keys()].sort(byCodeUnit)[0] ?? inner))
    for (const [middle, outer] of ring)
      for (const word of [middle, ...outer]) places.set(word, level === 1 ? inner : middle)
  }
  return places
}

const cleaned = (word: string): string => word.trim().toLowerCase()

/** The order of the alphabet by code units, the same on every machine. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 || known.length < values.length
    ? null
    : known.reduce((sum, value) => sum + value, 0) / known.length
}
