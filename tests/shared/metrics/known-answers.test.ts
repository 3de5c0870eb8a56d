import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  confusionFromLabels,
  confusionRows,
  margins,
  type Confusion
} from '../../../src/shared/metrics/base/confusion'
import type { Score } from '../../../src/shared/metrics/base/score'
import { cohenKappaParts } from '../../../src/shared/metrics/cohen-kappa'
import { eventF1Parts } from '../../../src/shared/metrics/event-f1'
import { subsetScores } from '../../../src/shared/metrics/f1-average'
import { fleissKappaParts } from '../../../src/shared/metrics/fleiss-kappa'
import { gwetAc1Parts } from '../../../src/shared/metrics/gwet-ac1'
import { confusionMetrics, metrics } from '../../../src/shared/metrics'
import { kendallWParts } from '../../../src/shared/metrics/kendall-w'
import { krippendorffAlphaParts } from '../../../src/shared/metrics/krippendorff-alpha'
import { f1, precision, recall, unbiasedHitRate } from '../../../src/shared/metrics/per-class'
import { agreeingPairs } from '../../../src/shared/metrics/percent-agreement'
import { agrestiCoull, wald, wilson, wilsonCorrected } from '../../../src/shared/metrics/proportion-interval'
import { editScore, runsOfFrames, segmentalCounts } from '../../../src/shared/metrics/segmental-f1'
import { temporalIoU } from '../../../src/shared/metrics/temporal-overlap'
import { ranksOfTruth, topKShare } from '../../../src/shared/metrics/top-k'
import { agreementAnswers } from './answers/agreement'
import type { Answer } from './answers/answer'
import { comparisonAnswers } from './answers/comparison'
import { scoreAnswers } from './answers/scores'
import { structureAnswers } from './answers/structure'
import { traceAnswers } from './answers/traces'
import { differences, readVectors, vectorFamilies, vectorsFolder } from './vectors'

const Rating = z.union([z.string(), z.number(), z.null()])
const Label = z.union([z.string(), z.number()])
const Labels = z.array(Label)
const Span = z
  .tuple([z.number(), z.number(), z.string()])
  .transform(([start, end, label]) => ({ start, end, label }))

const categorical: Record<string, Record<string, Answer>> = {
  classification: {
    classification(inputs) {
      const { labels, y_true, y_pred } = z
        .object({ labels: Labels, y_true: Labels, y_pred: Labels })
        .parse(inputs)
      return classification(confusionFromLabels(labels, y_true, y_pred))
    },
    micro_f1_subset(inputs) {
      const { labels, subset, y_true, y_pred } = z
        .object({ labels: Labels, subset: z.array(z.string()), y_true: Labels, y_pred: Labels })
        .parse(inputs)
      return subsetScores(confusionFromLabels(labels, y_true, y_pred), subset)
    }
  },
  cohen_kappa: {
    cohen_kappa(inputs) {
      const { labels, rater_a, rater_b, weights } = z
        .object({
          labels: Labels,
          rater_a: Labels,
          rater_b: Labels,
          weights: z.enum(['none', 'linear', 'quadratic'])
        })
        .parse(inputs)
      return cohenKappaParts(confusionFromLabels(labels, rater_a, rater_b), weights)
    }
  },
  proportion_ci: {
    proportion_ci(inputs) {
      const { successes, n } = z.object({ successes: z.number(), n: z.number() }).parse(inputs)
      const bounds = (answer: Score) =>
        answer.value !== null && answer.interval ? [answer.interval.low, answer.interval.high] : null
      return {
        p: wilson.compute(successes, n).value,
        wilson: bounds(wilson.compute(successes, n)),
        wilson_cc: bounds(wilsonCorrected.compute(successes, n)),
        agresti_coull: bounds(agrestiCoull.compute(successes, n)),
        wald: bounds(wald.compute(successes, n))
      }
    }
  },
  fleiss_kappa: {
    fleiss_kappa(inputs) {
      const { counts } = z.object({ counts: z.array(z.array(z.number())) }).parse(inputs)
      const { pBar, pe, kappa, perCategory } = fleissKappaParts(counts)
      return { p_bar: pBar, p_e: pe, kappa, kappa_per_category: perCategory }
    }
  },
  krippendorff_alpha: {
    krippendorff_alpha(inputs) {
      const { ratings, level } = z
        .object({
          ratings: z.array(z.array(Rating)),
          level: z.enum(['nominal', 'ordinal', 'interval', 'ratio'])
        })
        .parse(inputs)
      const units = (ratings[0] ?? []).map((_, unit) => ratings.map((rater) => rater[unit] ?? null))
      const { alpha, Do, De, pairable } = krippendorffAlphaParts(units, level)
      const registered = metrics.get(`krippendorff_alpha_${level}`)
      const score = registered.kind === 'ratings' ? registered.compute(units).value : undefined
      return { alpha: alpha === score ? alpha : NaN, Do, De, n_pairable: pairable }
    }
  },
  agreement_misc: {
    kendall_w: (inputs) =>
      kendallWParts(z.object({ matrix: z.array(z.array(z.number())) }).parse(inputs).matrix),
    gwet_ac1(inputs) {
      const { ratings, labels } = z
        .object({ ratings: z.array(z.array(Rating)), labels: z.array(Label) })
        .parse(inputs)
      return gwetAc1Parts(ratings, labels)
    },
    percent_agreement(inputs) {
      const { ratings } = z.object({ ratings: z.array(z.array(Rating)) }).parse(inputs)
      const { pairs, agreeing } = agreeingPairs(ratings)
      return { pairs, pairwise_agreement: agreeing / pairs }
    }
  },
  topk: {
    topk(inputs) {
      const { scores, y_true, ks } = z
        .object({
          scores: z.array(z.array(z.number())),
          y_true: z.array(z.number()),
          ks: z.array(z.number())
        })
        .parse(inputs)
      const ranks = ranksOfTruth(scores, y_true)
      const mrr = metrics.get('mrr')
      return {
        rank_of_true: ranks,
        topk: Object.fromEntries(ks.map((k) => [String(k), topKShare(ranks, k)])),
        mrr: mrr.kind === 'ranking' ? mrr.compute(scores, y_true).value : undefined
      }
    }
  },
  segments: {
    tiou(inputs) {
      const pair = z.tuple([z.number(), z.number()])
      const { a, b } = z.object({ a: pair, b: pair }).parse(inputs)
      return { iou: temporalIoU(a[0], a[1], b[0], b[1]) }
    },
    event_f1(inputs) {
      const { truth, pred, onset_tol, offset_tol, duration_ratio } = z
        .object({
          truth: z.array(Span),
          pred: z.array(Span),
          onset_tol: z.number(),
          offset_tol: z.number(),
          duration_ratio: z.number().nullable()
        })
        .parse(inputs)
      const tolerance = { onset: onset_tol, offset: offset_tol, durationRatio: duration_ratio ?? 0 }
      const { perLabel, microF1, macroF1 } = eventF1Parts(truth, pred, tolerance)
      return { per_label: perLabel, micro_f1: microF1, macro_f1: macroF1 }
    },
    f1_at_k(inputs) {
      const { videos, thresholds, background } = z
        .object({
          videos: z.array(z.object({ truth: z.array(z.string()), pred: z.array(z.string()) })),
          thresholds: z.array(z.number()),
          background: z.array(z.string())
        })
        .parse(inputs)
      const runs = videos.map(({ truth, pred }) => ({
        reference: runsOfFrames(truth, background),
        candidate: runsOfFrames(pred, background)
      }))
      const names = (list: readonly { label: string }[]) => list.map(({ label }) => label)
      const frames = videos.flatMap(({ truth, pred }) => truth.map((label, i) => label === pred[i]))
      const edits = runs.map(({ reference, candidate }) => editScore(names(reference), names(candidate)))
      return {
        f1: Object.fromEntries(thresholds.map((t) => [String(t), segmentalCounts(runs, t)])),
        frame_accuracy: frames.filter(Boolean).length / frames.length,
        edit_score: edits.reduce((sum, value) => sum + value, 0) / edits.length
      }
    }
  }
}

