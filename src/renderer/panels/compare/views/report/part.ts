import type { NumberCardContent } from '../../../../ui/number-card'
import type { TextTable } from '../../../../ui/text-table'
import type { Figure } from '../../figure'

/** A table of a report; in files under its name. */
export interface ReportTable {
  /** For the file: letters, digits, dashes. */
  readonly name: string
  readonly title: string
  /** In full precision, for files. */
  readonly table: TextTable
  /** As it is read, where that is shorter; null: only in files. */
  readonly shown?: TextTable | null
}

/** A figure of a report: what Plotly draws it from, black on white. */
export interface ReportFigure {
  readonly name: string
  readonly title: string
  readonly figure: Figure
  readonly width: number
  readonly height: number
}

/** One moment that a report shows. */
export interface ReportExample {
  readonly where: string
  readonly said: readonly (readonly [who: string, what: string])[]
  readonly words?: string
  /** `data:` addresses. */
  readonly picture?: string
  readonly sound?: string
}

/** One section of a report. */
export interface ReportPart {
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly cards: readonly NumberCardContent[]
  readonly tables: readonly ReportTable[]
  readonly figures: readonly ReportFigure[]
  readonly examples?: readonly ReportExample[]
}
