import type { Author } from './rows'

/**
 * Whose view a person's labels are, as a word to stand beside them: writer, reader, self, expert. Undefined for the usual
 * outside observer and for authors who have no view of their own (models, files, gold standards).
 */
export function shownPerspective({
  kind,
  perspective
}: Pick<Author, 'kind' | 'perspective'>): string | undefined {
  if (kind === 'model' || perspective === 'observer' || perspective === '' || perspective === kind)
    return undefined
  return perspective === 'self-report' ? 'self' : perspective
}
