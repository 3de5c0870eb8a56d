import type { Segment } from '../../../../shared/domain/rows'
import type { PredictItem, PredictTrack } from '../../protocol'

/**
 * Segments that a manifest's tier means, in order of start. Segments that the run was asked for by track go first;
 * otherwise the tier is a kind of track (`utterances`), or a track's name, attribute, layer or scheme. A model's tracks
 * count only where nobody else has any.
 */
export function tierSegments(item: PredictItem, tier: string | undefined): readonly Segment[] {
  if (item.segments) return inOrder(item.segments)
  const tracks = (item.tracks ?? []).filter(({ segments }) => segments.length > 0)
  const wanted = tier === undefined ? tracks.filter(isTranscript) : named(tracks, tier)
  const others = wanted.filter(({ authorKind }) => authorKind !== 'model')
  const chosen = others.length > 0 ? others : wanted
  const layer = chosen[0]?.track.layer
  return inOrder(chosen.filter(({ track }) => track.layer === layer).flatMap(({ segments }) => segments))
}

/** Tracks whose segments hold words. */
export const isTranscript = ({ track, segments }: PredictTrack): boolean =>
  track.kind === 'utterances' || segments.some(({ text }) => text !== undefined && text !== '')

function named(tracks: readonly PredictTrack[], tier: string): readonly PredictTrack[] {
  const name = plain(tier)
  const exact = tracks.filter(({ track }) =>
    [track.name, track.attributeId, track.layer ?? '', track.schemeId].some((one) => plain(one) === name)
  )
  if (exact.length > 0) return exact
  return name === 'utterance' || name === 'turn' ? tracks.filter(isTranscript) : []
}

/** `Trials`, `trial` and `TRIAL` are one. */
const plain = (name: string): string => name.trim().toLowerCase().replace(/s$/, '')

const inOrder = (segments: readonly Segment[]): readonly Segment[] =>
  segments.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
