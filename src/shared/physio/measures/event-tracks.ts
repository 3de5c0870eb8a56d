import type { Segment, Track } from '../../domain/rows'
import type { MarkedBeat } from './prepare-beats'
import type { MarkedResponse } from './skin-and-breath'

/** What a track of events of the body holds. */
export type EventRole = 'beats' | 'responses' | 'breaths'

/** Tracks that measures are computed from; absent: none. */
export type EventTracks = Partial<Readonly<Record<EventRole, string>>>

const ROLE_OF_SCHEME: Readonly<Record<string, EventRole>> = {
  'heart-beats': 'beats',
  'skin-responses': 'responses',
  breaths: 'breaths'
}

/** What a track holds, by its scheme; undefined for other tracks. */
export const eventRole = ({ schemeId }: Pick<Track, 'schemeId'>): EventRole | undefined =>
  ROLE_OF_SCHEME[schemeId]

/** Tracks that measures of a recording are taken from: those chosen, where they still exist, else the highest of each role. */
export function eventTracksOf(
  tracks: readonly Pick<Track, 'id' | 'schemeId' | 'position'>[],
  chosen: EventTracks = {}
): EventTracks {
  const sorted = tracks.toSorted((a, b) => a.position - b.position)
  const of = (role: EventRole): EventTracks => {
    const track =
      sorted.find(({ id }) => id === chosen[role]) ?? sorted.find((each) => eventRole(each) === role)
    return track ? { [role]: track.id } : {}
  }
  return { ...of('beats'), ...of('responses'), ...of('breaths') }
}

/** What is marked as an artefact is no event; what somebody could not rate neither. */
const counts = ({ label }: Segment): boolean => label !== 'artefact' && label !== 'cannot-rate'

/** Beats of a track as it is now. */
export const beatsOf = (segments: readonly Segment[]): readonly MarkedBeat[] =>
  segments
    .filter(counts)
    .map(({ start, label }) => ({ atUs: start, ectopic: label === 'ectopic' }))
    .toSorted((a, b) => a.atUs - b.atUs)

/** Responses of a track as it is now; of a point, onset and peak are the same. */
export const responsesOf = (segments: readonly Segment[]): readonly MarkedResponse[] =>
  segments
    .filter(counts)
    .map(({ start, end }) => ({ onsetUs: start, peakUs: end - start <= 1 ? start : end }))
    .toSorted((a, b) => a.peakUs - b.peakUs)

/** Times of breaths of a track as it is now, µs. */
export const breathsOf = (segments: readonly Segment[]): readonly number[] =>
  segments
    .filter(counts)
    .map(({ start }): number => start)
    .sort((a, b) => a - b)
