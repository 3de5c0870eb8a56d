import type { ProjectIndex } from './project-index'

/**
 * How much of a recording an annotator has labelled, 0 to 1: the share of utterances with a label, or of time under
 * labelled segments, averaged over the annotator's tracks. Undefined where the annotator has no track.
 */
export function labelledShare(
  index: ProjectIndex,
  recordingId: string,
  authorId: string | undefined
): number | undefined {
  const duration = index.recordings.get(recordingId)?.duration ?? 0
  const shares = (index.tracksByRecording.get(recordingId) ?? [])
    .filter((track) => track.authorId === authorId)
    .map((track) => {
      const counts = index.counts.get(track.id)
      if (!counts) return 0
      if (track.kind === 'utterances') return counts.segments > 0 ? counts.labelled / counts.segments : 0
      return duration > 0 ? Math.min(1, counts.labelledTime / duration) : 0
    })
  return shares.length === 0 ? undefined : shares.reduce((sum, share) => sum + share, 0) / shares.length
}
