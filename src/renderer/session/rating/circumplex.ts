import type { SchemeRow } from '../../../shared/domain/rows'
import { labelsOf } from '../../../shared/domain/labels'
import { SchemeDocument } from '../../../shared/domain/scheme'

/** A named place on the plane; valence and arousal from -1 to 1. */
export interface Landmark {
  readonly name: string
  readonly valence: number
  readonly arousal: number
  readonly color?: string
}

/** Where the words of `circumplexWords` stand, for the note below the plane. */
export const CIRCUMPLEX_SOURCE =
  'Russell, J. A. (1980). A circumplex model of affect. Journal of Personality and Social Psychology, 39, 1161-1178: angles of the direct circular scaling.'

/** Angle of each word, degrees from pleasure towards arousal (Russell 1980, direct circular scaling of 28 words). */
const ANGLES: Readonly<Record<string, number>> = {
  Happy: 7.8,
  Delighted: 24.9,
  Excited: 48.6,
  Astonished: 69.8,
  Aroused: 73.8,
  Tense: 92.8,
  Alarmed: 96.5,
  Angry: 99,
  Afraid: 116,
  Annoyed: 123,
  Distressed: 138,
  Frustrated: 141,
  Miserable: 188.7,
  Sad: 207.5,
  Gloomy: 209,
  Depressed: 210,
  Bored: 242,
  Droopy: 256,
  Tired: 267.7,
  Sleepy: 271.9,
  Calm: 316.2,
  Relaxed: 318,
  Satisfied: 319,
  'At ease': 321,
  Content: 323,
  Serene: 328.6,
  Glad: 349,
  Pleased: 353.2
}

/** Words of the same corner lie on top of each other; these stand for their neighbours. */
const SHOWN = [
  'Happy',
  'Delighted',
  'Excited',
  'Astonished',
  'Tense',
  'Afraid',
  'Distressed',
  'Miserable',
  'Sad',
  'Bored',
  'Tired',
  'Calm',
  'Serene',
  'Pleased'
] as const

/** The circle that the words stand on, a little inside the edge of the plane. */
const RADIUS = 0.88

/** Words of the circumplex, far enough from each other to be read. */
export const circumplexWords: readonly Landmark[] = SHOWN.map((name) => {
  const angle = ((ANGLES[name] ?? 0) / 180) * Math.PI
  return { name, valence: RADIUS * Math.cos(angle), arousal: RADIUS * Math.sin(angle) }
})

/** Labels of a scheme that say where they stand (`va`), from -1 to 1. */
export function schemeLandmarks(scheme: SchemeRow | undefined): readonly Landmark[] {
  const parsed = SchemeDocument.safeParse(scheme?.document)
  if (!parsed.success) return []
  return parsed.data.attributes.flatMap((attribute) =>
    (attribute.labels ?? []).flatMap((label) => {
      const [valence, arousal] = Array.isArray(label['va']) ? (label['va'] as readonly unknown[]) : []
      if (typeof valence !== 'number' || typeof arousal !== 'number') return []
      const resolved = labelsOf(scheme, attribute.id).find((each) => each.id === label.id)
      return [
        { name: resolved?.name ?? label.id, valence, arousal, ...(resolved && { color: resolved.color }) }
      ]
    })
  )
}
