import { z } from 'zod'
import type { ConfidenceReport, DisagreementReport } from '../analysis/confidence/report'
import { scoreReadings } from '../analysis/confidence/probabilities'
import { binnings } from '../analysis/confidence/reliability'

/** On what a temperature is fitted; the numbers are then about the other items only. */
export const TemperatureFit = z.discriminatedUnion('by', [
  z.object({ by: z.literal('none') }),
  /** Recordings of these groups (a split, a session, a speaker; one without a group goes by its name) are fitted on, all others judged. */
  z.object({ by: z.literal('groups'), groups: z.array(z.string().max(500)).max(1000) }),
  /** Each fold is judged with what the other folds gave; a recording or group is never cut. */
  z.object({
    by: z.literal('folds'),
    folds: z.number().int().min(2).max(20),
    of: z.enum(['recordings', 'groups'])
  })
])
export type TemperatureFit = z.infer<typeof TemperatureFit>

/** How confidence is looked at. */
export const ConfidenceSettings = z.object({
  bins: z.number().int().min(2).max(50).default(10),
  binning: z.enum(binnings).default('width'),
  reading: z.enum(scoreReadings).default('auto'),
  fit: TemperatureFit.default({ by: 'none' })
})
export type ConfidenceSettings = z.output<typeof ConfidenceSettings>

/** A part of what the confidence view shows, whose moments are asked for. */
export const ConfidenceRegion = z.discriminatedUnion('kind', [
  /** A bar of the diagram, before or after the temperature. */
  z.object({
    kind: z.literal('bin'),
    bin: z.number().int().nonnegative(),
    after: z.boolean().default(false)
  }),
  /** Errors among the items at least this sure. */
  z.object({ kind: z.literal('kept-errors'), threshold: z.number(), after: z.boolean().default(false) }),
  /** Items of one class, those first whose probability of it is lowest. */
  z.object({ kind: z.literal('class'), label: z.string() }),
  /** Items whose truth is not among the j highest scores. */
  z.object({ kind: z.literal('beyond-top'), j: z.number().int().min(1) }),
  /** Of two labels: items whose truth is the one and whose higher score is the other's. */
  z.object({ kind: z.literal('pair'), truth: z.string(), chosen: z.string() }),
  /** A cell of uncertainty against disagreement. */
  z.object({
    kind: z.literal('cell'),
    row: z.number().int().nonnegative(),
    column: z.number().int().nonnegative()
  }),
  /** Errors about which people differ by at most, or by more than, a line. */
  z.object({
    kind: z.literal('errors-by-disagreement'),
    part: z.enum(['clear', 'ambiguous']),
    line: z.number(),
    /** Whether somebody gave the model's answer. */
    shared: z.boolean().optional()
  })
])
export type ConfidenceRegion = z.input<typeof ConfidenceRegion>

/** The confidence view and the revision of the labels that it was made from. */
export type ConfidenceAnswer = ConfidenceReport & {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId?: string
  /** Groups of the recordings compared (names of those without), with how many items have each; for the choice of a part. */
  readonly groups: readonly { readonly name: string; readonly items: number }[]
  readonly recordings: number
}

/** Units of a region, as numbers for `ItemSelection.units`; `total` counts those beyond the first 5,000. */
export interface RegionUnits {
  readonly units: readonly number[]
  readonly total: number
}

/** The model's doubt beside people's, or why there is none. */
export type DoubtAnswer = { readonly disagreement: DisagreementReport } | { readonly reason: string }
