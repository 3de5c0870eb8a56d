import type { ProjectReader } from '../store'

/** The part that each recording belongs to: its group (a split, a session, a speaker), or itself where it has none. */
export const partNames = (reader: ProjectReader): ReadonlyMap<string, string> =>
  new Map(reader.all('recording').map(({ id, group, name }) => [id, group ?? name]))

/** Parts that occur among recordings, with how often each does, the most frequent first. */
export function partCounts(
  names: ReadonlyMap<string, string>,
  recordings: readonly string[],
  recordingOf: ArrayLike<number>
): readonly { readonly name: string; readonly items: number }[] {
  const perRecording = new Float64Array(recordings.length)
  for (let i = 0; i < recordingOf.length; i++) {
    const at = recordingOf[i] ?? -1
    if (at >= 0) perRecording[at] = (perRecording[at] ?? 0) + 1
  }
  const count = new Map<string, number>()
  recordings.forEach((id, i) => {
    const name = names.get(id)
    const items = perRecording[i] ?? 0
    if (name !== undefined && items > 0) count.set(name, (count.get(name) ?? 0) + items)
  })
  return [...count]
    .map(([name, items]) => ({ name, items }))
    .sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1))
}

/** How many recordings occur. */
export function recordingsUsed(recordingOf: ArrayLike<number>, recordings: number): number {
  const used = new Uint8Array(recordings)
  let count = 0
  for (let i = 0; i < recordingOf.length; i++) {
    const at = recordingOf[i] ?? -1
    if (at < 0 || used[at] === 1) continue
    used[at] = 1
    count++
  }
  return count
}
