import { z } from 'zod'
import { metrics } from '../../../../src/shared/metrics'
import { estimateLag, shiftTrace } from '../../../../src/shared/metrics/annotation-lag'
import { concordanceOverRecordings } from '../../../../src/shared/metrics/concordance-over-recordings'
import { dynamicTimeWarping, warpedBarycentre } from '../../../../src/shared/metrics/dynamic-time-warping'
import { evaluatorWeighted, evaluatorWeightings } from '../../../../src/shared/metrics/evaluator-weighted'
import { traceAgreement } from '../../../../src/shared/metrics/trace-agreement'
import { resampleHold, resampleLinear } from '../../../../src/shared/metrics/trace-resampling'
import { agreed, answer, gappy, matrix, numbers, type Answers } from './answer'

const grid = z.object({ times: numbers, values: gappy, grid: numbers })

export const traceAnswers: Answers = {
  regression: answer(z.object({ y_true: gappy, y_pred: gappy }), ({ y_true, y_pred }) => {
    const all = traceAgreement(y_true, y_pred)
    const card = (id: string, part: number | null) => {
      const metric = metrics.get(id)
      return metric.kind === 'numbers' ? agreed(part, metric.compute(y_true, y_pred)) : NaN
    }
    return {
      n_used: all.used,
      ccc: card('ccc', all.ccc),
      ccc_unbiased_ddof1: card('ccc_unbiased', all.cccUnbiased),
      pearson: card('pearson', all.pearson),
      spearman: card('spearman', all.spearman),
      mse: card('mse', all.mse),
      rmse: card('rmse', all.rmse),
      mae: card('mae', all.mae),
      max_abs_error: all.maxAbsoluteError,
      bias: card('bias', all.bias),
      r2: card('r2', all.r2),
      sagr: card('sagr', all.sagr)
    }
  }),
  ccc_aggregate: answer(
    z.object({ recordings: z.array(z.object({ y_true: gappy, y_pred: gappy })) }),
    ({ recordings }) => {
      const all = concordanceOverRecordings(
        recordings.map(({ y_true, y_pred }) => ({ reference: y_true, candidate: y_pred }))
      )
      return {
        per_recording: all.perRecording,
        mean_of_ccc: all.mean,
        length_weighted_mean: all.weightedMean,
        ccc_of_concatenation: all.ofConcatenation
      }
    }
  ),
  lag_estimate: answer(
    z.object({
      signal: gappy,
      annotation: gappy,
      max_lag: z.number(),
      criterion: z.enum(['pearson', 'ccc'])
    }),
    ({ signal, annotation, max_lag, criterion }) => estimateLag(signal, annotation, max_lag, criterion)
  ),
  shift_trace: answer(z.object({ trace: gappy, lag: z.number() }), ({ trace, lag }) => ({
    trace: shiftTrace(trace, lag)
  })),
  resample_linear: answer(grid, ({ times, values, grid }) => ({
    values: resampleLinear(times, values, grid)
  })),
  resample_hold: answer(grid, ({ times, values, grid }) => ({ values: resampleHold(times, values, grid) })),
  ewe: answer(
    z.object({ ratings: z.array(gappy), variant: z.enum(evaluatorWeightings) }),
    ({ ratings, variant }) => {
      const { weights, trace } = evaluatorWeighted(ratings, variant)
      return { weights, ewe: trace }
    }
  ),
  dtw: answer(
    z.object({ a: numbers, b: numbers, window: z.number().nullable(), squared: z.boolean() }),
    ({ a, b, window, squared }) => dynamicTimeWarping(a, b, { window: window ?? undefined, squared })
  ),
  dba: answer(
    z.object({ series: matrix, init: numbers, iterations: z.number() }),
    ({ series, init, iterations }) => ({
      barycentre: warpedBarycentre(series, { start: init, rounds: iterations })
    })
  )
}
