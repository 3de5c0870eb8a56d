import { z } from 'zod'

/**
 * What an axis of an array of signals counts. `feature`: several values of one channel (bands); each becomes a channel of its
 * own. `first`: only the first of that axis is taken.
 */
export const ArrayAxis = z.enum(['time', 'channel', 'trial', 'feature', 'first'])
export type ArrayAxis = z.infer<typeof ArrayAxis>

/** What an axis of an array of labels counts; `rating`: one after another of what was rated. */
export const LabelAxis = z.enum(['trial', 'rating', 'first'])
export type LabelAxis = z.infer<typeof LabelAxis>

const name = z.string().max(200)
/** Where arrays stand in a file; `#` stands for any number: `djc_eeg#`, `DREAMER.Data{#}.EEG.stimuli{#}`. */
const pattern = z.string().min(1).max(1000)

/** Arrays that are one stream of signals. */
export const SignalArrays = z.object({
  /** Name of the stream. */
  name: z.string().min(1).max(200),
  array: pattern,
  /** One for each axis of the array, in its order. */
  axes: z.array(ArrayAxis).max(32),
  /** Samples a second. */
  rateHz: z.number().positive().max(10_000_000),
  /** Unit of all channels that have none of their own. */
  unit: z.string().max(40),
  /** In the order of the channel axis; those without a name here get a number. */
  channels: z.array(z.object({ label: name, unit: z.string().max(40).optional() })).max(10_000),
  /** Names along the axis of features. */
  features: z.array(name).max(1000).default([]),
  /** Arrays recorded before each trial, alike in shape: a resting baseline. */
  before: pattern.optional()
})
export type SignalArrays = z.infer<typeof SignalArrays>

/** Arrays that say something about each trial. */
export const LabelArrays = z.object({
  array: pattern,
  /** Name of the file beside that holds them; absent: the same file. */
  file: z.string().max(300).optional(),
  axes: z.array(LabelAxis).max(32),
  meaning: z.discriminatedUnion('kind', [
    /** Ratings on a scale, one for each name. */
    z.object({
      kind: z.literal('ratings'),
      names: z.array(z.string().min(1).max(200)).min(1).max(100),
      min: z.number(),
      max: z.number()
    }),
    /** One label for each number. */
    z.object({
      kind: z.literal('classes'),
      classes: z
        .array(z.object({ value: z.number(), label: z.string().min(1).max(200) }))
        .min(1)
        .max(1000),
      /** The shipped label scheme whose label ids these are; absent: one is made of them. */
      scheme: z.object({ schemeId: z.string().max(200), attributeId: z.string().max(200) }).optional()
    })
  ])
})
export type LabelArrays = z.infer<typeof LabelArrays>

/** How the arrays of a file (MATLAB, HDF5, numpy) are read as recordings: proposed by a preset, confirmed by the user. */
export const ArrayMapping = z.object({
  /** The preset that it was made from. */
  preset: z.string().max(40).optional(),
  signals: z.array(SignalArrays).min(1).max(20),
  labels: z.array(LabelArrays).max(20),
  /** `segments`: one recording with trials one after another; `recordings`: each trial is one. */
  trials: z.enum(['segments', 'recordings']),
  /** Seconds at the start of each trial that are baseline. */
  baselineSeconds: z.number().nonnegative().max(86_400)
})
export type ArrayMapping = z.infer<typeof ArrayMapping>

/** A mapping of which something may still be open: rates that a file does not tell. */
export type MappingDraft = Omit<ArrayMapping, 'signals'> & {
  readonly signals: readonly (Omit<SignalArrays, 'rateHz'> & { readonly rateHz?: number })[]
}

/** Arrays of a file whose names differ in numbers only, as one row of what the file holds. */
export interface ListedArrays {
  readonly pattern: string
  /** How many there are. */
  readonly count: number
  readonly kind: 'numbers' | 'text'
  readonly type: string
  /** Shape of the first. */
  readonly shape: readonly number[]
  /** Axes in which they differ. */
  readonly varies: readonly number[]
  /** Name of the file beside that they are in; absent: the file itself. */
  readonly file?: string
  /** Numbers of a short array, at most 32. */
  readonly numbers?: readonly number[]
  /** Texts of a short list, at most 512. */
  readonly texts?: readonly string[]
}

/** What the window needs to ask how arrays are meant. */
export interface ArrayQuestion {
  readonly kind: 'arrays'
  readonly arrays: readonly ListedArrays[]
  /** Arrays that are not listed because there are very many. */
  readonly more: number
  /** What is no array, in words: functions, objects. */
  readonly skipped: readonly string[]
}
