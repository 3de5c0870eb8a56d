import { z } from 'zod'
import type { CauseOutcome } from '../analysis/causes/cause-pairs'
import type { LeftOut, NumberCard } from '../compare/report'

/** Which pairs: by what became of them, of one emotion or all; or one pair by its place in the list. */
export const CausesRegion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hit'), emotion: z.string().optional() }),
  z.object({ kind: z.literal('missed'), emotion: z.string().optional() }),
  z.object({ kind: z.literal('wrong'), emotion: z.string().optional() }),
  z.object({ kind: z.literal('pair'), at: z.number().int().nonnegative() })
])
export type CausesRegion = z.input<typeof CausesRegion>

/** One emotion in numbers. */
export interface CauseRow {
  readonly emotion: string
  readonly reference: number
  readonly candidate: number
  readonly hits: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** One pair that either side linked. */
export interface CauseLine {
  readonly outcome: CauseOutcome
  readonly recording: string
  readonly emotion: string
  readonly emotionTurn: number
  readonly causeTurn: number
  readonly emotionText: string
  readonly causeText: string
}

/** Emotions with their causes: scores, and every pair. */
export interface CausesAnswer {
  readonly revision: number
  readonly schemeId?: string
  readonly recordings: number
  readonly leftOut: readonly LeftOut[]
  readonly cards: readonly NumberCard[]
  readonly rows: readonly CauseRow[]
  /** Missed first, then wrong, then found; in the order of the conversations. The first 5,000. */
  readonly pairs: readonly CauseLine[]
  readonly total: number
}

/** Moments of pairs: the emotion's turn, then that of its cause. */
export interface CausesItems {
  readonly moments: readonly {
    readonly recordingId: string
    readonly segmentId: string
    readonly trackId: string
    readonly start: number
    readonly end: number
    readonly note: string
  }[]
  readonly total: number
}
