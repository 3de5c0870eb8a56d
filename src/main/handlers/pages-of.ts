import type { Segment } from '../../shared/domain/rows'
import type { Project } from '../store'

/** Segments of one page: read and decoded in a few milliseconds. */
const PAGE = 500

/** Segments of a track in order of time, page by page; long tracks are not read at once. */
export function* pagesOf(project: Project, trackId: string): Generator<readonly Segment[], void, undefined> {
  for (let after: Segment | undefined; ;) {
    const page = project.segmentsPage(trackId, after, PAGE)
    if (page.length > 0) yield page
    after = page.at(-1)
    if (page.length < PAGE) return
  }
}
