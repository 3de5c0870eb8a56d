import { z } from 'zod'
import { metrics } from '../../../../src/shared/metrics'
import { confusionFromLabels } from '../../../../src/shared/metrics/base/confusion'
import { binaryScores, multiclassAuc } from '../../../../src/shared/metrics/binary-scores'
import { calibration } from '../../../../src/shared/metrics/calibration'
import { confidentLearning } from '../../../../src/shared/metrics/confident-learning'
import { detectionPrecision } from '../../../../src/shared/metrics/detection-precision'
import { equalizedOdds, fairness } from '../../../../src/shared/metrics/fairness'
import { confusionMetrics } from '../../../../src/shared/metrics'
import { labelRanking } from '../../../../src/shared/metrics/label-ranking'
import { labelSetAgreement } from '../../../../src/shared/metrics/label-sets'
import { mcnemar } from '../../../../src/shared/metrics/mcnemar'
import { pairedBootstrap, signFlip } from '../../../../src/shared/metrics/paired-comparison'
import { fitTemperature } from '../../../../src/shared/metrics/temperature-scaling'
import { concordance } from '../../../../src/shared/metrics/trace-agreement'
import { wordErrors } from '../../../../src/shared/metrics/word-errors'
import { agreed, answer, matrix, numbers, strings, type Answers } from './answer'

const located = z.object({ video: z.string(), start: z.number(), end: z.number(), label: z.string() })
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The score of one model on the items at some positions, by the name that the vectors use. */
function scorer(metric: string, labels: readonly string[], truth: readonly unknown[]) {
  return (predicted: readonly unknown[], positions: readonly number[]): number | null => {
    const pick = (list: readonly unknown[]) => positions.map((i) => list[i])
    if (metric === 'ccc') return concordance(numbers.parse(pick(truth)), numbers.parse(pick(predicted)))
    const table = confusionFromLabels(labels, strings.parse(pick(truth)), strings.parse(pick(predicted)))
    return confusionMetrics.get(metric).compute(table).value
  }
}

