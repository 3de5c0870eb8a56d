import { z } from 'zod'
import { path } from './path'

/** Name of a file of a report, without ending: letters, digits and dashes. */
const FileName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}-]{0,99}$/u)

/** A report as the window made it: main only writes it down. */
export const ReportFiles = z.object({
  /** Folder that takes the new one. */
  folder: path,
  /** Name of the new folder; a number is added when it is taken. */
  name: z.string().min(1).max(100),
  /** The whole document, self-contained. */
  html: z.string().max(200_000_000),
  pdf: z.boolean(),
  tables: z
    .array(z.object({ name: FileName, csv: z.string().max(50_000_000), latex: z.string().max(50_000_000) }))
    .max(200),
  figures: z
    .array(
      z.object({
        name: FileName,
        svg: z.string().max(20_000_000),
        /** Base64. */
        png: z.string().max(50_000_000)
      })
    )
    .max(200)
})

/** Where a report lies. */
export interface WrittenReport {
  readonly folder: string
  readonly html: string
  readonly pdf?: string
  /** Why there is no PDF, where one was asked for. */
  readonly noPdf?: string
  readonly files: number
}
