import { z } from 'zod'

/** How a stream's own clock was brought to the common one from measured offsets: a robust line over each range between resets. */
export const ClockFit = z.object({
  ranges: z.array(
    z.object({
      /** Seconds on the device's clock that the range covers; measurements lie in it. */
      from: z.number(),
      to: z.number(),
      measurements: z.number().int().nonnegative(),
      /** Common time = device time + offset + slope * (device time); seconds, and seconds per second. */
      offset: z.number(),
      slope: z.number(),
      /** Root mean square and largest distance of the measured offsets from the line, milliseconds. */
      rmsMs: z.number(),
      maxMs: z.number()
    })
  )
})
export type ClockFit = z.infer<typeof ClockFit>
