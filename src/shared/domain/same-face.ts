import type { Track } from './rows'

/** Names that models give to the faces they follow; faces are numbered in the order in which they are first seen. */
const NUMBERED_FACE = /^Face \d+$/

/**
 * Other tracks of a recording that are about the same face as `track`, so that saying who it is says it of all:
 * what models found under the same number, in this run and others, and what the annotator `authorId` accepted of it.
 * Left out are locked tracks, those of other annotators, and those that are already said to be about somebody else than `track` is now:
 * runs may number faces differently, and what was told apart stays apart. Empty for a track that is no numbered face.
 */
export function sameFace(
  track: Track,
  tracks: readonly Track[],
  authorId: string | undefined
): readonly Track[] {
  if (track.kind === 'frames' || !NUMBERED_FACE.test(track.name)) return []
  return tracks.filter(
    (other) =>
      other.id !== track.id &&
      other.recordingId === track.recordingId &&
      other.kind !== 'frames' &&
      other.name === track.name &&
      other.personId === track.personId &&
      !other.locked &&
      (other.runId !== undefined || other.authorId === authorId)
  )
}
