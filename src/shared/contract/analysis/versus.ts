import { z } from 'zod'
import type { ClassDelta } from '../../analysis/versus/class-deltas'
import type { PairedTests } from '../../analysis/versus/paired-tests'
import type { VerdictStretch } from '../../analysis/versus/stretches'
import type { Amount, VerdictKind } from '../../analysis/versus/verdicts'
import { verdictKinds } from '../../analysis/versus/verdicts'
import type { ComparisonItem } from '../../compare/report'
import { Id } from '../../domain/id'
import type { McNemar } from '../../metrics/mcnemar'
import { CompareQuery } from '../questions'

/** What is drawn together when scores are resampled. */
export const clusterKinds = ['person', 'group', 'recording', 'item'] as const
export type ClusterKind = (typeof clusterKinds)[number]

/** Two candidates against one reference: A is `baselineId`, B the candidate of the comparison. */
export const VersusQuery = CompareQuery.extend({
  baselineId: Id,
  cluster: z.enum(clusterKinds).default('group'),
  seed: z.number().int().min(0).default(1)
})
export type VersusQuery = z.output<typeof VersusQuery>

/** Which items of such a comparison: of these verdicts, of a class, of a cell of one candidate. */
export const VersusSelection = z.object({
  verdicts: z.array(z.enum(verdictKinds)).min(1).max(verdictKinds.length),
  reference: z.string().optional(),
  /** Label of A, and of B. */
  a: z.string().optional(),
  b: z.string().optional(),
  limit: z.number().int().min(1).max(5000).default(2000)
})
export type VersusSelection = z.input<typeof VersusSelection>

/** An item with what A says of it; `candidate` is what B says. */
export interface VersusItem extends ComparisonItem {
  readonly a: string
  readonly verdict: VerdictKind
}

export interface VersusItems {
  readonly items: readonly VersusItem[]
  readonly total: number
  readonly schemeId: string
  readonly attributeId?: string
}

/** Time that B put right and broke in one recording, microseconds. */
export interface RecordingGain {
  readonly recordingId: string
  readonly fixed: number
  readonly broken: number
  readonly stretches: number
}

export interface VersusAnswer {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId?: string
  /** Ids of the classes in the order of the scheme. */
  readonly labels: readonly string[]
  readonly amounts: Readonly<Record<VerdictKind, Amount>>
  /** Microseconds of the timeline by verdict: stretches, not items; absent where nothing has time. */
  readonly time: Readonly<Record<Exclude<VerdictKind, 'left-out'>, number>>
  readonly mcnemar: McNemar
  readonly tests: PairedTests
  readonly classes: readonly ClassDelta[]
  /** Items and seconds per cell, row-major, rows are the reference. */
  readonly cells: {
    readonly a: readonly number[]
    readonly b: readonly number[]
    readonly secondsA: readonly number[]
    readonly secondsB: readonly number[]
  }
  /** What was drawn together, in the plural. */
  readonly clusterNoun: string
  /** Recordings with a stretch that differs, largest change first; the first 500. */
  readonly recordings: readonly RecordingGain[]
  readonly recordingsTotal: number
}

export type { VerdictStretch }
