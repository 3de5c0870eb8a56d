import { atOnce, type Sliced } from '../agreement/sliced'
import type { Problem } from '../domain/problem'
import type { SchemeRow, Segment } from '../domain/rows'
import { formatClock } from '../domain/time'
import { attributeTask } from './attribute'
import { checkValue } from './check-value'
import { strongestLabel } from './strongest-label'

type Row = Omit<Segment, 'id' | 'trackId'>

/** Sentences about single rows; more would bury the others. */
const TOLD = 20

/**
 * Rows that came with a file, with answers as the scheme takes them: values checked, the strongest label beside them.
 * A row whose value the scheme does not take (shares that do not sum to 1, a rating out of range, an unknown label) is
 * left out and told with its time; the others come in.
 */
export const acceptValues = <R extends Row>(
  scheme: SchemeRow | undefined,
  attributeId: string,
  rows: readonly R[],
  from: ImportSource
): AcceptedRows<R> => atOnce(acceptingValues(scheme, attributeId, rows, from))

/** The file that rows came with, for the sentences about them. */
export interface ImportSource {
  readonly name: string
  readonly file?: string
}

export interface AcceptedRows<R extends Row = Row> {
  readonly rows: readonly R[]
  readonly problems: readonly Problem[]
}

/** Rows between two pauses. */
const SLICE = 250

/** The same with pauses, for many rows. */
export function* acceptingValues<R extends Row>(
  scheme: SchemeRow | undefined,
  attributeId: string,
  rows: readonly R[],
  from: ImportSource
): Sliced<AcceptedRows<R>> {
  const task = attributeTask(scheme, attributeId)
  if (!task || !rows.some((row) => row.value)) return { rows, problems: [] }
  const accepted: R[] = []
  const problems: Problem[] = []
  for (const [index, row] of rows.entries()) {
    if (index % SLICE === SLICE - 1) yield
    const value = row.value && checkValue(task, row.value)
    if (value === undefined) accepted.push(row)
    else if (value.ok) {
      const label = value.value && strongestLabel(task, value.value)
      accepted.push({ ...row, value: value.value, label: label ?? row.label })
    } else
      problems.push({
        code: 'import.value',
        message: `${from.name}, ${formatClock(row.start)}: ${value.error.message} This row was left out.`,
        hint: value.error.hint ?? 'Correct the row in the file and import it again.',
        file: from.file,
        severity: 'warning'
      })
  }
  const rest = problems.length - TOLD
  if (rest <= 0) return { rows: accepted, problems }
  return {
    rows: accepted,
    problems: [
      ...problems.slice(0, TOLD),
      {
        code: 'import.value',
        message: `${from.name}: ${rest} more rows were left out because the scheme does not take their values.`,
        hint: 'Correct the rows in the file and import it again.',
        file: from.file,
        severity: 'warning'
      }
    ]
  }
}
