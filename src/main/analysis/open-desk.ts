import type { Sliced } from '../../shared/agreement/sliced'
import type { CompareQuery } from '../../shared/contract'
import type { Lane, ProjectReader } from '../store'
import { comparedItems } from './compared'
import type { Desk } from './desk'

/** As many things as are kept at once; a million segments take some hundred megabytes. */
const KEPT = 16

/** A desk over a project. `read` is told how many of the tracks that are needed have been read. */
export function openDesk(reader: ProjectReader, read?: (done: number, total: number) => void): Desk {
  let state = ''
  const shelf = new Map<string, unknown>()
  /** Let go of everything that was made before the last edit, or for somebody else's eyes. */
  const refresh = (): void => {
    const { authorId, blindRecordingIds } = reader.viewer()
    const now = JSON.stringify([reader.revision(), authorId, blindRecordingIds])
    if (now === state) return
    shelf.clear()
    state = now
  }
  const desk: Desk = {
    reader,
    lanes: (authorIds, recordingIds, withPractice) =>
      desk.kept(`lanes ${JSON.stringify([authorIds, recordingIds, withPractice === true])}`, function* () {
        const lanes: Lane[] = []
        const tracks = reader.tracksForCompare(authorIds, recordingIds, withPractice)
        for (const track of tracks) {
          lanes.push({ track, segments: reader.segmentsOfTrack(track.id) })
          read?.(lanes.length, tracks.length)
          yield
        }
        return lanes
      }),
    compared: (query) => desk.kept(`compared ${keyOf(query)}`, () => comparedItems(desk, query)),
    *kept<T>(key: string, make: () => Sliced<T>): Sliced<T> {
      refresh()
      const entry = shelf.get(key) as { readonly value: T } | undefined
      if (entry) {
        // The least recently used is the first to go.
        shelf.delete(key)
        shelf.set(key, entry)
        return entry.value
      }
      const before = state
      const value = yield* make()
      refresh()
      if (state !== before) return value
      shelf.set(key, { value })
      for (const oldest of shelf.keys()) {
        if (shelf.size <= KEPT) break
        shelf.delete(oldest)
      }
      return value
    }
  }
  return desk
}

/** Only what makes items differ: a question may carry more than the comparison it is about. */
const keyOf = (query: CompareQuery): string =>
  JSON.stringify([
    query.referenceAuthorId,
    query.candidateAuthorId,
    query.recordingIds,
    query.mode,
    query.minOverlap,
    query.schemeId,
    query.mapTo,
    query.ignorePersons,
    query.practice
  ])
