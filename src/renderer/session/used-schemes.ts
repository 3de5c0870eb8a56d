import { useProject } from './project'

/** Schemes that any of the authors used. */
export function useUsedSchemes(
  authorIds: readonly string[]
): readonly { readonly id: string; readonly name: string }[] {
  const index = useProject((state) => state.index)
  const ids = new Set<string>()
  for (const track of index.tracks.values()) if (authorIds.includes(track.authorId)) ids.add(track.schemeId)
  return [...ids].flatMap((id) => index.schemes.get(id) ?? [])
}
