import { unpackNotes, type Note } from '../../shared/music/notes'

/** The notes of a stream in order of start; undefined when they cannot be read (yet). */
export async function loadNotes(
  streamId: string,
  signal?: AbortSignal
): Promise<readonly Note[] | undefined> {
  const answer = await fetch(`lab://tiles/notes/${encodeURIComponent(streamId)}`, { signal })
  if (!answer.ok) return undefined
  return unpackNotes(new Float64Array(await answer.arrayBuffer()))
}
