import type { ShareCell } from '../../compare/report'
import type { Confusion } from '../../metrics/base/confusion'
import { margins } from '../../metrics/base/confusion'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { ConfusionMetric } from '../../metrics/base/metric'
import { equalizedOddsMethod, fairnessMethod, fairnessOfTables, gapOf } from '../../metrics/fairness'

/** How far groups are apart by one measure. */
export interface FairnessGap {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly convention: string
  readonly source: string
  readonly cell: ShareCell
  /** Groups at the two ends, where the measure has ends. */
  readonly lowest?: string
  readonly highest?: string
}

/** Values of all gaps of one set of tables, in the order of `fairnessGaps`. */
export function gapValues(
  scores: readonly (number | null)[],
  tables: readonly Confusion[]
): readonly (number | null)[] {
  const odds = oddsGaps(tables)
  return [
    gapOf(scores),
    ratioOf(scores),
    odds.hit,
    odds.falseAlarm,
    largest([odds.hit, odds.falseAlarm]),
    odds.parity,
    recallBias(tables)
  ]
}

/** The gaps between groups with their intervals. */
export function fairnessGaps(
  metric: Pick<ConfusionMetric, 'name' | 'compute'>,
  names: readonly string[],
  tables: readonly Confusion[],
  interval: (gap: number) => IntervalOrReason | undefined
): readonly FairnessGap[] {
  const scores = tables.map((table) => metric.compute(table).value)
  const values = gapValues(scores, tables)
  return texts(metric.name).map((text, i): FairnessGap => {
    const value = values[i] ?? null
    const drawn = interval(i)
    const ends = i < 2 ? endsOf(scores, names) : undefined
    return {
      ...text,
      cell:
        value === null
          ? { value: null, reason: 'Fewer than two groups have this number.' }
          : { value, interval: drawn && 'low' in drawn ? drawn : undefined },
      ...ends
    }
  })
}

const texts = (metric: string) => {
  const note =
    'A gap is never below 0, also between groups that do not differ: look at the differences of the rows before saying that one is unfair.'
  const { source } = fairnessMethod
  return [
    {
      id: 'gap',
      name: `Gap of ${metric}`,
      definition: `largest minus smallest ${metric} of the groups`,
      convention: note,
      source
    },
    {
      id: 'ratio',
      name: `Ratio of ${metric}`,
      definition: `smallest / largest ${metric} of the groups`,
      convention: '1: all alike. Four fifths is a common rule of thumb.',
      source
    },
    {
      id: 'hit',
      name: 'Hit rate gap',
      definition: 'largest gap of any class’s recall between groups',
      convention: `A group without items of a class is left out there. ${note}`,
      source: equalizedOddsMethod.source
    },
    {
      id: 'false-alarm',
      name: 'False alarm gap',
      definition:
        'largest gap of any class’s false alarm rate (called the class / items of other classes) between groups',
      convention: note,
      source: equalizedOddsMethod.source
    },
    {
      id: 'odds',
      name: 'Equalised odds',
      definition: 'the larger of hit rate gap and false alarm gap, over all classes',
      convention: 'Each class against all others; with two classes the number of fairlearn.',
      source: equalizedOddsMethod.source
    },
    {
      id: 'parity',
      name: 'Parity gap',
      definition: 'largest gap of the share of items called a class between groups',
      convention: note,
      source
    },
    {
      id: 'bias',
      name: 'Recall bias',
      definition: 'mean over classes of the standard deviation of the groups’ recalls',
      convention: fairnessMethod.convention,
      source
    }
  ]
}

function ratioOf(scores: readonly (number | null)[]): number | null {
  const defined = scores.filter((score) => score !== null)
  const most = Math.max(...defined)
  return defined.length < 2 || !(most > 0) ? null : Math.min(...defined) / most
}

const largest = (values: readonly (number | null)[]): number | null => {
  const defined = values.filter((value) => value !== null)
  return defined.length === 0 ? null : Math.max(...defined)
}

function oddsGaps(tables: readonly Confusion[]) {
  const sums = tables.map(margins)
  const k = tables[0]?.labels.length ?? 0
  const over = (of: (m: ReturnType<typeof margins>, c: number) => number | null): number | null =>
    largest(Array.from({ length: k }, (_, c) => gapOf(sums.map((m) => of(m, c)))))
  return {
    hit: over((m, c) => share(m.agreed[c], m.reference[c])),
    falseAlarm: over((m, c) =>
      share((m.candidate[c] ?? 0) - (m.agreed[c] ?? 0), m.total - (m.reference[c] ?? 0))
    ),
    parity: over((m, c) => share(m.candidate[c], m.total))
  }
}

const share = (part: number | undefined, all: number | undefined): number | null =>
  (all ?? 0) > 0 ? (part ?? 0) / (all ?? 1) : null

/** As `fairnessOfTables` says it. */
function recallBias(tables: readonly Confusion[]): number | null {
  const labels = tables[0]?.labels ?? []
  return fairnessOfTables(
    labels,
    tables.map((_, i) => String(i)),
    tables
  ).recallBias
}

function endsOf(scores: readonly (number | null)[], names: readonly string[]) {
  let [low, high] = [-1, -1]
  scores.forEach((score, i) => {
    if (score === null) return
    if (low < 0 || score < (scores[low] ?? 0)) low = i
    if (high < 0 || score > (scores[high] ?? 0)) high = i
  })
  return low < 0 || low === high ? {} : { lowest: names[low] ?? '', highest: names[high] ?? '' }
}
