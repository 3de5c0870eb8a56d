import type { Sliced } from '../../../shared/agreement/sliced'
import { candidateScores } from '../../../shared/analysis/compared-items'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { confidentColumns, suspects } from '../../../shared/analysis/label-errors/confident-columns'
import type { ConfidentColumns } from '../../../shared/analysis/label-errors/confident-columns'
import type { LabelErrors, LabelSuspect } from '../../../shared/contract/analysis/label-errors'
import { ok } from '../../../shared/domain/problem'
import type { Question } from '../question'

/** Given labels that the candidate speaks against. */
export const labelErrors: Question<'analysis.labelErrors'> = function* (
  desk,
  { order, hideChecked, given, guess, limit, ...query }
) {
  const revision = desk.reader.revision()
  const compared = yield* desk.compared({ ...query, mode: 'segments' })
  if (!compared.ok) return compared
  const items = compared.value
  const { columns, found } = yield* desk.kept(`label-errors ${JSON.stringify(query)}`, () => learn(items))
  const place = (label: string | undefined) =>
    label === undefined ? undefined : items.labels.findIndex(({ id }) => id === label)
  const [row, column] = [place(given), place(guess)]
  let checked = 0
  const isChecked = (at: number): boolean => items.own(items.rows[at] ?? -1)?.review === 'accepted'
  const listed = suspects(found, columns, order, (at) => {
    if (row !== undefined && columns[at] !== row) return false
    if (column !== undefined && found.guess[at] !== column) return false
    const done = isChecked(at)
    if (done) checked++
    return !(hideChecked && done)
  })
  yield
  const answer: LabelErrors = {
    revision,
    schemeId: items.schemeId,
    ...(items.attributeId === undefined ? {} : { attributeId: items.attributeId }),
    labels: items.labels.map(({ id }) => id),
    thresholds: found.thresholds,
    joint: [...found.joint],
    used: found.used,
    counted: found.counted,
    withoutScores: items.rows.length - found.used,
    checked,
    suspects: [...listed.subarray(0, limit)].flatMap((at) =>
      suspectOf(items, found, columns, at, isChecked(at))
    ),
    total: listed.length
  }
  return ok(answer)
}

interface Learnt {
  /** Given codes, one for each of the rows that count. */
  readonly columns: Int32Array
  readonly found: ConfidentColumns
}

function* learn(items: ComparedItems): Sliced<Learnt> {
  const columns = items.rows.map((unit) => items.units.reference[unit] ?? -1)
  yield
  const scores = candidateScores(items)
  yield
  return { columns, found: confidentColumns({ classes: items.labels.length, given: columns, scores }) }
}

function suspectOf(
  { rows, units, labels, own, tracks }: ComparedItems,
  found: ConfidentColumns,
  columns: Int32Array,
  at: number,
  checked: boolean
): LabelSuspect[] {
  const unit = rows[at] ?? -1
  const segment = own(unit)
  const given = labels[columns[at] ?? -1]
  const guess = labels[found.guess[at] ?? -1]
  const recordingId = tracks.get(segment?.trackId ?? '')?.recordingId
  if (!segment || !given || !guess || recordingId === undefined) return []
  const start = units.start[unit] ?? 0
  return [
    {
      unit,
      segmentId: segment.id,
      recordingId,
      start,
      end: start + (units.duration[unit] ?? 0),
      given: given.id,
      guess: guess.id,
      margin: found.margin[at] ?? 0,
      selfConfidence: found.selfConfidence[at] ?? 0,
      checked
    }
  ]
}
