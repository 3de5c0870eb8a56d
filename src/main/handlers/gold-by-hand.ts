import type { Sliced } from '../../shared/agreement/sliced'
import { DECIDED } from '../../shared/commands/rules/gold-track'
import type { GoldQuery } from '../../shared/contract'
import type { Segment, Track } from '../../shared/domain/rows'
import type { Project } from '../store'
import type { GoldPlace } from './gold-lanes'
import { pagesOf } from './pages-of'

/** What people did to a gold standard. */
export interface GoldByHand {
  /** Decisions, by `placeKey`. */
  readonly decisions: ReadonlyMap<string, readonly Segment[]>
  /** Segments that somebody decided, or changed after a recipe had made them: they stay. */
  readonly kept: ReadonlySet<string>
}

/** Read what people did to the tracks of a gold author. */
export function* goldByHand(
  project: Project,
  query: Pick<GoldQuery, 'schemeId' | 'attributeId'>,
  goldAuthorId: string | undefined
): Sliced<GoldByHand> {
  const decisions = new Map<string, Segment[]>()
  const kept = new Set<string>()
  for (const track of goldTracks(project, query, goldAuthorId)) {
    const key = placeKey(track)
    const own = decisions.get(key) ?? []
    decisions.set(key, own)
    for (const page of pagesOf(project, track.id)) {
      // A decision cuts what it meets; what is left of that is still the rule's.
      const touched = project.touchedSince(
        page.map(({ id }) => id),
        ['gold-write', 'gold-decide']
      )
      for (const segment of page) {
        const decided = segment.origin?.ref === DECIDED
        if (decided) own.push(segment)
        if (decided || segment.origin?.kind !== 'gold' || touched.has(segment.id)) kept.add(segment.id)
      }
      yield
    }
  }
  return { decisions, kept }
}

export const placeKey = ({ recordingId, personId }: GoldPlace | Track): string =>
  `${recordingId}/${personId ?? ''}`

const goldTracks = (
  project: Project,
  query: Pick<GoldQuery, 'schemeId' | 'attributeId'>,
  goldAuthorId: string | undefined
) =>
  goldAuthorId === undefined
    ? []
    : project
        .all('track')
        .filter(
          (track) =>
            track.authorId === goldAuthorId &&
            track.schemeId === query.schemeId &&
            track.attributeId === query.attributeId
        )
