import type { Run } from '../../../shared/domain/rows'
import type { AuthorEntry } from '../../session/author-entries'
import { kindOrder } from '../../session/author-entries'

/** Two authors to compare. */
export interface AuthorPair {
  readonly reference: string
  readonly candidate: string
}

/**
 * The two authors to start with. Reference: whoever works in this window if they labelled anything, else the person
 * (then gold, import, model) with most labels. Candidate: the model that ran last, else the other author with most
 * labels. A wish is kept while its author has labels. Undefined while fewer than two authors have labels.
 */
export function choosePair(
  entries: readonly AuthorEntry[],
  runs: Iterable<Pick<Run, 'authorId' | 'startedAt'>>,
  currentAuthorId: string | undefined,
  wish: Partial<AuthorPair> = {}
): AuthorPair | undefined {
  const able = entries.filter((entry) => entry.labelled > 0)
  if (able.length < 2) return undefined
  const has = (id: string | undefined): id is string => able.some((entry) => entry.author.id === id)
  const lastRun = new Map<string, string>()
  for (const run of runs) {
    const before = lastRun.get(run.authorId)
    if (before === undefined || run.startedAt > before) lastRun.set(run.authorId, run.startedAt)
  }
  const candidate = has(wish.candidate) ? wish.candidate : undefined
  const reference = has(wish.reference) ? wish.reference : bestReference(able, candidate, currentAuthorId)
  if (reference === undefined) return undefined
  if (candidate !== undefined && candidate !== reference) return { reference, candidate }
  const others = able.filter((entry) => entry.author.id !== reference)
  const models = others
    .filter((entry) => entry.author.kind === 'model')
    .sort((a, b) => (lastRun.get(b.author.id) ?? '').localeCompare(lastRun.get(a.author.id) ?? ''))
  const chosen = models[0] ?? [...others].sort((a, b) => b.labelled - a.labelled)[0]
  return chosen && { reference, candidate: chosen.author.id }
}

function bestReference(
  able: readonly AuthorEntry[],
  candidate: string | undefined,
  currentAuthorId: string | undefined
): string | undefined {
  const free = able.filter((entry) => entry.author.id !== candidate)
  const current = free.find((entry) => entry.author.id === currentAuthorId)
  return (current ?? [...free].sort((a, b) => rank(a) - rank(b) || b.labelled - a.labelled)[0])?.author.id
}

const rank = (entry: AuthorEntry): number => kindOrder[entry.author.kind]
