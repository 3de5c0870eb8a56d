import type { Recording } from '../../../shared/domain/rows'
import { useProject } from '../project'

/** Whether none of the recordings asked about (none named: all) has time, so that only items can be counted. */
export function isTimeless(
  recordings: ReadonlyMap<string, Pick<Recording, 'medium'>>,
  chosenIds: readonly string[]
): boolean {
  const known = chosenIds.filter((id) => recordings.has(id))
  const asked = known.length > 0 ? known.map((id) => recordings.get(id)) : [...recordings.values()]
  return asked.length > 0 && asked.every((each) => each?.medium === 'image' || each?.medium === 'document')
}

/** The same, for what is drawn. */
export const useTimeless = (chosenIds: readonly string[]): boolean =>
  useProject((state) => isTimeless(state.index.recordings, chosenIds))
