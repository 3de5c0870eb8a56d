import type { SegmentQuery } from '../../../shared/search/segment-query'

/** How many conditions beside the text a query has. */
export const conditionCount = (query: SegmentQuery): number =>
  [
    query.label !== undefined,
    query.authorId !== undefined,
    query.personId !== undefined,
    query.shortest !== undefined,
    query.longest !== undefined,
    query.flagged,
    query.commented,
    query.overlapping !== undefined
  ].filter(Boolean).length
