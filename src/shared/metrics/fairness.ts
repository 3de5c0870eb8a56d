import { type Confusion, confusionFromLabels, margins } from './base/confusion'
import type { Method } from './base/metric'
import { mean } from './base/moments'
import { macroF1 } from './f1-average'

/** Scores of one group of people. */
export interface GroupScores {
  readonly n: number
  readonly accuracy: number | null
  readonly uar: number | null
  readonly macroF1: number | null
  /** Recall by class; null for a class that the group never has. */
  readonly recall: Readonly<Record<string, number | null>>
}

/** How differently groups fare; gaps are largest minus smallest value, null with fewer than two. */
export interface Fairness {
  readonly groups: Readonly<Record<string, GroupScores>>
  readonly accuracyGap: number | null
  readonly uarGap: number | null
  readonly worstUar: number | null
  /** Gap of the share of items called a class, by class. */
  readonly parityGap: Readonly<Record<string, number | null>>
  readonly recallGap: Readonly<Record<string, number | null>>
  /** Mean over classes of the population standard deviation of the groups' recalls. */
  readonly recallBias: number | null
  readonly leftOut: number
}

/** What the gaps are. */
export const fairnessMethod: Method = {
  kind: 'method',
  id: 'fairness',
  name: 'Gaps between groups',
  definition:
    'largest minus smallest value over groups, of accuracy, UAR, recall and share called a class; bias: mean over classes of the standard deviation of recall',
  convention:
    'Standard deviations over groups are of the population. A class seen in one group only has no recall gap.',
  source: 'Hardt, Price & Srebro 2016, NeurIPS; audmetric unweighted_average_bias',
  missingPolicy: 'An item without group, truth or answer is left out and counted.'
}

/** What the gaps are for a yes or no. */
export const equalizedOddsMethod: Method = {
  kind: 'method',
  id: 'equalized_odds',
  name: 'Equalized odds',
  definition:
    'gaps over groups of hit rate, false alarm rate and share of yes; the larger of the first two is the difference',
  convention: 'Ratio: smallest / largest share of yes. Same numbers as fairlearn.',
  source: 'Hardt, Price & Srebro 2016, NeurIPS',
  missingPolicy:
    'A group without yes (or without no) in the truth has no hit rate (no false alarm rate) and is left out there.'
}

/** Largest minus smallest of the defined values; null with fewer than two. */
export function gapOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null)
  return defined.length < 2 ? null : Math.max(...defined) - Math.min(...defined)
}

/** Scores per group and the gaps between them. */
export function fairness(
  labels: readonly string[],
  truth: readonly (string | null)[],
  predicted: readonly (string | null)[],
  group: readonly (string | null)[]
): Fairness {
  const kept = truth.flatMap((t, i) => {
    const [p, g] = [predicted[i], group[i]]
    return t === null || p == null || g == null || !labels.includes(t) || !labels.includes(p)
      ? []
      : [{ t, p, g }]
  })
  const names = [...new Set(kept.map(({ g }) => g))].sort()
  const tables = names.map((name) => {
    const own = kept.filter(({ g }) => g === name)
    return confusionFromLabels(
      labels,
      own.map(({ t }) => t),
      own.map(({ p }) => p)
    )
  })
  return fairnessOfTables(labels, names, tables, truth.length - kept.length)
}

/**
 * The same from one confusion table per group; for many items, and for resamples of them.
 * @param labels the classes, in the order of the tables
 * @param names names of the groups
 */
export function fairnessOfTables(
  labels: readonly string[],
  names: readonly string[],
  tables: readonly Confusion[],
  leftOut = 0
): Fairness {
  const scores = tables.map((table): GroupScores => {
    const m = margins(table)
    const recalls = labels.map((_, i) => {
      const support = m.reference[i] ?? 0
      return support === 0 ? null : (m.agreed[i] ?? 0) / support
    })
    const defined = recalls.filter((value) => value !== null)
    return {
      n: m.total,
      accuracy: m.total === 0 ? null : m.agreed.reduce((sum, value) => sum + value, 0) / m.total,
      uar: defined.length === 0 ? null : mean(defined),
      macroF1: macroF1.compute(table).value,
      recall: Object.fromEntries(labels.map((label, i) => [label, recalls[i] ?? null]))
    }
  })
  const shares = tables.map((table) => {
    const m = margins(table)
    return Array.from(m.candidate, (count) => count / m.total)
  })
  const perLabel = <T>(of: (label: string, i: number) => T) =>
    Object.fromEntries(labels.map((label, i) => [label, of(label, i)]))
  const deviations = labels.flatMap((label) => {
    const recalls = scores.map((one) => one.recall[label] ?? null).filter((value) => value !== null)
    return recalls.length < 2 ? [] : [deviation(recalls)]
  })
  const uars = scores.map(({ uar }) => uar).filter((value) => value !== null)
  return {
    groups: Object.fromEntries(scores.map((one, i) => [names[i] ?? '', one])),
    accuracyGap: gapOf(scores.map(({ accuracy }) => accuracy)),
    uarGap: gapOf(scores.map(({ uar }) => uar)),
    worstUar: uars.length === 0 ? null : Math.min(...uars),
    parityGap: perLabel((_, i) => gapOf(shares.map((row) => row[i] ?? 0))),
    recallGap: perLabel((label) => gapOf(scores.map((one) => one.recall[label] ?? null))),
    recallBias: deviations.length === 0 ? null : mean(deviations),
    leftOut
  }
}

function deviation(values: readonly number[]): number {
  const m = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - m) ** 2)))
}

/** Gaps of a yes-or-no decision (1 or 0) between groups. */
export interface EqualizedOdds {
  readonly hitRateGap: number | null
  readonly falseAlarmGap: number | null
  readonly difference: number | null
  readonly parityDifference: number | null
  readonly parityRatio: number | null
}

/** Equalized odds and demographic parity of a yes-or-no decision. */
export function equalizedOdds(
  truth: readonly number[],
  predicted: readonly number[],
  group: readonly string[]
): EqualizedOdds {
  const names = [...new Set(group)].sort()
  const rate = (name: string, holds: (i: number) => boolean) => {
    const own = truth.map((_, i) => i).filter((i) => group[i] === name && holds(i))
    return own.length === 0 ? null : mean(own.map((i) => predicted[i] ?? 0))
  }
  const rates = (holds: (i: number) => boolean) => names.map((name) => rate(name, holds))
  const hitRateGap = gapOf(rates((i) => truth[i] === 1))
  const falseAlarmGap = gapOf(rates((i) => truth[i] === 0))
  const selected = rates(() => true).filter((value) => value !== null)
  const most = Math.max(...selected)
  return {
    hitRateGap,
    falseAlarmGap,
    difference: hitRateGap === null || falseAlarmGap === null ? null : Math.max(hitRateGap, falseAlarmGap),
    parityDifference: gapOf(selected),
    parityRatio: selected.length < 2 || most === 0 ? null : Math.min(...selected) / most
  }
}
