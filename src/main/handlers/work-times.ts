import type { Sliced } from '../../shared/agreement/sliced'
import type { Project } from '../store'

/** Segments asked for at once; some milliseconds. */
const AT_ONCE = 500

/** When segments got their first answer, read with pauses; those whose answer no edit gave are absent. */
export function* workTimes(
  project: Project,
  segments: readonly { readonly id: string }[]
): Sliced<ReadonlyMap<string, { readonly revision: number; readonly at: string }>> {
  const times = new Map<string, { readonly revision: number; readonly at: string }>()
  for (let from = 0; from < segments.length; from += AT_ONCE) {
    const ids = segments.slice(from, from + AT_ONCE).map(({ id }) => id)
    for (const [id, time] of project.answeredAt(ids)) times.set(id, time)
    yield
  }
  return times
}
