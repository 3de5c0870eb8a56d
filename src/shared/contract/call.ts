import type { z } from 'zod'

/** What a call takes and gives. */
export interface Call<In extends z.ZodType, Out> {
  readonly input: In
  readonly output?: Out
}

/** Describe a call: `call<Output>()(inputSchema)`. */
export const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): Call<In, Out> => ({ input })
