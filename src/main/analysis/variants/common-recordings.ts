import type { VariantsAnswer } from '../../../shared/contract/analysis/variants'
import type { ProjectReader } from '../../store'

/** Which variants are compared, and in which recordings: those that all of them are done with. */
export interface Common {
  readonly authorIds: readonly string[]
  readonly recordingIds: readonly string[]
  readonly missing: VariantsAnswer['missing']
}

/**
 * Recordings that the baseline and the variants are all done with, of those asked for (none: all), so that like is held
 * against like. A variant that is done with less than half as many as others is left out, so that it does not take theirs away.
 */
export function commonRecordings(
  reader: ProjectReader,
  baselineId: string,
  variantIds: readonly string[],
  wanted: readonly string[]
): Common {
  const asked = new Set(wanted)
  const names = new Map(reader.all('author').map(({ id, name }) => [id, name]))
  const done = new Map<string, Set<string>>(
    [baselineId, ...variantIds].map((id) => [id, new Set<string>()] as const)
  )
  for (const run of reader.all('run')) {
    const own = done.get(run.authorId)
    if (!own) continue
    for (const id of reader.recordingsDone(run.id)) if (asked.size === 0 || asked.has(id)) own.add(id)
  }
  const countOf = (id: string): number => done.get(id)?.size ?? 0
  const most = Math.max(...variantIds.map(countOf))
  const authorIds = variantIds.filter((id) => countOf(id) > 0 && countOf(id) >= most / 2)
  const missing = variantIds
    .filter((id) => !authorIds.includes(id))
    .map((id) => ({ authorId: id, reason: whyNot(names.get(id), countOf(id), most) }))
  const recordingIds = [...(done.get(baselineId) ?? [])].filter((id) =>
    authorIds.every((author) => done.get(author)?.has(id))
  )
  return { authorIds, recordingIds, missing }
}

function whyNot(name: string | undefined, count: number, most: number): string {
  if (name === undefined) return 'This author is not part of the project any more.'
  return count === 0
    ? `${name} is not done with any of these recordings.`
    : `${name} has run on ${count} of the ${most} recordings that others have.`
}
