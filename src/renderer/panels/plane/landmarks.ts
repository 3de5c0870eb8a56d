import type { SchemeRow } from '../../../shared/domain/rows'
import { CIRCUMPLEX_SOURCE, circumplexWords, schemeLandmarks } from '../../session/rating/circumplex'
import type { Landmark } from '../../session/rating/circumplex'
import { keptChoice } from '../../session/kept-choice'

/** Names that the plane can carry. */
export interface LandmarkSet {
  readonly id: string
  readonly title: string
  readonly landmarks: readonly Landmark[]
  readonly source?: string
}

/** Russell's words, the labels of schemes that know their place, and none. */
export const landmarkSets = (schemes: readonly SchemeRow[]): readonly LandmarkSet[] => [
  { id: 'circumplex', title: "Russell's words", landmarks: circumplexWords, source: CIRCUMPLEX_SOURCE },
  ...schemes.flatMap((scheme) => {
    const landmarks = schemeLandmarks(scheme)
    return landmarks.length > 0 ? [{ id: `scheme:${scheme.id}`, title: scheme.name, landmarks }] : []
  }),
  { id: 'none', title: 'No words', landmarks: [] }
]

/** Which names were chosen in this project. */
export const planeChoice = keptChoice<{ readonly landmarks: string }>(
  'plane',
  { landmarks: 'circumplex' },
  (stored) =>
    typeof stored === 'object' &&
    stored !== null &&
    'landmarks' in stored &&
    typeof stored.landmarks === 'string'
      ? { landmarks: stored.landmarks }
      : { landmarks: 'circumplex' }
)
