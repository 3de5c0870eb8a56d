import type { ProjectIndex } from '../../session/project-index'

/** How much an export of these recordings and authors holds. */
export function exportCounts(
  index: ProjectIndex,
  recordingIds: readonly string[],
  authorIds: readonly string[]
): {
  readonly tracks: number
  readonly segments: number
  readonly labelled: number
  /** Trace tracks that have takes. */
  readonly traces: number
} {
  const authors = new Set(authorIds)
  const tracks = recordingIds
    .flatMap((id) => index.tracksByRecording.get(id) ?? [])
    .filter((track) => authors.has(track.authorId))
  const counts = tracks.map((track) => index.counts.get(track.id))
  const sum = (of: (count: { readonly segments: number; readonly labelled: number }) => number): number =>
    counts.reduce((total, count) => total + (count ? of(count) : 0), 0)
  return {
    tracks: tracks.length,
    traces: tracks.filter(({ id }) => (index.takesByTrack.get(id)?.length ?? 0) > 0).length,
    segments: sum((count) => count.segments),
    labelled: sum((count) => count.labelled)
  }
}
