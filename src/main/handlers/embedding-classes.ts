import { MOST_CLASSES, type ClassesQuery, type EmbeddingClasses } from '../../shared/contract/embeddings'
import { ok, type Result } from '../../shared/domain/problem'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import {
  embeddingTable,
  groupsOf,
  labelRows,
  rowColumns,
  vectorParts,
  type EmbeddingTable
} from './embedding-rows'
import { gone, sizeOf } from './embedding-work'

/** Where classes of embeddings lie: how far apart, and which embedding stands for each. */
export async function embeddingClasses(
  { board }: HandlerContext,
  project: Project,
  query: ClassesQuery
): Promise<Result<EmbeddingClasses>> {
  const table = embeddingTable(project, query)
  if (table.facts.length === 0) return gone
  const { names, codes, more } = largest(classesOf(project, table, query), typeof query.by === 'object')
  const outcome = await board.ask(
    {
      kind: 'embedding-classes',
      size: sizeOf(table),
      groups: query.byGroup ? groupsOf(project, table) : [],
      byGroup: query.byGroup,
      target: codes,
      classes: names.length
    },
    { parts: vectorParts(project, table) }
  )
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  if (outcome.state !== 'done' || outcome.result.kind !== 'embedding-classes')
    return ok({ names: [], counts: [], distances: [], prototypes: [], more: 0 })
  const { counts, distances, prototypes } = outcome.result
  return ok({ names, counts, distances, prototypes, more })
}

interface Classes {
  readonly names: readonly string[]
  readonly codes: Int32Array
}

function classesOf(project: Project, table: EmbeddingTable, { by }: ClassesQuery): Classes {
  if (typeof by === 'object') {
    const { labels, codes } = labelRows(project, table, by)
    return { names: labels, codes }
  }
  const rows = rowColumns(project, table)
  return by === 'person'
    ? { names: rows.groups, codes: rows.group }
    : { names: rows.recordingIds, codes: rows.recording }
}

/** The largest classes; labels stay in the order of their scheme. */
function largest({ names, codes }: Classes, inOrder: boolean): Classes & { readonly more: number } {
  const counts = new Array<number>(names.length).fill(0)
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
  const bySize = [...names.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  const kept = bySize.slice(0, MOST_CLASSES)
  if (inOrder) kept.sort((a, b) => a - b)
  const places = new Map(kept.map((code, place) => [code, place]))
  return {
    names: kept.map((code) => names[code] ?? ''),
    codes: codes.map((code) => places.get(code) ?? -1),
    more: names.length - kept.length
  }
}
