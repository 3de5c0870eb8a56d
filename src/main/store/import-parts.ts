import type { Problem } from '../../shared/domain/problem'
import { micros } from '../../shared/domain/time'
import type { Db } from './database'
import { allRows, getRow } from './row-store'
import { refusal } from './revisions'
import type { FileToImport } from './types'

type Part = NonNullable<FileToImport['parts']>[number]

/**
 * Where the parts of a file that speaks about several recordings go: to the recording that has one of their media files
 * (by name without ending, whatever the case), else to the one of their name. Undefined for a file about one recording.
 * Refused, naming the parts, when no recording fits any.
 */
export function placesOf(
  db: Db,
  file: FileToImport
): readonly { readonly file: FileToImport; readonly into: string }[] | undefined {
  const { parts, ...whole } = file
  if (!parts) return undefined
  const find = finder(db)
  const places = parts.flatMap((part) => {
    const into = find(part)
    if (into === undefined) return []
    const tracks = part.tracks.map((track) => (track.wholeRecording ? stretched(db, into, track) : track))
    return [{ into, file: { ...whole, ...part, tracks, name: whole.name } }]
  })
  if (places.length === 0)
    throw refusal(
      'import.no-recordings',
      `${file.name} holds labels of ${parts.length} recordings, and the project has none of them: ${listed(parts)}.`,
      'Import their media files first; they are found by the names of the files.'
    )
  return places
}

/** The parts that no recording of the project fits, in a sentence. */
export function unplaced(db: Db, file: FileToImport): readonly Problem[] {
  const find = finder(db)
  const parts = file.parts ?? []
  const left = parts.filter((part) => find(part) === undefined)
  if (left.length === 0) return []
  return [
    {
      code: 'import.no-recording-for',
      message: `${file.name}: labels of ${left.length} of ${parts.length} recordings were not added, because the project has no recording of their media: ${listed(left)}.`,
      hint: 'Import their media files, undo this import, and import the labels again.',
      file: file.path,
      severity: 'warning'
    }
  ]
}

/** A track whose segments reach from the start to the end of a recording. */
function stretched(db: Db, recordingId: string, track: Part['tracks'][number]): Part['tracks'][number] {
  const duration = getRow(db, 'recording', recordingId)?.duration ?? micros(0)
  if (duration <= 0) return track
  return {
    ...track,
    segments: track.segments.map((segment) => ({ ...segment, start: micros(0), end: duration }))
  }
}

function finder(db: Db): (part: Part) => string | undefined {
  const byName = new Map<string, string>()
  const recordings = allRows(db, 'recording')
  for (const { id, name } of recordings) if (!byName.has(plain(name))) byName.set(plain(name), id)
  const byFile = new Map<string, string>()
  for (const { path, recordingId, playback } of allRows(db, 'file'))
    if (playback !== 'none' && !byFile.has(stem(path))) byFile.set(stem(path), recordingId)
  return ({ name, media }) => {
    const stems = media.map(stem)
    const first = stems.find((one) => byFile.has(one)) ?? ''
    const named = [...stems, plain(name), stem(name)].find((one) => byName.has(one)) ?? ''
    return byFile.get(first) ?? byName.get(named)
  }
}

const plain = (name: string): string => name.normalize('NFC').toLowerCase()

/** Name of a file without folder and ending, in small letters. */
const stem = (path: string): string =>
  plain(path.split(/[\\/]/).at(-1) ?? path).replace(/\.[a-z\d]{1,5}$/, '')

/** The first few, by the media they were made on. */
const listed = (parts: readonly Part[]): string =>
  `${parts
    .slice(0, 5)
    .map(({ name, media }) => `"${media[0] ?? name}"`)
    .join(', ')}${parts.length > 5 ? ` and ${parts.length - 5} more` : ''}`
