import { z } from 'zod'
import {
  emotionCausePairs,
  emotionCauseSpans,
  type CauseScore,
  type CauseScores
} from '../../../../src/shared/metrics/emotion-causes'
import { emotionDiarization, segmentsOfWindows } from '../../../../src/shared/metrics/emotion-diarization'
import {
  diarizationErrorParts,
  identificationErrorParts
} from '../../../../src/shared/metrics/identification-error'
import { openVocabulary } from '../../../../src/shared/metrics/open-vocabulary'
import { recurrence } from '../../../../src/shared/metrics/recurrence'
import { silenceRatio } from '../../../../src/shared/metrics/silence-ratio'
import { answer, numbers, span, strings, type Answers } from './answer'

const sides = z.object({ reference: z.array(span), hypothesis: z.array(span), collar: z.number() })
const emotions = ['anger', 'disgust', 'fear', 'joy', 'sadness', 'surprise']

const errors = ({ falseAlarm, rate, ...rest }: ReturnType<typeof identificationErrorParts>) => ({
  ...rest,
  false_alarm: falseAlarm,
  error_rate: rate
})

const eder = (all: ReturnType<typeof emotionDiarization>) => ({
  false_alarm: all.falseAlarm,
  missed: all.missed,
  confusion: all.confusion,
  overlap: all.overlap,
  gap_in_neutral: all.gapInNeutral,
  correct: all.correct,
  eder: all.error
})

const six = ({ weighted, pooled }: CauseScores) => {
  const of = (prefix: string, one: CauseScore | null) => ({
    [`${prefix}_p`]: one?.precision,
    [`${prefix}_r`]: one?.recall,
    [`${prefix}_f1`]: one?.f1
  })
  return { ...of('w_avg', weighted), ...of('micro', pooled) }
}

const pair = z
  .tuple([z.number(), z.number(), z.number(), z.string()])
  .transform(([conversation, emotionTurn, causeTurn, emotion]) => ({
    conversation: String(conversation),
    emotionTurn,
    causeTurn,
    emotion
  }))
const causeSpan = z
  .tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.string()])
  .transform(([conversation, emotionTurn, causeTurn, start, end, emotion]) => ({
    conversation: String(conversation),
    emotionTurn,
    causeTurn,
    start,
    end,
    emotion
  }))

export const structureAnswers: Answers = {
  identification_error_rate: answer(sides, ({ reference, hypothesis, collar }) =>
    errors(identificationErrorParts(reference, hypothesis, collar))
  ),
  diarization_error_rate: answer(sides, ({ reference, hypothesis, collar }) =>
    errors(diarizationErrorParts(reference, hypothesis, collar))
  ),
  eder_segments: answer(
    z.object({
      reference: z.array(span),
      hypothesis: z.array(span),
      duration: z.number(),
      neutral: z.string()
    }),
    ({ reference, hypothesis, duration, neutral }) =>
      eder(emotionDiarization(reference, hypothesis, duration, neutral))
  ),
  eder_frames: answer(
    z.object({
      frames: strings,
      window: z.number(),
      stride: z.number(),
      duration: z.number(),
      emotion: z.object({ emo: z.string(), start: z.number(), end: z.number() })
    }),
    ({ frames, window, stride, duration, emotion }) =>
      eder(
        emotionDiarization(
          // The other program knows emotions by their first letter.
          [{ start: emotion.start, end: emotion.end, label: emotion.emo.charAt(0) }],
          segmentsOfWindows(frames, window, stride, duration),
          duration,
          'n'
        )
      )
  ),
  ecf_pairs: answer(z.object({ gold: z.array(pair), pred: z.array(pair) }), ({ gold, pred }) => {
    const all = emotionCausePairs(gold, pred, emotions)
    return {
      ...six(all),
      per_emotion: Object.fromEntries(
        Object.entries(all.perEmotion).map(([emotion, one]) => [
          emotion,
          {
            p: one.precision,
            r: one.recall,
            f1: one.f1,
            n_gold: one.reference,
            n_pred: one.candidate,
            n_correct: one.hits
          }
        ])
      )
    }
  }),
  ecf_spans: answer(z.object({ gold: z.array(causeSpan), pred: z.array(causeSpan) }), ({ gold, pred }) => {
    const { strict, proportional } = emotionCauseSpans(gold, pred, emotions)
    return { strict: six(strict), proportional: six(proportional) }
  }),
  open_vocabulary: answer(
    z.object({
      items: z.array(z.object({ gt: strings, pred: strings, map: z.record(z.string(), z.string()) })),
      drop_unmapped: z.boolean()
    }),
    ({ items, drop_unmapped }) => {
      const all = openVocabulary(
        items.map(({ gt, pred, map }) => ({
          reference: gt,
          candidate: pred,
          groupOf: new Map(Object.entries(map))
        })),
        drop_unmapped
      )
      return {
        n_scored: all.scored,
        set_accuracy: all.accuracy,
        set_recall: all.recall,
        average: all.average,
        f_of_means: all.fOfMeans
      }
    }
  ),
  rqa: answer(
    z.object({
      series: numbers,
      dim: z.number(),
      delay: z.number(),
      radius: z.number(),
      norm: z.enum(['max', 'euclidean', 'manhattan']),
      theiler: z.number(),
      lmin: z.number(),
      vmin: z.number()
    }),
    ({ series, dim, delay, radius, norm, theiler, lmin, vmin }) => {
      const all = recurrence(series, {
        dimension: dim,
        delay,
        radius,
        norm,
        theiler,
        shortestLine: lmin,
        shortestVertical: vmin
      })
      return {
        n_vectors: all.points,
        n_recurrent: all.recurrent,
        rr: all.rate,
        det: all.determinism,
        l_mean: all.meanLine,
        l_max: all.longestLine,
        entr_nats: all.entropyNats,
        n_lines: all.lines,
        lam: all.laminarity,
        tt: all.trappingTime,
        v_max: all.longestVertical,
        diag_hist: Object.fromEntries(all.diagonals),
        vert_hist: Object.fromEntries(all.verticals)
      }
    }
  ),
  silence_ratio: answer(
    z.object({ signal: numbers, frame: z.number(), hop: z.number(), alpha: z.number() }),
    ({ signal, frame, hop, alpha }) => {
      const { frames, silent, threshold, ratio } = silenceRatio(signal, frame, hop, alpha)
      return { n_frames: frames, n_silent: silent, threshold, ratio }
    }
  )
}
