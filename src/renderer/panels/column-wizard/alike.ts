import type { ImportAsked } from '../../../shared/domain/import-options'
import type { TableQuestion } from '../../../shared/domain/table-columns'

/** The first of these files that is a table, and those of the others that are built like it: one answer is for all of them. */
export function alikeTables(
  asked: readonly ImportAsked[]
): { readonly question: TableQuestion; readonly files: readonly ImportAsked[] } | undefined {
  const [first] = asked
  if (first?.question.kind !== 'columns') return undefined
  const key = keyOf(first)
  return { question: first.question, files: asked.filter((one) => keyOf(one) === key) }
}

const keyOf = ({ question, into }: ImportAsked): string =>
  question.kind === 'columns' ? JSON.stringify([into ?? '', question.proposal]) : ''
