import { z } from 'zod'

/** What a time column counts in; `iso`: dates and times as ISO 8601 and its relatives; `clock`: `hh:mm:ss.mmm`. */
export const TimeUnit = z.enum(['s', 'ms', 'us', 'ns', 'iso', 'clock'])
export type TimeUnit = z.infer<typeof TimeUnit>

const column = z.number().int().nonnegative().max(100_000)

/** How a table of signals is read: told by its format, found by looking at it, or answered by the user. */
export const TableColumns = z.object({
  /** `space`: any run of blanks or tabs. */
  separator: z.enum([',', ';', '\t', '|', 'space']),
  decimal: z.enum(['.', ',']),
  /** Lines above the first row of values, 0-based count; names of columns stand in the last of them, or nowhere. */
  skipLines: z.number().int().nonnegative().max(100_000),
  time: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('column'), column, unit: TimeUnit }),
    /** Rows follow each other evenly. */
    z.object({ kind: z.literal('rate'), rateHz: z.number().positive().max(10_000_000) })
  ]),
  channels: z.array(z.object({ column, label: z.string().max(200), unit: z.string().max(40) })).max(10_000),
  /** Columns whose changes are events: markers, conditions. */
  events: z.array(z.object({ column, label: z.string().max(200) })).max(1000)
})
export type TableColumns = z.infer<typeof TableColumns>

/** What the window shows of a table that could not be understood alone. */
export interface TableQuestion {
  readonly kind: 'columns'
  /** What is unclear, as a sentence. */
  readonly why: string
  /** First lines as they stand in the file, at most 40, each at most 400 characters. */
  readonly lines: readonly string[]
  /** What Affectory would take, for each field of the answer. */
  readonly proposal: TableColumns
}
