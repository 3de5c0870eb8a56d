import type { ShareCell } from '../../compare/report'
import type { AttributeRef } from '../../mapping/scheme-map'

/** One model on one corpus. */
export interface CorpusCell {
  /** UAR over the classes that both can say; null with the reason where labels cannot be mapped or nothing was predicted. */
  readonly uar: ShareCell
  /** Items that count. */
  readonly n: number
  /** Labels that both were said in; absent: both used the same. */
  readonly map?: AttributeRef
  /** Classes of the number. */
  readonly classes: readonly string[]
  /** Why the cell is blank. */
  readonly blank?: string
  /** The comparison behind the cell, for opening its moments. */
  readonly query?: {
    readonly referenceAuthorId: string
    readonly candidateAuthorId: string
    readonly recordingIds: readonly string[]
    readonly mapTo?: AttributeRef
  }
}

/** Corpora (rows) by models (columns). */
export interface CorpusMatrix {
  readonly corpora: readonly {
    readonly name: string
    readonly recordings: number
    readonly referenceAuthorId?: string
  }[]
  readonly candidateIds: readonly string[]
  /** `cells[corpus][model]`. */
  readonly cells: readonly (readonly CorpusCell[])[]
}
