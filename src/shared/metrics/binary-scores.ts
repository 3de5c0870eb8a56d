import type { BinaryMetric, ProbabilitiesMetric } from './base/metric'
import { mean, midRanks } from './base/moments'
import { scoreOf } from './base/score'

type Column = readonly number[]

/** Counts at every distinct score, from the highest down: items at or above it. */
interface Step {
  readonly threshold: number
  readonly tp: number
  readonly fp: number
}

/** A threshold and what it reaches. */
export interface BestThreshold {
  readonly threshold: number
  readonly value: number
}

/** Everything about one score for yes or no; null where undefined. */
export interface BinaryScores {
  readonly auc: number | null
  /** Where the two error rates cross on the straight line between operating points. */
  readonly eerInterpolated: number | null
  /** Mean of both error rates at the operating point next to the crossing. */
  readonly eerMidpoint: number | null
  readonly averagePrecision: number | null
  readonly youden: BestThreshold | null
  readonly bestF1: BestThreshold | null
}

// Values this close are ties: the highest threshold wins.
const TIE = 1e-12

function steps(truth: Column, scores: Column): Step[] {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const out: Step[] = []
  let tp = 0
  let fp = 0
  order.forEach((item, i) => {
    if ((truth[item] ?? 0) > 0) tp++
    else fp++
    const threshold = scores[item] ?? 0
    const next = order[i + 1]
    if (next === undefined || scores[next] !== threshold) out.push({ threshold, tp, fp })
  })
  return out
}