const answers: Record<string, Answer> = {
  ...Object.fromEntries(Object.values(categorical).flatMap((byMetric) => Object.entries(byMetric))),
  ...agreementAnswers,
  ...traceAnswers,
  ...scoreAnswers,
  ...structureAnswers,
  ...comparisonAnswers
}

if (vectorFamilies.length === 0)
  describe('known answers of other programs', () => {
    it.skip(`no vectors in ${vectorsFolder}; set AFFECTORY_VECTORS`, () => undefined)
  })

for (const family of vectorFamilies)
  describe(`known answers of other programs: ${family}`, () => {
    for (const vector of readVectors(family)) {
      const answer: Answer =
        answers[vector.metric] ??
        (() => {
          throw new Error(`no code answers the metric ${vector.metric}`)
        })
      it(`${vector.name} gives the same numbers`, () => {
        expect(differences(answer(vector.inputs), vector.expected, vector.tolerance)).toEqual([])
      })
    }
  })

function classification(table: Confusion) {
  const of = (id: string) => confusionMetrics.get(id).compute(table).value
  const values = (scores: readonly Score[]) => scores.map((score) => score.value)
  const each = [precision, recall, f1].map((metric) => values(metric.compute(table)))
  const [precisions = [], recalls = [], f1s = []] = each
  const m = margins(table)
  const mean = (list: readonly (number | null)[]) =>
    list.reduce<number>((sum, value) => sum + (value ?? 0), 0) / m.k
  const weighted = (list: readonly (number | null)[]) =>
    list.reduce<number>((sum, value, i) => sum + (value ?? 0) * (m.reference[i] ?? 0), 0) / m.total
  return {
    confusion: confusionRows(table),
    support: Array.from(m.reference),
    accuracy: of('accuracy'),
    war: of('accuracy'),
    precision_per_class: precisions,
    recall_per_class: recalls,
    f1_per_class: f1s,
    uar: of('uar'),
    recall_macro_all_labels: of('uar_all_labels'),
    precision_macro_all_labels: mean(precisions),
    f1_macro_all_labels: of('f1_macro_all_labels'),
    f1_macro_present: of('f1_macro'),
    f1_weighted: of('f1_weighted'),
    precision_weighted: weighted(precisions),
    recall_weighted: weighted(recalls),
    f1_micro: of('f1_micro'),
    mcc: of('mcc'),
    cohen_kappa: of('cohen_kappa'),
    unbiased_hit_rate: values(unbiasedHitRate.compute(table))
  }
}
