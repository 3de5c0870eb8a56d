import { z } from 'zod'

const Hz = z.number().positive()
const Channel = z.number().int().nonnegative()

/** One filter of a view. `zero-phase` runs forward and backward, which doubles the order and moves nothing in time. */
export const SignalFilter = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('highpass'),
    hz: Hz,
    order: z.number().int().min(1).max(10),
    phase: z.enum(['zero-phase', 'causal'])
  }),
  z.object({
    kind: z.literal('lowpass'),
    hz: Hz,
    order: z.number().int().min(1).max(10),
    phase: z.enum(['zero-phase', 'causal'])
  }),
  z.object({
    kind: z.literal('bandpass'),
    lowHz: Hz,
    highHz: Hz,
    order: z.number().int().min(1).max(10),
    phase: z.enum(['zero-phase', 'causal'])
  }),
  z.object({
    kind: z.literal('notch'),
    hz: Hz,
    /** Frequency divided by the width of the notch at -3 dB. */
    quality: z.number().positive().default(30),
    /** How many multiples of the frequency are taken out, it included. */
    harmonics: z.number().int().min(1).max(20).default(1),
    phase: z.enum(['zero-phase', 'causal'])
  })
])
export type SignalFilter = z.infer<typeof SignalFilter>

/** What is taken off each channel. `bipolar`: the rows of the page are differences, plus less minus, instead of channels. */
export const SignalReference = z.discriminatedUnion('kind', [
  /** The mean of these channels at each moment. */
  z.object({ kind: z.literal('average'), channels: z.array(Channel).min(1) }),
  z.object({
    kind: z.literal('bipolar'),
    pairs: z.array(z.object({ plus: Channel, minus: Channel })).min(1)
  })
])
export type SignalReference = z.infer<typeof SignalReference>

/**
 * How channels are shown: first re-referenced, then filtered, in the order of the list. A single reference electrode, or
 * linked ones, are an `average` of one or two channels. Filters start anew behind each gap.
 */
export const SignalView = z.object({
  reference: SignalReference.optional(),
  filters: z.array(SignalFilter).max(8).default([])
})
export type SignalView = z.infer<typeof SignalView>

/** Whether a view shows something else than what was recorded. */
export const changesSamples = (view: SignalView | undefined): boolean =>
  view !== undefined && (view.reference !== undefined || view.filters.length > 0)

/** Longest page that is filtered and re-referenced, µs; longer ones show the recording as it is, and say so. */
export const LONGEST_VIEW_US = 600e6

/** The view of a query text; undefined without one, a text says what is wrong with it. */
export function readView(text: string | null): SignalView | undefined | string {
  if (text === null || text === '') return undefined
  try {
    const read = SignalView.safeParse(JSON.parse(text))
    return read.success ? read.data : z.prettifyError(read.error)
  } catch (error) {
    return error instanceof SyntaxError ? error.message : String(error)
  }
}
