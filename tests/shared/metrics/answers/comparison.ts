import { z } from 'zod'
import {
  abawScores,
  intensityCorrelation,
  merCombined
} from '../../../../src/shared/metrics/challenge-composites'
import { conversationSlices } from '../../../../src/shared/metrics/conversation-slices'
import { groupFolds, leaveOneGroupOut } from '../../../../src/shared/metrics/group-splits'
import { compoundExpressions, lateFusion, type FusionRule } from '../../../../src/shared/metrics/late-fusion'
import { sampleDifference, timelineDifference } from '../../../../src/shared/metrics/model-comparison'
import { nearDuplicates } from '../../../../src/shared/metrics/near-duplicates'
import { mixNoise, occlude } from '../../../../src/shared/metrics/perturbation'
import { principalComponents } from '../../../../src/shared/metrics/principal-components'
import { sentimentRegression } from '../../../../src/shared/metrics/sentiment-regression'
import { answer, matrix, numbers, span, strings, type Answers } from './answer'

const valid = (mark: number) => (value: number) => (value === mark ? null : value)

export const comparisonAnswers: Answers = {
  near_duplicates: answer(
    z.object({ embeddings: matrix, threshold: z.number() }),
    ({ embeddings, threshold }) => nearDuplicates(embeddings, threshold)
  ),
  pca: answer(z.object({ X: matrix, n_components: z.number() }), ({ X, n_components }) => {
    const all = principalComponents(X, n_components)
    return {
      explained_variance: all?.explainedVariance,
      explained_variance_ratio: all?.explainedRatio,
      components: all?.components,
      scores: all?.scores
    }
  }),
  timeline_diff: answer(
    z.object({
      duration: z.number(),
      reference: z.array(span),
      model_a: z.array(span),
      model_b: z.array(span),
      neutral: z.string()
    }),
    ({ duration, reference, model_a, model_b, neutral }) => {
      const { time, runs, netGain } = timelineDifference(reference, model_a, model_b, duration, neutral)
      return {
        seconds: time,
        runs: runs.map(({ start, end, verdict }) => [start, end, verdict]),
        net_gain: netGain
      }
    }
  ),
  sample_diff: answer(
    z.object({ y_true: strings, pred_a: strings, pred_b: strings }),
    ({ y_true, pred_a, pred_b }) => {
      const all = sampleDifference(y_true, pred_a, pred_b)
      return {
        both_correct: all.bothCorrect,
        fixed: all.fixed,
        broken: all.broken,
        both_wrong_same: all.bothWrongSame,
        both_wrong_different: all.bothWrongDifferent
      }
    }
  ),
  mosi: answer(z.object({ y_true: numbers, y_pred: numbers }), ({ y_true, y_pred }) => {
    const all = sentimentRegression(y_true, y_pred)
    return {
      acc7: all.accuracy7,
      acc2_has0: all.accuracy2,
      f1_has0: all.f1,
      acc2_non0: all.accuracy2WithoutZero,
      f1_non0: all.f1WithoutZero,
      mae: all.mae,
      corr: all.pearson
    }
  }),
  mer_combined: answer(
    z.object({
      labels: strings,
      emo_true: strings,
      emo_pred: strings,
      val_true: numbers,
      val_pred: numbers
    }),
    ({ labels, emo_true, emo_pred, val_true, val_pred }) => {
      const { f1, mse, combined } = merCombined(
        labels,
        { truth: emo_true, predicted: emo_pred },
        { truth: val_true, predicted: val_pred }
      )
      return { f1_weighted: f1, mse, combined }
    }
  ),
  abaw: answer(
    z.object({
      valence: numbers,
      arousal: numbers,
      pred_valence: numbers,
      pred_arousal: numbers,
      expr: numbers,
      pred_expr: numbers,
      au: matrix,
      pred_au: matrix
    }),
    (inputs) => {
      const seen = (value: number) => (value === -1 ? null : String(value))
      const all = abawScores({
        valence: { truth: inputs.valence.map(valid(-5)), predicted: inputs.pred_valence },
        arousal: { truth: inputs.arousal.map(valid(-5)), predicted: inputs.pred_arousal },
        expression: { truth: inputs.expr.map(seen), predicted: inputs.pred_expr.map(seen) },
        expressions: ['0', '1', '2', '3', '4', '5', '6', '7'],
        actionUnits: {
          truth: inputs.au.map((row) => row.map(valid(-1))),
          predicted: inputs.pred_au
        }
      })
      return {
        ccc_valence: all.valence,
        ccc_arousal: all.arousal,
        va_score: all.va,
        expr_f1_macro: all.expression,
        au_f1_macro: all.actionUnit,
        mtl_score: all.sum
      }
    }
  ),
  intensity_pearson: answer(z.object({ y_true: matrix, y_pred: matrix }), ({ y_true, y_pred }) => {
    const { perEmotion, meanDefined, meanUndefinedAs0 } = intensityCorrelation(y_true, y_pred)
    return { per_emotion: perEmotion, mean_defined: meanDefined, mean_undefined_as_0: meanUndefinedAs0 }
  }),
  erc_slices: answer(
    z.object({
      dialogues: z.array(z.object({ speakers: strings, y_true: strings, y_pred: strings }))
    }),
    ({ dialogues }) => {
      const all = conversationSlices(
        dialogues.map(({ speakers, y_true, y_pred }) =>
          speakers.map((speaker, i) => ({
            speaker,
            truth: y_true[i] ?? null,
            predicted: y_pred[i] ?? null
          }))
        )
      )
      return {
        all: all.all,
        self_shift: all.selfShift,
        self_inertia: all.selfInertia,
        other_shift: all.otherShift,
        other_same: all.otherSame
      }
    }
  ),
  fuse: answer(
    z.object({ probs: z.array(matrix), method: z.string(), weights: z.unknown() }),
    ({ probs, method, weights }) => {
      const rule: FusionRule =
        method === 'weighted'
          ? { rule: method, weights: numbers.parse(weights) }
          : method === 'class_weighted'
            ? { rule: method, weights: matrix.parse(weights) }
            : { rule: z.enum(['mean', 'product', 'max', 'vote']).parse(method) }
      const { fused, best } = lateFusion(probs, rule)
      return { fused, argmax: best }
    }
  ),
  compound: answer(
    z.object({
      probs: matrix,
      pairs: z.record(z.string(), z.tuple([z.number(), z.number()])),
      rule: z.enum(['sum', 'mask', 'weighted']),
      class_weights: numbers.nullable()
    }),
    ({ probs, pairs, rule, class_weights }) => {
      const named = Object.entries(pairs).map(([name, [first, second]]) => ({ name, first, second }))
      const { scores, best } = compoundExpressions(probs, named, rule, class_weights ?? undefined)
      return { scores, argmax: best }
    }
  ),
  mix_snr: answer(
    z.object({ signal: numbers, noise: numbers, snr_db: z.number() }),
    ({ signal, noise, snr_db }) => mixNoise(signal, noise, snr_db) ?? { gain: null, mix: null }
  ),
  occlusion: answer(
    z.object({
      weights: numbers,
      bias: z.number(),
      x: numbers,
      window: z.number(),
      stride: z.number(),
      baseline: z.number()
    }),
    ({ weights, bias, x, ...options }) => {
      const linear = (values: readonly number[]) =>
        values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), bias)
      const { output, windowDrop, saliency } = occlude(x, linear, options)
      return { output, window_drop: windowDrop, saliency }
    }
  ),
  loso: answer(z.object({ speakers: strings }), ({ speakers }) => ({
    folds: leaveOneGroupOut(speakers).map(({ group, ...rest }) => ({ ...rest, test_group: group }))
  })),
  group_kfold: answer(z.object({ groups: strings, n_splits: z.number() }), ({ groups, n_splits }) => {
    const { foldOf, sizes } = groupFolds(groups, n_splits)
    return { fold_of_sample: foldOf, fold_sizes: sizes }
  })
}
