import type { Segment } from '../../shared/domain/rows'
import { call } from '../client'
import type { ProjectIndex } from './project-index'

/** Segments that main hands over in one go without being held up; more are read page by page. */
const PAGE = 500

/** The segments of a recording, or of some of its tracks. Long tracks are read in pages, so that main is free in between. */
export async function segmentPages(
  { tracks, counts, variantTracks }: Pick<ProjectIndex, 'tracks' | 'counts' | 'variantTracks'>,
  recordingId: string,
  wanted: readonly string[] | undefined
): Promise<readonly Segment[]> {
  const trackIds = wanted?.filter((id) => !variantTracks.has(id))
  if (trackIds?.length === 0) return []
  const all =
    trackIds ?? [...tracks.values()].flatMap((track) => (track.recordingId === recordingId ? [track.id] : []))
  const count = (id: string): number => counts.get(id)?.segments ?? 0
  if (all.reduce((sum, id) => sum + count(id), 0) <= PAGE)
    return withoutVariants(
      await call('track.segments', { recordingId, trackIds: trackIds && [...trackIds] }),
      variantTracks
    )
  const rows: Segment[] = []
  for (const id of all)
    for (let after: Segment | undefined; ;) {
      const page: readonly Segment[] = await call('track.segments', {
        recordingId,
        trackIds: [id],
        page: {
          limit: PAGE,
          ...(after ? { after: { start: after.start, end: after.end, id: after.id } } : {})
        }
      })
      for (const row of page) rows.push(row)
      after = page.at(-1)
      if (page.length < PAGE) break
    }
  return rows
}

const withoutVariants = (rows: readonly Segment[], variantTracks: ReadonlySet<string>): readonly Segment[] =>
  variantTracks.size === 0 ? rows : rows.filter(({ trackId }) => !variantTracks.has(trackId))
