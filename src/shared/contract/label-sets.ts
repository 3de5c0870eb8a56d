import { z } from 'zod'
import type { LabelCurve } from '../analysis/label-sets/curves'
import { tuneAims } from '../analysis/label-sets/curves'
import type { IntensityRow } from '../analysis/label-sets/intensities'
import type { LabelCounts } from '../analysis/label-sets/set-numbers'
import type { LeftOut, NumberCard } from '../compare/report'
import type { SelectedItems } from './analysis'

/** Parts of the recordings by name: groups, and recordings without a group; none: all. */
export const PartChoice = z.array(z.string().max(500)).max(1000)

/** Which labels are called the candidate's, and about which part. */
export const LabelSetSettings = z.object({
  /** `own`: what it answered; `thresholds`: every label whose score is at or above its threshold. */
  sets: z.enum(['own', 'thresholds']).default('thresholds'),
  /** Threshold by label; 0.5 where none is named. */
  thresholds: z.record(z.string(), z.number()).default({}),
  part: PartChoice.default([])
})
export type LabelSetSettings = z.output<typeof LabelSetSettings>

export const TuneQuery = z.object({ part: PartChoice.min(1), aim: z.enum(tuneAims).default('f1') })

/** Which items: by one label, two labels that stand together, or a set. */
export const LabelSetRegion = z.discriminatedUnion('kind', [
  /** A label: there on both sides, only for the reference, only for the candidate, or on neither. */
  z.object({
    kind: z.literal('label'),
    label: z.string(),
    which: z.enum(['hit', 'missed', 'alarm', 'neither'])
  }),
  z.object({
    kind: z.literal('together'),
    first: z.string(),
    second: z.string(),
    side: z.enum(['reference', 'candidate'])
  }),
  /** Whole sets: those that are not equal, the furthest apart first. */
  z.object({ kind: z.literal('wrong-sets') }),
  /** Mixtures, or intensities of a label, from the furthest apart. */
  z.object({ kind: z.literal('furthest-shares') }),
  z.object({ kind: z.literal('furthest-intensity'), label: z.string() })
])
export type LabelSetRegion = z.input<typeof LabelSetRegion>

/** One label in numbers. */
export interface LabelRow extends LabelCounts {
  readonly label: string
  readonly threshold: number
  readonly f1: number
  readonly intensity: IntensityRow
}

/** Everything about sets of labels but the curves. */
export interface LabelSetsAnswer {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId?: string
  readonly kind: 'labels' | 'shares' | 'label'
  readonly recordings: number
  readonly n: number
  readonly leftOut: readonly LeftOut[]
  /** Whether the candidate gave scores or intensities that thresholds can be held against. */
  readonly scored: boolean
  /** Least and greatest score. */
  readonly range: readonly [number, number]
  readonly parts: readonly { readonly name: string; readonly items: number }[]
  readonly cards: readonly NumberCard[]
  readonly labels: readonly LabelRow[]
  readonly together: {
    readonly reference: readonly (readonly number[])[]
    readonly candidate: readonly (readonly number[])[]
  }
  /** Means over items of mixtures; absent where the attribute takes none. */
  readonly shares?: { readonly cards: readonly NumberCard[]; readonly sameOrder: number; readonly n: number }
}

/** Curves of every label, by the order of the labels. */
export interface LabelCurvesAnswer {
  readonly revision: number
  readonly labels: readonly string[]
  readonly curves: readonly LabelCurve[]
}

/** Thresholds that were found on a part; a label without one there keeps its own. */
export interface TunedAnswer {
  readonly thresholds: Readonly<Record<string, number>>
  /** Items that were read, and labels without a threshold. */
  readonly items: number
  readonly without: readonly string[]
}

/** Items with both sets in words of label ids. */
export interface LabelSetItems extends SelectedItems {
  readonly sets: readonly { readonly reference: readonly string[]; readonly candidate: readonly string[] }[]
}
