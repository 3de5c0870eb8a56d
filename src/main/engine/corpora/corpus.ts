import type { Entry } from '../../../shared/registry'
import type { Found } from '../import/format'
import type { ImportedFile } from '../protocol'

/** What a file's name tells about the recording in it. */
export interface FromName {
  /** Who is recorded; used for splits and clustered intervals. */
  readonly group: string
  readonly track: ImportedFile['tracks'][number]
}

/** A published corpus whose file names carry labels. */
export interface Corpus extends Entry {
  readonly id: string
  readonly name: string
  /** Labels in a file name; undefined unless the whole name fits the corpus. */
  recognise(fileName: string, found: Pick<Found, 'streams' | 'durationSeconds'>): FromName | undefined
}
