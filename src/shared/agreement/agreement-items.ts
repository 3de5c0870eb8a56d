import type { AgreementItem, SaidLabel } from './report'
import type { Sliced } from './sliced'
import type { AgreementUnits } from './units'

/** Which moments of disagreement. */
export interface AgreementFilter {
  /** Only these annotators (indices): both, or all of them, must have a label. Absent: all who have one. */
  readonly annotators?: readonly number[]
  readonly recordingId?: string
  /** `null`: labels that name nobody. */
  readonly personId?: string | null
  /** At least one says this label and another does not. */
  readonly label?: number
  /** Shorter moments are left out and counted, microseconds. */
  readonly shortest?: number
  /** `time`: recording by recording; `split`: most divided first, of those the longest. */
  readonly order?: 'time' | 'split'
  readonly limit?: number
}

export interface AgreementItems {
  readonly items: readonly AgreementItem[]
  /** How many there are; `items` may be cut to the limit. */
  readonly total: number
  /** How many were shorter than asked for. */
  readonly shorter: number
}

const SLICE = 16_384

/**
 * Moments at which annotators differ. With time as the unit, neighbouring pieces in which the annotators looked at say
 * the same are one moment, whatever the others do there.
 */
export function* agreementItems(
  units: AgreementUnits,
  names: { readonly authorIds: readonly string[]; readonly labels: readonly string[] },
  filter: AgreementFilter
): Sliced<AgreementItems> {
  const chosen = filter.annotators ?? names.authorIds.map((_, a) => a)
  const open = new Map<number, { unit: number; end: number }>()
  const found: { unit: number; end: number }[] = []
  const close = (person: number): void => {
    const moment = open.get(person)
    if (moment && differs(units, moment.unit, chosen, filter)) found.push(moment)
    open.delete(person)
  }
  let recording = -1
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const person = units.person[unit] ?? -1
    if (units.recording[unit] !== recording) {
      for (const key of [...open.keys()]) close(key)
      recording = units.recording[unit] ?? -1
    }
    if (filter.recordingId !== undefined && units.recordings[recording] !== filter.recordingId) continue
    if (filter.personId !== undefined && (units.persons[person] ?? null) !== filter.personId) continue
    const moment = open.get(person)
    const goesOn =
      units.kind === 'time' &&
      moment !== undefined &&
      moment.end === units.start[unit] &&
      sameLabels(units, moment.unit, unit, chosen)
    if (goesOn) moment.end = units.end[unit] ?? moment.end
    else {
      close(person)
      open.set(person, { unit, end: units.end[unit] ?? 0 })
    }
  }
  for (const key of [...open.keys()]) close(key)
  yield
  const long = found.filter(({ unit, end }) => end - (units.start[unit] ?? 0) >= (filter.shortest ?? 0))
  const items = long.map(({ unit, end }) => itemOf(units, names, chosen, unit, end))
  const position = new Map(units.recordings.map((id, i) => [id, i]))
  items.sort((a, b) =>
    filter.order === 'split'
      ? b.split - a.split || b.end - b.start - (a.end - a.start)
      : (position.get(a.recordingId) ?? 0) - (position.get(b.recordingId) ?? 0) || a.start - b.start
  )
  return {
    items: items.slice(0, filter.limit),
    total: items.length,
    shorter: found.length - long.length
  }
}

const codeAt = (units: AgreementUnits, unit: number, a: number): number =>
  units.codes[unit * units.annotators + a] ?? -1

const sameLabels = (units: AgreementUnits, one: number, other: number, chosen: readonly number[]): boolean =>
  chosen.every((a) => codeAt(units, one, a) === codeAt(units, other, a))

function differs(
  units: AgreementUnits,
  unit: number,
  chosen: readonly number[],
  { annotators, label }: AgreementFilter
): boolean {
  const codes = chosen.map((a) => codeAt(units, unit, a))
  const said = codes.filter((code) => code >= 0)
  if (annotators !== undefined && said.length < codes.length) return false
  if (label !== undefined) return said.includes(label) && said.some((code) => code !== label)
  return said.some((code) => code !== said[0])
}

function itemOf(
  units: AgreementUnits,
  { authorIds, labels }: { readonly authorIds: readonly string[]; readonly labels: readonly string[] },
  chosen: readonly number[],
  unit: number,
  end: number
): AgreementItem {
  const said = chosen.flatMap((a): SaidLabel[] => {
    const label = labels[codeAt(units, unit, a)]
    const segment = units.segments[units.at[unit * units.annotators + a] ?? -1]
    const authorId = authorIds[a]
    return label === undefined || !segment || authorId === undefined
      ? []
      : [{ authorId, label, segmentId: segment.id }]
  })
  const counts = new Map<string, number>()
  for (const { label } of said) counts.set(label, (counts.get(label) ?? 0) + 1)
  const pairs = (said.length * (said.length - 1)) / 2
  const equal = [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
  return {
    recordingId: units.recordings[units.recording[unit] ?? -1] ?? '',
    personId: units.persons[units.person[unit] ?? -1],
    start: units.start[unit] ?? 0,
    end,
    said,
    split: pairs === 0 ? 0 : 1 - equal / pairs
  }
}
