import type { AgreementInput } from './agreement-input'
import type { AgreementLeftOut } from './report'
import type { UnitSums } from './unit-sums'
import { DECLINED_LABEL, NO_LABEL, UNKNOWN_LABEL, type AgreementUnits } from './units'

/** Reason under which time of one annotator alone is counted. */
export const ONE_LABEL_ONLY = 'Only one annotator has a label.'

/** What forms no pair and what never was a label, with how much of it. */
export function leftOutOf(
  input: AgreementInput,
  units: AgreementUnits,
  sums: UnitSums,
  total: Float64Array
): readonly AgreementLeftOut[] {
  const time = units.kind === 'time'
  const unit = time ? 's' : 'segments'
  const alone = (total[sums.rated] ?? 0) - (total[sums.pairable] ?? 0)
  const found: AgreementLeftOut[] = []
  const add = (reason: string, count: number): void => {
    if (count > 0) found.push({ reason, count: time ? count / 1e6 : count, unit })
  }
  add(
    time
      ? ONE_LABEL_ONLY
      : `No segment of another annotator overlaps by at least ${Math.round(input.least * 100)} % (tIoU).`,
    alone
  )
  const amounts = new Map<number, number>()
  for (const { code, start, end } of input.segments)
    if (code < 0) amounts.set(code, (amounts.get(code) ?? 0) + (time ? end - start : 1))
  add('The annotator declined to rate.', amounts.get(DECLINED_LABEL) ?? 0)
  add('The segment is not labelled yet.', amounts.get(NO_LABEL) ?? 0)
  add('The label has no counterpart among the labels compared.', amounts.get(UNKNOWN_LABEL) ?? 0)
  return found
}
