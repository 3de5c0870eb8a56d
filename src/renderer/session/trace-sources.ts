import { sourceDims } from '../../shared/analysis/traces/source-dims'
import type { TraceSource } from '../../shared/contract/traces'
import type { Author } from '../../shared/domain/rows'
import { attributeTask } from '../../shared/values/attribute'
import { kindOrder } from './author-entries'
import type { ProjectIndex } from './project-index'

/** Somebody's values of one dimension, and how much there is of them. */
export interface TraceSourceEntry {
  readonly key: string
  readonly source: TraceSource
  readonly author: Author
  /** The dimension with its scheme. */
  readonly title: string
  /** Takes, or rated segments. */
  readonly values: number
  readonly recordings: number
}

type Rated = Pick<ProjectIndex, 'tracks' | 'schemes' | 'authors' | 'takesByTrack' | 'counts'>

/** The same source always has the same key. */
export const sourceKey = ({ kind, authorId, schemeId, attributeId, dim }: TraceSource): string =>
  JSON.stringify([kind, authorId, schemeId, attributeId, dim])

/** Every dimension that an author rated, continuously or segment by segment; people first. */
export function traceSources(index: Rated): readonly TraceSourceEntry[] {
  const found = new Map<string, TraceSourceEntry & { readonly in: Set<string> }>()
  for (const track of index.tracks.values()) {
    const author = index.authors.get(track.authorId)
    const scheme = index.schemes.get(track.schemeId)
    const kind = track.kind === 'trace' ? 'trace' : 'ratings'
    const values = author ? valuesOf(index, track) : 0
    if (!author || values === 0) continue
    for (const { id, name } of sourceDims(
      scheme,
      { kind, attributeId: track.attributeId },
      track.trace?.dims ?? []
    )) {
      const { authorId, schemeId, attributeId, recordingId } = track
      const source: TraceSource = { kind, authorId, schemeId, attributeId, dim: id }
      const key = sourceKey(source)
      const known = found.get(key)
      const recordings = (known?.in ?? new Set<string>()).add(recordingId)
      found.set(key, {
        ...{ key, source, author, in: recordings, recordings: recordings.size },
        title: `${name}, ${scheme?.name ?? schemeId}`,
        values: (known?.values ?? 0) + values
      })
    }
  }
  return [...found.values()].sort(
    (a, b) => kindOrder[a.author.kind] - kindOrder[b.author.kind] || a.author.position - b.author.position
  )
}

function valuesOf(index: Rated, track: { readonly id: string; readonly kind: string } & SchemeRef): number {
  if (track.kind === 'trace')
    return index.takesByTrack.get(track.id)?.filter(({ hidden }) => !hidden).length ?? 0
  if (track.kind === 'frames') return 0
  const task = attributeTask(index.schemes.get(track.schemeId), track.attributeId)
  return task?.kind === 'ratings' ? (index.counts.get(track.id)?.segments ?? 0) : 0
}

interface SchemeRef {
  readonly schemeId: string
  readonly attributeId: string
}

/** A reference and a candidate: those wished for where they are there, else a person and a model with the same dimension. */
export function sourcePair(
  entries: readonly TraceSourceEntry[],
  wished: { readonly reference?: string; readonly candidate?: string }
): { readonly reference: TraceSourceEntry; readonly candidate: TraceSourceEntry } | undefined {
  const byKey = (key: string | undefined): TraceSourceEntry | undefined =>
    entries.find((entry) => entry.key === key)
  const candidates = (reference: TraceSourceEntry): readonly TraceSourceEntry[] =>
    entries.filter((entry) => entry !== reference).toSorted((a, b) => fit(b, reference) - fit(a, reference))
  const gold = entries.filter(({ author }) => author.kind === 'gold')
  const reference =
    byKey(wished.reference) ??
    [...gold, ...entries].find((entry) => fit(candidates(entry)[0], entry) >= SAME_DIM) ??
    entries[0]
  if (!reference) return undefined
  const candidate = byKey(wished.candidate) ?? candidates(reference)[0]
  return candidate && { reference, candidate }
}

const SAME_DIM = 4

/** How well a candidate goes with a reference: the same dimension above all, then another author, then a model. */
function fit(candidate: TraceSourceEntry | undefined, { source, author }: TraceSourceEntry): number {
  if (!candidate) return -1
  const own = candidate.source
  const sameDim = own.dim === source.dim && candidate.author.id !== author.id
  const sameScheme = own.schemeId === source.schemeId && own.kind === source.kind
  return (sameDim ? SAME_DIM : 0) + (sameScheme ? 2 : 0) + (candidate.author.kind === 'model' ? 1 : 0)
}