/** Area under the ROC curve: chance that a yes outscores a no, ties half. Null when one class is absent. */
export function areaUnderRoc(truth: Column, scores: Column): number | null {
  const positives = truth.filter((value) => value > 0).length
  const negatives = truth.length - positives
  if (positives === 0 || negatives === 0) return null
  const ranks = midRanks(scores)
  const sum = ranks.reduce((total, rank, i) => total + ((truth[i] ?? 0) > 0 ? rank : 0), 0)
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/** Step-wise area under the precision-recall curve, one step per distinct score. Null without a yes. */
export function averagePrecision(truth: Column, scores: Column): number | null {
  const positives = truth.filter((value) => value > 0).length
  if (positives === 0) return null
  let before = 0
  return steps(truth, scores).reduce((sum, { tp, fp }) => {
    const gained = tp - before
    before = tp
    return sum + (gained / positives) * (tp / (tp + fp))
  }, 0)
}

/** All measures of a score against truth (1 yes, 0 no); items at or above a threshold are called yes. */
export function binaryScores(truth: Column, scores: Column): BinaryScores {
  if (truth.length !== scores.length)
    throw new RangeError(`truth and scores must be equally long, got ${truth.length} and ${scores.length}`)
  const positives = truth.filter((value) => value > 0).length
  const negatives = truth.length - positives
  const curve = steps(truth, scores)
  const both = positives > 0 && negatives > 0
  const best = (of: (step: Step) => number) =>
    curve.reduce<BestThreshold | null>((winner, step) => {
      const value = of(step)
      return winner === null || value > winner.value + TIE ? { threshold: step.threshold, value } : winner
    }, null)
  return {
    auc: areaUnderRoc(truth, scores),
    eerInterpolated: both ? crossing(curve, positives, negatives) : null,
    eerMidpoint: both ? midpoint(curve, positives, negatives) : null,
    averagePrecision: averagePrecision(truth, scores),
    youden: both ? best(({ tp, fp }) => tp / positives - fp / negatives) : null,
    bestF1: positives > 0 ? best(({ tp, fp }) => (2 * tp) / (tp + fp + positives)) : null
  }
}

/** Miss rate = false alarm rate on the polyline through the operating points. */
function crossing(curve: readonly Step[], positives: number, negatives: number): number {
  let alarm = 0
  let miss = 1
  for (const { tp, fp } of curve) {
    const nextAlarm = fp / negatives
    const nextMiss = 1 - tp / positives
    if (nextAlarm >= nextMiss) {
      const gap = miss - alarm
      const t = gap / (gap + nextAlarm - nextMiss)
      return alarm + t * (nextAlarm - alarm)
    }
    alarm = nextAlarm
    miss = nextMiss
  }
  return alarm
}

/** The operating point next to the crossing with the smaller sum of errors, thresholds from low to high; 1 when they never cross. */
function midpoint(curve: readonly Step[], positives: number, negatives: number): number {
  const points = curve
    .map(({ tp, fp }) => ({ alarm: fp / negatives, miss: (positives - tp) / positives }))
    .reverse()
  const at = points.findIndex(({ alarm, miss }) => alarm - miss <= 0)
  const here = points[at]
  if (!here) return 1
  const before = here.alarm === here.miss ? here : (points[at - 1] ?? here)
  const chosen = before.alarm + before.miss <= here.alarm + here.miss ? before : here
  return (chosen.alarm + chosen.miss) / 2
}

const missingPolicy = 'An item without truth or score must be left out before.'
const ONE_CLASS = 'Only one of the two classes occurs.'

const binary = (
  id: string,
  name: string,
  definition: string,
  convention: string,
  source: string,
  of: (all: BinaryScores) => number | null,
  reason = ONE_CLASS
): BinaryMetric => ({
  kind: 'binary',
  id,
  name,
  definition,
  convention,
  source,
  missingPolicy,
  compute: (truth, scores) => scoreOf(of(binaryScores(truth, scores)), reason)
})

/** Chance that a yes outscores a no, 0..1. */
export const rocAuc = binary(
  'roc_auc',
  'ROC AUC',
  'share of pairs (yes, no) in which the yes has the higher score',
  'Equal scores count half.',
  'Hanley & McNeil 1982, Radiology 143, 29-36',
  ({ auc }) => auc
)
/** Area under precision over recall, 0..1. */
export const averagePrecisionScore = binary(
  'average_precision',
  'Average precision',
  'sum of (recall gained) x precision over distinct scores from high to low',
  'No interpolation. Without skill it is the share of yes.',
  'Zhu 2004; same numbers as scikit-learn',
  (all) => all.averagePrecision,
  'There is no item with yes.'
)
/** Error rate where misses and false alarms are equally frequent, 0..1; 0 is perfect. */
export const equalErrorRate = binary(
  'eer',
  'EER',
  'error rate where miss rate = false alarm rate on the ROC polyline',
  'Straight lines between operating points; the rule of picking the nearest point differs on small sets.',
  'Fawcett 2006, Pattern Recognition Letters 27, 861-874',
  (all) => all.eerInterpolated
)

/** Areas under the curves of several classes; null where a class is absent. */
export interface MulticlassAuc {
  readonly perClass: readonly (number | null)[]
  readonly oneVersusRest: number | null
  readonly oneVersusOne: number | null
}

/** One class against the rest, and every pair of classes (mean of both directions), unweighted. */
export function multiclassAuc(
  probabilities: readonly (readonly number[])[],
  truth: Column,
  classes = probabilities[0]?.length ?? 0
): MulticlassAuc {
  const column = (c: number, rows: readonly number[]) => rows.map((i) => probabilities[i]?.[c] ?? 0)
  const all = truth.map((_, i) => i)
  const of = (c: number, rows: readonly number[]) =>
    areaUnderRoc(
      rows.map((i) => (truth[i] === c ? 1 : 0)),
      column(c, rows)
    )
  const perClass = Array.from({ length: classes }, (_, c) => of(c, all))
  const pairs: (number | null)[] = []
  for (let a = 0; a < classes; a++)
    for (let b = a + 1; b < classes; b++) {
      const rows = all.filter((i) => truth[i] === a || truth[i] === b)
      pairs.push(of(a, rows), of(b, rows))
    }
  const whole = (list: readonly (number | null)[]) => {
    const defined = list.filter((value) => value !== null)
    return list.length === 0 || defined.length < list.length ? null : mean(defined)
  }
  return { perClass, oneVersusRest: whole(perClass), oneVersusOne: whole(pairs) }
}

const multiclass = (key: 'oneVersusRest' | 'oneVersusOne', id: string, name: string, definition: string) =>
  ({
    kind: 'probabilities',
    id,
    name,
    definition,
    convention: 'Unweighted mean. Undefined when a class is absent from the truth.',
    source: 'Hand & Till 2001, Machine Learning 45, 171-186; same numbers as scikit-learn',
    missingPolicy,
    compute: (probabilities, truth) =>
      scoreOf(multiclassAuc(probabilities, truth)[key], 'A class is absent from the truth.')
  }) satisfies ProbabilitiesMetric

/** Mean ROC AUC of each class against all others, 0..1. */
export const aucOneVersusRest: ProbabilitiesMetric = multiclass(
  'oneVersusRest',
  'auc_ovr',
  'AUC, one vs rest',
  'mean over classes of the ROC AUC of the class against all others'
)
/** Mean ROC AUC of each pair of classes, 0..1. */
export const aucOneVersusOne: ProbabilitiesMetric = multiclass(
  'oneVersusOne',
  'auc_ovo',
  'AUC, one vs one',
  'mean over pairs of classes of the ROC AUCs of both directions'
)
