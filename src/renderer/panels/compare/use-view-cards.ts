import { useMemo } from 'react'
import { pairingConventions } from '../../../shared/compare/pairing'
import type { NumberCard } from '../../../shared/compare/report'
import { useProject } from '../../session/project'
import type { NumberCardContent } from '../../ui/number-card'
import { cardsOf, commonFacts } from './card-facts'
import type { Query } from './choice'

/** What an answer says of itself. */
interface AnswerFacts {
  readonly revision: number
  readonly recordings: number
  readonly schemeId?: string
}

/** Cards of a view with the facts that all of them share: who, how paired, on which data, by which weights. */
export function useViewCards(
  query: Query,
  { revision, recordings, schemeId }: AnswerFacts
): (cards: readonly NumberCard[]) => readonly NumberCardContent[] {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  return useMemo(() => {
    const facts = commonFacts({
      query,
      report: { revision, recordings, mode: 'segments', pairing: pairingConventions.segments },
      projectName,
      schemeName: schemeId === undefined ? undefined : index.schemes.get(schemeId)?.name,
      authors: index.authors,
      tracks: index.tracks.values(),
      runs: index.runs
    })
    return (cards) => cardsOf(cards, facts)
  }, [query, revision, recordings, schemeId, projectName, index])
}
