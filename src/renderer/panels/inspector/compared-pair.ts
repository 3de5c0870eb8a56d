import type { Author, Track } from '../../../shared/domain/rows'
import type { ProjectIndex } from '../../session/project-index'

/** A person as reference, a model as candidate. */
export interface ComparedPair {
  readonly reference: Author
  readonly candidate: Author
}

/**
 * Whom to compare while a segment of a track is looked at: its own author with the model of the same scheme that has
 * most labels in the recording, or a model's segment with me. Undefined where there is no such pair.
 */
export function comparedPair(
  index: ProjectIndex,
  track: Track,
  me: string | undefined
): ComparedPair | undefined {
  const own = index.authors.get(track.authorId)
  if (!own) return undefined
  const here = (index.tracksByRecording.get(track.recordingId) ?? []).filter(
    (other) => other.kind !== 'frames' && labelled(index, other) > 0
  )
  const author = (other: Track): Author | undefined => index.authors.get(other.authorId)
  if (own.kind === 'model') {
    const mine =
      here.find((other) => other.authorId === me) ?? here.find((other) => author(other)?.kind === 'human')
    const reference = mine && author(mine)
    return reference && { reference, candidate: own }
  }
  const models = here.filter((other) => author(other)?.kind === 'model')
  const best = models.toSorted(
    (a, b) =>
      Number(b.schemeId === track.schemeId) - Number(a.schemeId === track.schemeId) ||
      labelled(index, b) - labelled(index, a)
  )[0]
  const candidate = best && author(best)
  return candidate && { reference: own, candidate }
}

const labelled = (index: ProjectIndex, track: Track): number => index.counts.get(track.id)?.labelled ?? 0
