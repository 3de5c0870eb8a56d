import type { Author, Run } from '../../../shared/domain/rows'
import type { ProjectIndex } from '../../session/project-index'

/** An author that can be compared, and how much there is of them. */
export interface AuthorEntry {
  readonly author: Author
  /** Labelled segments in all recordings. */
  readonly labelled: number
  readonly recordings: number
}

const kindOrder: Readonly<Record<Author['kind'], number>> = { human: 0, gold: 1, import: 2, model: 3 }

/** All authors with what they labelled: people, gold, imports, models; each in order of position. */
export function authorEntries(
  index: Pick<ProjectIndex, 'authors' | 'tracks' | 'counts'>
): readonly AuthorEntry[] {
  const found = new Map<string, { labelled: number; recordings: Set<string> }>()
  for (const track of index.tracks.values()) {
    const labelled = index.counts.get(track.id)?.labelled ?? 0
    if (labelled === 0) continue
    const entry = found.get(track.authorId) ?? { labelled: 0, recordings: new Set() }
    entry.labelled += labelled
    entry.recordings.add(track.recordingId)
    found.set(track.authorId, entry)
  }
  return [...index.authors.values()]
    .sort((a, b) => kindOrder[a.kind] - kindOrder[b.kind] || a.position - b.position)
    .map((author) => {
      const entry = found.get(author.id)
      return { author, labelled: entry?.labelled ?? 0, recordings: entry?.recordings.size ?? 0 }
    })
}

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
