import type { Problem, Result } from '../../../shared/domain/problem'
import type { Entry } from '../../../shared/registry'
import type { AnnotationDocument } from './document'

/** A file to read. */
export interface Source {
  /** Name without folder, for sentences. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Absolute path, where there is one. */
  readonly path?: string
  /** Bytes of another file in the same folder (`name` has no separators); undefined where there is none. */
  sibling?(name: string): Uint8Array | undefined
}

/** What reading gave: the labels, and every place where the file was not as it should be. */
export interface Reading {
  readonly document: AnnotationDocument
  readonly repairs: readonly Problem[]
}

export interface WrittenFile {
  /** File name without folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** One annotation format. */
export interface InterchangeFormat extends Entry {
  readonly id: string
  /** What users call it. */
  readonly name: string
  /** Lower case, without the dot; the first one is written. */
  readonly extensions: readonly string[]
  /** By name and first bytes as text. */
  probe(file: { readonly name: string; readonly extension: string; readonly head: string }): boolean
  /** Anything wrong with the file is a value. */
  read(source: Source): Result<Reading>
  /** Absent: the format is only read. `name` has no extension. Never fails: what cannot be held is told by `losses`. */
  write?(document: AnnotationDocument, name: string): readonly WrittenFile[]
  /** What `write` would leave out or change, one sentence for each kind of loss. */
  losses?(document: AnnotationDocument): readonly Problem[]
}
