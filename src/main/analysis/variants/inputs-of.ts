import { createHash } from 'node:crypto'
import type { VariantInputs } from '../../../shared/contract/analysis/variants'
import type { ProjectReader } from '../../store'

/** What the runs of a variant read: one hash over those of all recordings, and whether every run read the same. */
export function inputsOf(reader: ProjectReader, authorId: string): VariantInputs | undefined {
  const runs = reader
    .all('run')
    .filter((run) => run.authorId === authorId)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .map((run) => reader.runInputs(run.id))
    .filter((hashes) => hashes.size > 0)
  const [latest] = runs
  if (!latest) return undefined
  const hash = createHash('sha256')
  for (const [recordingId, own] of [...latest].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${recordingId} ${own}\n`)
  return {
    sha256: hash.digest('hex'),
    recordings: latest.size,
    runs: runs.length,
    same: runs.every((hashes) => [...hashes].every(([id, own]) => (latest.get(id) ?? own) === own))
  }
}
