import { confusionFromLabels } from './base/confusion'
import type { Method } from './base/metric'
import { correlation, mean } from './base/moments'
import { completePairs } from './base/pairs'
import { macroF1, weightedF1 } from './f1-average'
import { concordance, traceAgreement } from './trace-agreement'

type Column = readonly (number | null)[]

/** What the MER score is. */
export const merCombinedMethod: Method = {
  kind: 'method',
  id: 'mer_combined',
  name: 'MER2023 score',
  definition: 'weighted F1 of the emotion - 0.25 x MSE of the valence',
  convention: 'May be negative.',
  source: 'Lian et al. 2023, MER 2023; MERTools metric.py',
  missingPolicy: 'Items without a value on either side are left out, of each part on its own.'
}

/** What the ABAW scores are. */
export const abawMethod: Method = {
  kind: 'method',
  id: 'abaw',
  name: 'ABAW scores',
  definition:
    'VA: mean CCC of valence and arousal; EXPR: macro F1; AU: mean F1 of the action units; MTL: their sum',
  convention: 'All frames of all videos together. An action unit that neither side has counts as 0.',
  source: 'Kollias et al. 2024, arXiv 2402.19344 and 2407.03835',
  missingPolicy:
    'Frames marked invalid (-5 for valence or arousal, -1 else) become missing and are left out, task by task.'
}

/** What intensity correlation is. */
export const intensityCorrelationMethod: Method = {
  kind: 'method',
  id: 'intensity_pearson',
  name: 'Intensity correlation',
  definition: 'Pearson r of the intensities of every emotion, then the mean',
  convention: 'Both means are given: over the emotions that have one, and with the others counted as 0.',
  source: 'Muhammad et al. 2025, SemEval-2025 Task 11, track B (BRIGHTER)',
  missingPolicy: 'An emotion whose intensity is constant on a side has no correlation.'
}

/** Weighted F1 minus a quarter of the valence error; null when a part is undefined. */
export function merCombined(
  labels: readonly string[],
  emotion: { readonly truth: readonly (string | null)[]; readonly predicted: readonly (string | null)[] },
  valence: { readonly truth: Column; readonly predicted: Column }
) {
  const f1 = weightedF1.compute(confusionFromLabels(labels, emotion.truth, emotion.predicted)).value
  const { mse } = traceAgreement(valence.truth, valence.predicted)
  return { f1, mse, combined: f1 === null || mse === null ? null : f1 - 0.25 * mse }
}

/** Truth and prediction of one task. */
export interface TaskPair<T> {
  readonly truth: readonly (T | null)[]
  readonly predicted: readonly (T | null)[]
}

/** Scores of the three ABAW tasks; a task that is absent is null, and then so is the sum. */
export function abawScores(tasks: {
  readonly valence: TaskPair<number>
  readonly arousal: TaskPair<number>
  /** Class of every frame as text. */
  readonly expression: TaskPair<string>
  readonly expressions: readonly string[]
  /** 0 or 1 for every action unit of a frame, null where invalid. */
  readonly actionUnits: { readonly truth: readonly Column[]; readonly predicted: readonly Column[] }
}) {
  const ccc = ({ truth, predicted }: TaskPair<number>) => {
    const { x, y } = completePairs(truth, predicted)
    return concordance(x, y)
  }
  const valence = ccc(tasks.valence)
  const arousal = ccc(tasks.arousal)
  const va = valence === null || arousal === null ? null : (valence + arousal) / 2
  const { truth, predicted } = tasks.expression
  const expression = macroF1.compute(confusionFromLabels(tasks.expressions, truth, predicted)).value
  const actionUnit = actionUnitF1(tasks.actionUnits.truth, tasks.actionUnits.predicted)
  const sum = va === null || expression === null || actionUnit === null ? null : va + expression + actionUnit
  return { valence, arousal, va, expression, actionUnit, sum }
}

/** Mean F1 of the action units; frames with a null are left out for that unit; null without frames. */
export function actionUnitF1(truth: readonly Column[], predicted: readonly Column[]): number | null {
  const width = truth.reduce((most, row) => Math.max(most, row.length), 0)
  if (width === 0) return null
  const scores = Array.from({ length: width }, (_, j) => {
    const { x, y } = completePairs(
      truth.map((row) => row[j] ?? null),
      predicted.map((row) => row[j] ?? null)
    )
    const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0)
    const below = sum(x) + sum(y)
    return below === 0 ? 0 : (2 * sum(x.map((value, i) => value * (y[i] ?? 0)))) / below
  })
  return mean(scores)
}

/** Correlation of intensities per emotion (column), and both means; null without a defined one. */
export function intensityCorrelation(truth: readonly Column[], predicted: readonly Column[]) {
  const width = truth.reduce((most, row) => Math.max(most, row.length), 0)
  const perEmotion = Array.from({ length: width }, (_, j) => {
    const { x, y } = completePairs(
      truth.map((row) => row[j] ?? null),
      predicted.map((row) => row[j] ?? null)
    )
    return correlation(x, y)
  })
  const defined = perEmotion.filter((value) => value !== null)
  return {
    perEmotion,
    meanDefined: defined.length === 0 ? null : mean(defined),
    meanUndefinedAs0: width === 0 ? null : mean(perEmotion.map((value) => value ?? 0))
  }
}
