import type { Entry } from '../../../shared/registry'
import type { ImportOptions, ImportQuestion } from '../../../shared/domain/import-options'
import type { Problem, Result } from '../../../shared/domain/problem'
import type { SignalLayout } from '../../../shared/signal/signal-layout'
import type { ImportedFile } from '../protocol'
import type { CachePlace } from './cache-place'

/** A file as formats are asked about it: its name and its first bytes, nothing decoded. */
export interface ProbedFile {
  /** Absolute path. */
  readonly path: string
  /** Name with extension, for sentences. */
  readonly name: string
  /** Lower case, without the dot. */
  readonly extension: string
  readonly sizeBytes: number
  /** The first 64 KiB, or the whole file when it is shorter. */
  readonly head: Uint8Array<ArrayBuffer>
}

/** What reading a file may use. */
export interface ReadContext {
  readonly signal: AbortSignal
  /** Where this file's cache files go; keyed by content, so that the same file is never cached twice. */
  readonly cache: CachePlace
  readonly ffmpegPath?: string
  /** What the user said about this file. */
  readonly options?: ImportOptions
  /** Say what is left open; the read then ends with a problem of code `NEEDS_MAPPING`, and comes again with `options`. */
  ask(question: ImportQuestion): void
}

/** What a format found, less what import itself knows of every file. */
export type Found = Omit<ImportedFile, 'path' | 'name' | 'group' | 'sizeBytes' | 'contentHash'>

/** One kind of file. The first format that recognises a file reads it. */
export interface FileFormat extends Entry {
  readonly id: string
  /** For the sentence that lists what can be imported. */
  readonly name: string
  readonly extensions: readonly string[]
  /** Looks at name and first bytes only. */
  probe(file: ProbedFile): boolean
  /** Anything wrong with the file is a value; only bugs throw. */
  read(file: ProbedFile, context: ReadContext): Promise<Result<Found>>
  /** Events that `read` left for later (`eventsPending` of a stream read in place): collected while its overview is made. */
  events?(file: ProbedFile, layout: SignalLayout): Promise<Result<EventCollector>>
}

/** Takes in the records of a file in order and answers their events. */
export interface EventCollector {
  /** `bytes` begins with the first of `records` whole records. */
  take(bytes: Uint8Array, records: number): void
  found(): Pick<Found, 'tracks' | 'schemes'>
}

/** A problem of one file. The message begins with the file's name. */
export const fileProblem = (
  file: { readonly path: string; readonly name: string },
  code: string,
  what: string,
  hint: string,
  severity: Problem['severity'] = 'error'
): Problem => ({
  code,
  message: `${file.name} ${what}`,
  hint,
  file: file.path,
  severity
})

/** A failed read. */
export const failed = (
  file: { readonly path: string; readonly name: string },
  code: string,
  what: string,
  hint: string
): Result<never> => ({
  ok: false,
  error: fileProblem(file, code, what, hint)
})
