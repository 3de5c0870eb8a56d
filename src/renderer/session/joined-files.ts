import type { MediaFile } from '../../shared/domain/rows'

/** Files by recording, of those recordings that were made of several of them. */
export function joinedIn(files: readonly MediaFile[]): ReadonlyMap<string, readonly MediaFile[]> {
  const byRecording = new Map<string, MediaFile[]>()
  for (const file of files)
    byRecording.set(file.recordingId, [...(byRecording.get(file.recordingId) ?? []), file])
  return new Map([...byRecording].filter(([, list]) => list.length > 1))
}

/** Names that a notice has room for. */
const SHOWN = 4

/** "a", "a and b", "a, b and c", "a, b, c and 5 more". */
export function listed(names: readonly string[]): string {
  const shown =
    names.length > SHOWN ? [...names.slice(0, SHOWN - 1), `${names.length - SHOWN + 1} more`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** Name of a file without its folder. */
export const nameOf = (file: { readonly path: string }): string =>
  file.path.split(/[\\/]/).at(-1) ?? file.path
