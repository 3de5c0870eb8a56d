import type { Author, Track } from '../../../shared/domain/rows'

/** Where one rater's valence and arousal come from: a track of both, or one track for each. */
export interface PlaneSource {
  readonly author: Author
  readonly personId: string | undefined
  readonly valence: { readonly trackId: string; readonly dim: number }
  readonly arousal: { readonly trackId: string; readonly dim: number }
}

/**
 * Raters who have both valence and arousal in a recording, one entry for each person that they rated. Of the tracks of
 * one author about one person the first that has both counts, else the first that has the dimension.
 */
export function planeSources(
  tracks: readonly Track[],
  authors: ReadonlyMap<string, Author>
): readonly PlaneSource[] {
  const groups = new Map<string, Track[]>()
  for (const track of tracks) {
    if (track.kind !== 'trace' || track.trace?.mode !== 'bounded') continue
    const key = `${track.authorId}:${track.personId ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), track])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const author = first && authors.get(first.authorId)
    const both = group.find((track) => dimIn([track], 'valence') && dimIn([track], 'arousal'))
    const from = both ? [both] : group
    const valence = dimIn(from, 'valence')
    const arousal = dimIn(from, 'arousal')
    return author && valence && arousal ? [{ author, personId: first.personId, valence, arousal }] : []
  })
}

function dimIn(
  tracks: readonly Track[],
  name: string
): { readonly trackId: string; readonly dim: number } | undefined {
  for (const track of tracks) {
    const dim = track.trace?.dims.findIndex((id) => id.toLowerCase() === name) ?? -1
    if (dim >= 0) return { trackId: track.id, dim }
  }
  return undefined
}
