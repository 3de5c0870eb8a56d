import { sourceDims } from '../../shared/analysis/traces/source-dims'
import type { TraceCompareQuery, TraceSource } from '../../shared/contract/traces'
import type { TraceDimInfo } from '../../shared/trace/trace-dims'
import type { Desk } from './desk'

/** Dimensions that both sides have, as the reference's scheme describes them, in its order. */
export function sharedDims(
  desk: Desk,
  { reference, candidate, recordingIds }: TraceCompareQuery
): readonly TraceDimInfo[] {
  const theirs = new Set(dimsOf(desk, candidate, recordingIds).map(({ id }) => id))
  return dimsOf(desk, reference, recordingIds).filter(({ id }) => theirs.has(id))
}

/** The same question about another dimension of both. */
export const withDim = (query: TraceCompareQuery, dim: string): TraceCompareQuery => ({
  ...query,
  reference: { ...query.reference, dim },
  candidate: { ...query.candidate, dim }
})

function dimsOf(desk: Desk, source: TraceSource, recordingIds: readonly string[]): readonly TraceDimInfo[] {
  const { authorId, schemeId, attributeId } = source
  const ids = new Set<string>()
  if (source.kind === 'trace')
    for (const track of desk.reader.tracksForCompare([authorId], recordingIds))
      if (track.kind === 'trace' && track.schemeId === schemeId && track.attributeId === attributeId)
        for (const dim of track.trace?.dims ?? []) ids.add(dim)
  if (source.kind === 'ratings') ids.add(source.dim)
  return sourceDims(desk.reader.get('scheme', schemeId), source, [...ids])
}
