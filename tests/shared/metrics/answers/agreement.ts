import { z } from 'zod'
import { metrics } from '../../../../src/shared/metrics'
import type { Score } from '../../../../src/shared/metrics/base/score'
import { boundaryHits } from '../../../../src/shared/metrics/boundary-f1'
import { boundarySimilarityParts } from '../../../../src/shared/metrics/boundary-similarity'
import { cronbachAlphaParts } from '../../../../src/shared/metrics/cronbach-alpha'
import { iccForms, iccParts, type IccResult } from '../../../../src/shared/metrics/intraclass-correlation'
import { softLabelDistances } from '../../../../src/shared/metrics/soft-label'
import { summariseLabelSets, summariseVotes } from '../../../../src/shared/metrics/vote-aggregation'
import { windowDifferenceParts } from '../../../../src/shared/metrics/window-difference'
import { agreed, answer, gappy, numbers, strings, type Answers } from './answer'

const ratings = (id: string, units: readonly (readonly (number | null)[])[]): Score => {
  const metric = metrics.get(id)
  if (metric.kind !== 'ratings') throw new Error(`${id} is not computed from ratings`)
  return metric.compute(units)
}
const cardOf = { ICC1: '1_1', ICC2: '2_1', ICC3: '3_1', ICC1k: '1_k', ICC2k: '2_k', ICC3k: '3_k' }

export const agreementAnswers: Answers = {
  icc: answer(z.object({ matrix: z.array(gappy) }), ({ matrix }) => {
    const { used, raters, forms, ms } = iccParts(matrix)
    const of = (pick: (form: IccResult) => unknown) =>
      Object.fromEntries(iccForms.map((form) => [form, pick(forms[form])]))
    return {
      n_used: used,
      k: raters,
      icc: Object.fromEntries(
        iccForms.map((form) => [form, agreed(forms[form].value, ratings(`icc_${cardOf[form]}`, matrix))])
      ),
      F: of((form) => form.F),
      df: of((form) => form.df),
      p: of((form) => form.p),
      ci95: of((form) => form.ci95),
      ms
    }
  }),
  cronbach_alpha: answer(z.object({ items: z.array(gappy) }), ({ items }) => {
    const { used, items: k, raw, standardised } = cronbachAlphaParts(items)
    return {
      n_used: used,
      k,
      alpha_raw: agreed(raw, ratings('cronbach_alpha', items)),
      alpha_standardised: agreed(standardised, ratings('cronbach_alpha_standardised', items))
    }
  }),
  boundary_similarity: answer(
    z.object({ masses_a: numbers, masses_b: numbers, n_t: z.number() }),
    ({ masses_a, masses_b, n_t }) => {
      const { similarity, ...edits } = boundarySimilarityParts(masses_a, masses_b, n_t)
      return { ...edits, B: similarity }
    }
  ),
  pk_windowdiff: answer(
    z.object({ masses_ref: numbers, masses_hyp: numbers, k: z.number() }),
    ({ masses_ref, masses_hyp, k }) => {
      const { window, pk, windowDiff } = windowDifferenceParts(masses_ref, masses_hyp, k)
      return { k: window, pk, windowdiff: windowDiff }
    }
  ),
  boundary_f1: answer(
    z.object({ reference: numbers, hypothesis: numbers, tolerance: z.number() }),
    ({ reference, hypothesis, tolerance }) => boundaryHits(reference, hypothesis, tolerance)
  ),
  softlabel: answer(z.object({ p: numbers, q: numbers }), ({ p, q }) => {
    const d = softLabelDistances(p, q)
    return {
      entropy_p_nats: d.entropyNats,
      entropy_p_bits: d.entropyBits,
      entropy_p_normalised: d.entropyNormalised,
      cross_entropy_nats: d.crossEntropyNats,
      kl_nats: d.klNats,
      jsd_nats: d.jsdNats,
      jsd_bits: d.jsdBits,
      js_distance_bits: d.jsDistanceBits,
      total_variation: d.totalVariation,
      cosine: d.cosine,
      euclidean: d.euclidean,
      overlap: d.overlap
    }
  }),
  aggregate_votes: answer(
    z.object({ votes: z.array(z.array(z.string().nullable())), labels: strings, smoothing: z.number() }),
    ({ votes, labels, smoothing }) =>
      votes.map((item) => {
        const { strictMajority, entropyBits, ...rest } = summariseVotes(item, labels, smoothing)
        return { ...rest, strict_majority: strictMajority, entropy_bits: entropyBits }
      })
  ),
  aggregate_multilabel: answer(
    z.object({ sets: z.array(z.array(strings)), labels: strings }),
    ({ sets, labels }) =>
      sets.map((item) => {
        const { atLeastTwo, ...rest } = summariseLabelSets(item, labels)
        return { ...rest, at_least_two: atLeastTwo }
      })
  )
}
