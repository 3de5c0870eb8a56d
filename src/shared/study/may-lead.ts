import type { Author } from '../domain/rows'

type Named = Pick<Author, 'id' | 'kind' | 'lead'>

/** Persons named as leads of the study. */
export const leadsOf = <A extends Named>(authors: readonly A[]): readonly A[] =>
  authors.filter(({ kind, lead }) => kind === 'human' && lead === true)

/**
 * Whether somebody may do what a lead does: assign, lock, unlock, reveal and adjudicate. While nobody is named, everybody
 * may. `besides`: the annotator whose own work it is, where somebody else must decide; if only this annotator is named,
 * everybody else may, so that work never stays locked in.
 */
export function mayLead(authors: readonly Named[], authorId: string | undefined, besides?: string): boolean {
  if (authorId !== undefined && authorId === besides) return false
  const leads = leadsOf(authors).filter(({ id }) => id !== besides)
  return leads.length === 0 || leads.some(({ id }) => id === authorId)
}

/** Names of the leads as they read in a sentence: "Ada", "Ada or Ben", "Ada, Ben or Cleo". */
export function leadNames(authors: readonly (Named & Pick<Author, 'name'>)[]): string {
  const names = leadsOf(authors).map(({ name }) => name)
  const last = names.at(-1) ?? 'a lead'
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`
}
