import { z } from 'zod'
import type { Score } from '../../../../src/shared/metrics/base/score'

/** Computes every expected key of a vector with the product's code. */
export type Answer = (inputs: unknown) => unknown

/** Answers by the metric name that the vectors use. */
export type Answers = Record<string, Answer>

/** An answer whose inputs are read with a schema. */
export const answer =
  <S extends z.ZodType>(inputs: S, of: (inputs: z.infer<S>) => unknown): Answer =>
  (raw) =>
    of(inputs.parse(raw))

export const numbers = z.array(z.number())
export const gappy = z.array(z.number().nullable())
export const matrix = z.array(numbers)
export const strings = z.array(z.string())
export const span = z
  .tuple([z.number(), z.number(), z.string()])
  .transform(([start, end, label]) => ({ start, end, label }))

/** The value when the registered card and the parts agree; NaN, which equals nothing, otherwise. */
export const agreed = (part: number | null, card: Score): number | null =>
  part === card.value || (part !== null && card.value !== null && Math.abs(part - card.value) < 1e-12)
    ? part
    : NaN
