import { authorEntries } from '../../../../session/author-entries'
import type { AuthorEntry } from '../../../../session/author-entries'
import type { ProjectIndex } from '../../../../session/project-index'
import type { Query } from '../../choice'

/** Who can be A, and who is: the one chosen before, else the first model, else the first author. */
export function baselineOf(
  index: ProjectIndex,
  query: Pick<Query, 'referenceAuthorId' | 'candidateAuthorId'>,
  chosenId: string | undefined
): { readonly others: readonly AuthorEntry[]; readonly baseline: AuthorEntry | undefined } {
  const others = authorEntries(index).filter(
    ({ author, labelled }) =>
      labelled > 0 && author.id !== query.candidateAuthorId && author.id !== query.referenceAuthorId
  )
  const baseline =
    others.find(({ author }) => author.id === chosenId) ??
    others.find(({ author }) => author.kind === 'model') ??
    others[0]
  return { others, baseline }
}
