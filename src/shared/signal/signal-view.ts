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

/** A sum of channels, each times a number. */
const WeightedChannels = z
  .array(z.object({ channel: Channel, weight: z.number() }))
  .min(1)
  .max(1024)
export type WeightedChannels = z.infer<typeof WeightedChannels>

/**
 * What is taken off each channel. `bipolar` and `montage`: the rows of the page are differences, plus less minus, or weighted
 * sums instead of channels.
 */
export const SignalReference = z.discriminatedUnion('kind', [
  /** The mean of these channels at each moment. */
  z.object({
    kind: z.literal('average'),
    channels: z.array(Channel).min(1),
    /** The channels are the good EEG channels, and follow the marks of bad ones. */
    follows: z.literal('good-eeg').optional()
  }),
  z.object({
    kind: z.literal('bipolar'),
    pairs: z.array(z.object({ plus: Channel, minus: Channel })).min(1)
  }),
  z.object({
    kind: z.literal('montage'),
    name: z.string().max(200),
    rows: z
      .array(z.object({ label: z.string().max(200), weights: WeightedChannels }))
      .min(1)
      .max(1024)
  })
])
export type SignalReference = z.infer<typeof SignalReference>

/**
 * Independent components that are taken off recorded channels: each channel less strength times course, the course being
 * the sum of weights times channels less their means.
 */
export const WithoutComponents = z.object({
  channels: z.array(Channel).min(2).max(512),
  means: z.array(z.number()).max(512),
  /** The components that go: strength at each channel, and weight of each channel. */
  parts: z
    .array(z.object({ map: z.array(z.number()), weights: z.array(z.number()) }))
    .min(1)
    .max(64),
  /** Which they are and how they were found, in words. */
  text: z.string().max(300)
})
export type WithoutComponents = z.infer<typeof WithoutComponents>

/**
 * How channels are shown: without the components that are named, bad ones made from good ones, then re-referenced, filtered in the order of the list, taken to
 * another rate, and normalised. A single reference electrode, or linked ones, are an `average` of one or two channels. Filters
 * start anew behind each gap.
 */
export const SignalView = z.object({
  /** Before all else. */
  without: WithoutComponents.optional(),
  /** Channels that are replaced by sums of others: bad electrodes from those around them. */
  made: z
    .array(z.object({ channel: Channel, weights: WeightedChannels }))
    .max(512)
    .optional(),
  reference: SignalReference.optional(),
  filters: z.array(SignalFilter).max(8).default([]),
  /** Samples a second of every row, through a low-pass below half of it; at most four times what was recorded. */
  rateHz: Hz.max(20_000).optional(),
  /**
   * `z-score`: pages show each row less its mean, over its standard deviation, both of the stretch of the page. Pages alone:
   * samples that are asked for, and analyses, keep their unit.
   */
  normalise: z.literal('z-score').optional()
})
export type SignalView = z.infer<typeof SignalView>

/** Whether a view shows something else than what was recorded. */
export const changesSamples = (view: SignalView | undefined): boolean =>
  view !== undefined &&
  (view.reference !== undefined ||
    view.without !== undefined ||
    view.filters.length > 0 ||
    (view.made?.length ?? 0) > 0 ||
    view.rateHz !== undefined ||
    view.normalise !== undefined)

/** A view as analyses take it: in the unit of the channels. */
export const samplesView = ({ normalise: _, ...view }: SignalView): SignalView => view

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
