import type { z } from 'zod'
import type { Entry } from '../registry'
import type { TableName, Tables } from '../domain/rows'
import type { Result } from '../domain/problem'

/** Read access to the rows a command needs: the store, or the window's copy while a gesture is previewed. */
export interface RowReader {
  get<T extends TableName>(table: T, id: string): Tables[T] | undefined
  all<T extends TableName>(table: T): readonly Tables[T][]
  /** Segments of a track in order of start, then end. */
  segmentsOf(trackId: string): readonly Segment[]
  /** Segments of a track that share time with [from, to), in the same order; readers without an index leave it out. */
  segmentsBetween?(trackId: string, from: number, to: number): readonly Segment[]
  /** Tracks whose parent this one is; readers without an index leave it out, as the two below. */
  tracksUnder?(trackId: string): readonly Tables['track'][]
  /** Segments of a track that one segment of its parent track holds, in the same order. */
  segmentsUnder?(segmentId: string, trackId: string): readonly Segment[]
  /** The segment of a track that starts last before a time, or first at or after it; null where there is none. */
  segmentBeside?(trackId: string, time: number, side: 'before' | 'after'): Segment | null
  /** Links that start or end at one of these segments, each once; readers without an index leave it out. */
  relationsOf?(segmentIds: readonly string[]): readonly Tables['relation'][]
}
type Segment = Tables['segment']

/** One row before and after. `before` absent: created; `after` absent: deleted. */
export interface RowChange<T extends TableName = TableName> {
  readonly table: T
  readonly id: string
  readonly before?: Tables[T]
  readonly after?: Tables[T]
}

/** What a command may use besides the rows, so that it stays pure and testable. */
export interface CommandContext {
  readonly authorId: string
  newId(): string
}

/** One kind of edit: plain input, row changes out. The store and the drafts run the same function. */
export interface Command<In = unknown> extends Entry {
  readonly id: string
  readonly input: z.ZodType<In>
  /** Sentence for the undo menu and the history: "Label 3 segments Anger". */
  title(input: In): string
  apply(rows: RowReader, input: In, context: CommandContext): Result<readonly RowChange[]>
}
