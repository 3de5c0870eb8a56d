import type { ShareCell } from '../compare/report'
import { mean } from '../metrics/base/moments'
import { changeOfMeans } from './change-of-means'
import type { Sliced } from './sliced'
import type { AgreementUnits } from './units'

/** A label in the first and in the last third of an annotator's work, as shares of what was labelled there. */
export interface LabelDrift {
  readonly label: string
  readonly first: number
  readonly last: number
}

/** How an annotator's work changed from beginning to end. */
export interface AnnotatorDrift {
  readonly authorId: string
  /** Labelled units that another annotator labelled too and whose time of work is known. */
  readonly n: number
  /** ISO 8601 time of the first and the last answer. */
  readonly from?: string
  readonly to?: string
  /** Mean share of the others who say the same, in the first and the last third of the work. */
  readonly first: ShareCell
  readonly last: ShareCell
  /** Last less first; the interval takes units for independent. */
  readonly change: ShareCell
  /** Units in each of the two thirds. */
  readonly third: number
  /** The same share along the work in equal parts, for a small curve. */
  readonly curve: readonly (number | null)[]
  /** All labels, the largest change first. */
  readonly labels: readonly LabelDrift[]
  /** Labelled units whose time of work the history does not tell. */
  readonly leftOut: number
}

/** When a segment got its answer: a number that grows with time, and the time. */
export type WorkTime = { readonly order: number; readonly at: string }

/** Fewest units in a third. */
const FEWEST = 5
const CURVE_PARTS = 12
/** Units between two pauses. */
const SLICE = 8192

/** What the numbers of drift mean, as shown. */
export const driftConvention =
  'Units that the annotator and another labelled, in the order in which the annotator gave the answers (the first edit of the history in which a segment has one). Agreement with the others: mean share of the others who say the same. First third against last third; the interval of the change takes units for independent. Every unit counts once, however long.'

/** How agreement with the others, and use of the labels, changed over the order of work. */
export function* annotatorDrift(
  units: AgreementUnits,
  names: { readonly authorIds: readonly string[]; readonly labels: readonly string[] },
  workTime: (segmentId: string) => WorkTime | undefined
): Sliced<readonly AnnotatorDrift[]> {
  const work = names.authorIds.map(() => new Map<string, Met>())
  const unknown = names.authorIds.map(() => new Set<string>())
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const from = unit * units.annotators
    for (let a = 0; a < units.annotators; a++) {
      const code = units.codes[from + a] ?? -1
      const segment = units.segments[units.at[from + a] ?? -1]
      if (code < 0 || !segment) continue
      let [others, same] = [0, 0]
      for (let b = 0; b < units.annotators; b++) {
        const other = units.codes[from + b] ?? -1
        if (b === a || other < 0) continue
        others++
        if (other === code) same++
      }
      if (others === 0) continue
      const time = workTime(segment.id)
      if (!time) {
        unknown[a]?.add(segment.id)
        continue
      }
      // With time as the unit a segment is met in several pieces; it was answered once.
      const met = work[a]?.get(segment.id) ?? { time, code, weight: 0, same: 0 }
      const weight = units.kind === 'time' ? (units.end[unit] ?? 0) - (units.start[unit] ?? 0) : 1
      met.weight += weight
      met.same += (weight * same) / others
      work[a]?.set(segment.id, met)
    }
  }
  yield
  return names.authorIds.map((authorId, a) =>
    driftOf(authorId, [...(work[a]?.values() ?? [])], names.labels, unknown[a]?.size ?? 0)
  )
}

interface Met {
  readonly time: WorkTime
  readonly code: number
  weight: number
  same: number
}

function driftOf(
  authorId: string,
  work: readonly Met[],
  labels: readonly string[],
  leftOut: number
): AnnotatorDrift {
  const ordered = [...work].sort((x, y) => x.time.order - y.time.order)
  const n = ordered.length
  const third = Math.floor(n / 3)
  const times = new Set(ordered.map(({ time }) => time.order)).size
  const [from, to] = [ordered[0]?.time.at, ordered.at(-1)?.time.at]
  const base = { authorId, n, third, leftOut, ...(from && to ? { from, to } : {}) }
  const reason =
    third < FEWEST
      ? `Fewer than ${3 * FEWEST} segments that another labelled too and whose edit is in the history.`
      : times < FEWEST
        ? 'The answers came all at once (an import), so there is no order of work.'
        : undefined
  if (reason !== undefined) {
    const none = { value: null, reason }
    return { ...base, first: none, last: none, change: none, curve: [], labels: [] }
  }
  const agreement = (part: readonly Met[]): readonly number[] => part.map(({ same, weight }) => same / weight)
  const first = ordered.slice(0, third)
  const last = ordered.slice(-third)
  const [x, y] = [agreement(first), agreement(last)]
  return {
    ...base,
    first: { value: mean(x) },
    last: { value: mean(y) },
    change: changeOfMeans(x, y),
    curve: Array.from({ length: CURVE_PARTS }, (_, i) => {
      const part = ordered.slice(Math.floor((i * n) / CURVE_PARTS), Math.floor(((i + 1) * n) / CURVE_PARTS))
      return part.length === 0 ? null : mean(agreement(part))
    }),
    labels: labels
      .map((label, code) => ({ label, first: shareOf(first, code), last: shareOf(last, code) }))
      .sort((p, q) => Math.abs(q.last - q.first) - Math.abs(p.last - p.first))
  }
}

const shareOf = (part: readonly Met[], code: number): number =>
  part.filter((met) => met.code === code).length / part.length