export const scoreAnswers: Answers = {
  map_tiou: answer(
    z.object({
      truth: z.array(located),
      pred: z.array(located.extend({ score: z.number() })),
      thresholds: numbers
    }),
    ({ truth, pred, thresholds }) => {
      const reference = truth.map(({ video, ...rest }) => ({ ...rest, recording: video }))
      const candidate = pred.map(({ video, ...rest }) => ({ ...rest, recording: video }))
      const each = thresholds.map((threshold) => detectionPrecision(reference, candidate, threshold))
      return {
        per_threshold: Object.fromEntries(
          each.map(({ perLabel, mean: map }, i) => [String(thresholds[i]), { ap_per_class: perLabel, map }])
        ),
        average_map: mean(each.map((one) => one.mean ?? NaN))
      }
    }
  ),
  wer: answer(z.object({ references: strings, hypotheses: strings }), ({ references, hypotheses }) => {
    const all = wordErrors(references, hypotheses)
    const card = (id: 'wer' | 'mer' | 'cer') => {
      const metric = metrics.get(id)
      return metric.kind === 'transcripts' ? agreed(all[id], metric.compute(references, hypotheses)) : NaN
    }
    return {
      per_utterance: all.perUtterance.map(({ reference, hypothesis, ...rest }) => ({
        ...rest,
        n_ref: reference,
        n_hyp: hypothesis
      })),
      corpus_wer: card('wer'),
      mean_utterance_wer: all.meanUtteranceWer,
      mer: card('mer'),
      wip: all.wip,
      corpus_cer: card('cer')
    }
  }),
  multilabel: answer(z.object({ y_true: matrix, y_pred: matrix }), ({ y_true, y_pred }) => {
    const all = labelSetAgreement(y_true, y_pred)
    return {
      hamming_loss: all.hammingLoss,
      subset_accuracy: all.subsetAccuracy,
      jaccard_samples_empty0: all.jaccardSamplesEmpty0,
      jaccard_samples_empty1: all.jaccardSamplesEmpty1,
      jaccard_macro: all.jaccardMacro,
      jaccard_micro: all.jaccardMicro,
      f1_per_label: all.f1PerLabel,
      f1_macro: all.f1Macro,
      f1_micro: all.f1Micro,
      f1_weighted: all.f1Weighted,
      f1_samples_empty0: all.f1SamplesEmpty0,
      f1_samples_empty1: all.f1SamplesEmpty1,
      precision_micro: all.precisionMicro,
      recall_micro: all.recallMicro
    }
  }),
  multilabel_ranking: answer(z.object({ y_true: matrix, scores: matrix }), ({ y_true, scores }) => {
    const all = labelRanking(y_true, scores)
    return {
      lrap: all.lrap,
      coverage_error: all.coverageError,
      ranking_loss: all.rankingLoss,
      ap_per_label: all.averagePrecisionPerLabel,
      map_macro: all.meanAveragePrecision
    }
  }),
  binary_scores: answer(z.object({ y_true: numbers, scores: numbers }), ({ y_true, scores }) => {
    const all = binaryScores(y_true, scores)
    return {
      auc: all.auc,
      eer_interp: all.eerInterpolated,
      eer_midpoint: all.eerMidpoint,
      ap: all.averagePrecision,
      youden: all.youden && { threshold: all.youden.threshold, j: all.youden.value },
      best_f1: all.bestF1 && { threshold: all.bestF1.threshold, f1: all.bestF1.value }
    }
  }),
  multiclass_auc: answer(
    z.object({ y_true: numbers, probs: matrix, n_classes: z.number() }),
    ({ y_true, probs, n_classes }) => {
      const { perClass, oneVersusRest, oneVersusOne } = multiclassAuc(probs, y_true, n_classes)
      return { ovr_per_class: perClass, ovr_macro: oneVersusRest, ovo_macro: oneVersusOne }
    }
  ),
  calibration: answer(
    z.object({ probs: matrix, y_true: numbers, n_bins: z.number() }),
    ({ probs, y_true, n_bins }) => {
      const all = calibration(probs, y_true, n_bins)
      return {
        bins: all.bins,
        ece: all.ece,
        mce: all.mce,
        ece_equal_mass: all.eceEqualMass,
        classwise_ece: all.classwiseEce,
        brier_multiclass: all.brier,
        nll: all.nll,
        accuracy: all.accuracy,
        mean_confidence: all.meanConfidence
      }
    }
  ),
  temperature_scaling: answer(z.object({ logits: matrix, y_true: numbers }), ({ logits, y_true }) => {
    const fit = fitTemperature(logits, y_true)
    return { T: fit?.temperature, nll_before: fit?.nllBefore, nll_after: fit?.nllAfter }
  }),
  mcnemar: answer(
    z.object({ y_true: strings, pred_a: strings, pred_b: strings }),
    ({ y_true, pred_a, pred_b }) => {
      const test = mcnemar(y_true, pred_a, pred_b)
      return {
        a_only_correct: test.onlyA,
        b_only_correct: test.onlyB,
        both_correct: test.both,
        neither: test.neither,
        exact_p: test.exactP,
        mid_p: test.midP,
        chi2: test.chi2,
        chi2_p: test.chi2P,
        chi2_cc: test.chi2Corrected,
        chi2_cc_p: test.chi2CorrectedP
      }
    }
  ),
  paired_bootstrap: answer(
    z.object({
      metric: z.string(),
      labels: strings.nullable(),
      y_true: z.array(z.unknown()),
      pred_a: z.array(z.unknown()),
      pred_b: z.array(z.unknown()),
      resample_indices: matrix
    }),
    ({ metric, labels, y_true, pred_a, pred_b, resample_indices }) => {
      const of = scorer(metric, labels ?? [], y_true)
      const test = pairedBootstrap(
        (positions) => [of(pred_a, positions), of(pred_b, positions)],
        y_true.length,
        resample_indices
      )
      return {
        metric_a: test.a,
        metric_b: test.b,
        diff: test.difference,
        boot_mean: test.mean,
        boot_se: test.standardError,
        percentile_ci: test.percentile,
        basic_ci: test.basic,
        p_one_sided_b_ge_a: test.pOneSided,
        p_two_sided: test.pTwoSided
      }
    }
  ),
  sign_flip: answer(z.object({ differences: numbers }), ({ differences }) => {
    const test = signFlip(differences)
    return { mean_diff: test?.mean, p: test?.p }
  }),
  fairness: answer(
    z.object({ labels: strings, y_true: strings, y_pred: strings, group: strings }),
    ({ labels, y_true, y_pred, group }) => {
      const all = fairness(labels, y_true, y_pred, group)
      return {
        per_group: Object.fromEntries(
          Object.entries(all.groups).map(([name, { macroF1, ...rest }]) => [
            name,
            { ...rest, f1_macro_present: macroF1 }
          ])
        ),
        accuracy_gap: all.accuracyGap,
        uar_gap: all.uarGap,
        worst_group_uar: all.worstUar,
        demographic_parity_difference: all.parityGap,
        recall_gap_per_class: all.recallGap,
        unweighted_average_bias_recall_std: all.recallBias
      }
    }
  ),
  equalized_odds_binary: answer(
    z.object({ y_true: numbers, y_pred: numbers, group: strings }),
    ({ y_true, y_pred, group }) => {
      const all = equalizedOdds(y_true, y_pred, group)
      return {
        tpr_gap: all.hitRateGap,
        fpr_gap: all.falseAlarmGap,
        equalized_odds_difference: all.difference,
        demographic_parity_difference: all.parityDifference,
        demographic_parity_ratio: all.parityRatio
      }
    }
  ),
  confident_learning: answer(z.object({ labels: numbers, pred_probs: matrix }), ({ labels, pred_probs }) => {
    const all = confidentLearning(labels, pred_probs)
    return {
      thresholds: all.thresholds,
      confident_joint_uncalibrated: all.joint,
      self_confidence: all.selfConfidence,
      normalized_margin: all.margin,
      rank_self_confidence: all.order
    }
  })
}
