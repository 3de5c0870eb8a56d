import type { Author } from '../../shared/domain/rows'
import { leadsOf, mayLead } from '../../shared/study/may-lead'
import { currentAuthorId, useCurrentAuthor } from './author'
import { project, useProject } from './project'

const noAuthors: readonly Author[] = []

/** Whether whoever works here may do what a lead does; the store holds the same rule. */
export const iMayLead = (): boolean => mayLead(project().snapshot?.authors ?? noAuthors, currentAuthorId())

/** The same, for what is drawn. `besides`: the annotator about whose own work somebody else must decide. */
export function useMayLead(besides?: string): boolean {
  const me = useCurrentAuthor()
  return mayLead(useProject((state) => state.snapshot?.authors) ?? noAuthors, me?.id, besides)
}

/** Who is named as lead; empty: nobody, and everybody may lead. */
export const useLeads = (): readonly Author[] =>
  leadsOf(useProject((state) => state.snapshot?.authors) ?? noAuthors)
