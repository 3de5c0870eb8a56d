import type { Db } from '../database'
import { allRows } from '../row-store'
import type { ForeignProject } from './open-foreign'

/** Which rows of another project are rows of this one: their ids here by their ids there; absent: they are to be added. */
export interface Matches {
  readonly recordings: ReadonlyMap<string, string>
  readonly authors: ReadonlyMap<string, string>
  readonly persons: ReadonlyMap<string, string>
  /** Schemes that say the same, or hold every label that is used. */
  readonly schemes: ReadonlyMap<string, string>
  /** Schemes of the same id that say something else: they come under an id of their own. */
  readonly otherSchemes: ReadonlyMap<string, string>
}

/**
 * Match two projects. Recordings are the same by id, or when they share a file of the same content; annotators and persons
 * only by id, since two labs may both have a "Rater A"; models by their model; sources of imports by their name.
 */
export function matchRows(db: Db, foreign: ForeignProject): Matches {
  const here = new Map(allRows(db, 'recording').map(({ id }) => [id, id]))
  const byHash = new Map(allRows(db, 'file').map((file) => [file.contentHash, file.recordingId]))
  const recordings = new Map<string, string>()
  const files = allRows(foreign.db, 'file')
  for (const { id } of allRows(foreign.db, 'recording')) {
    const known =
      here.get(id) ??
      files.filter((file) => file.recordingId === id).flatMap((file) => byHash.get(file.contentHash) ?? [])[0]
    if (known !== undefined) recordings.set(id, known)
  }
  const authors = allRows(db, 'author')
  const schemes = new Map(allRows(db, 'scheme').map((row) => [row.id, row]))
  const same = new Map<string, string>()
  const other = new Map<string, string>()
  for (const { id, document, name, version } of allRows(foreign.db, 'scheme')) {
    const known = schemes.get(id)
    if (!known) continue
    const equal =
      JSON.stringify([known.document, known.name, known.version]) ===
      JSON.stringify([document, name, version])
    if (equal || holdsLabels(foreign.db, id, known.document)) same.set(id, id)
    else
      other.set(
        id,
        freeId(id, (candidate) => schemes.has(candidate))
      )
  }
  return {
    recordings,
    authors: matched(allRows(foreign.db, 'author'), authors, (a, b) =>
      a.kind === 'model'
        ? a.modelId !== undefined && a.modelId === b.modelId
        : a.kind === 'import' && a.name === b.name
    ),
    persons: matched(allRows(foreign.db, 'person'), allRows(db, 'person'), () => false),
    schemes: same,
    otherSchemes: other
  }
}

function matched<T extends { readonly id: string; readonly kind?: string }>(
  there: readonly T[],
  here: readonly T[],
  alike: (a: T, b: T) => boolean
): ReadonlyMap<string, string> {
  const byId = new Set(here.map(({ id }) => id))
  return new Map(
    there.flatMap((row): [string, string][] => {
      if (byId.has(row.id)) return [[row.id, row.id]]
      const twin = here.find((other) => other.kind === row.kind && alike(row, other))
      return twin ? [[row.id, twin.id]] : []
    })
  )
}

/** Whether every label used there is a label of the scheme as it is here, so that nothing would be lost in it. */
function holdsLabels(db: Db, schemeId: string, document: unknown): boolean {
  const used = db
    .sql(
      `SELECT DISTINCT label FROM segment JOIN track ON track.id = segment.track_id
       WHERE track.scheme_id = ? AND label IS NOT NULL AND label <> 'cannot-rate'`
    )
    .pluck()
    .all(schemeId) as readonly string[]
  const text = JSON.stringify(document)
  return used.every((label) => text.includes(`"id":${JSON.stringify(label)}`))
}

function freeId(id: string, taken: (candidate: string) => boolean): string {
  for (let number = 2; ; number++) if (!taken(`${id}-${number}`)) return `${id}-${number}`
}
