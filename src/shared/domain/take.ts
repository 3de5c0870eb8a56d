import { z } from 'zod'
import { Id } from './id'
import { Micros } from './time'

/**
 * One continuous rating of a stretch of a trace track. The samples stand in immutable chunks beside the row; a track's
 * trace is its takes laid over each other in order of `position`, the later one on top with a short cross-fade, so that
 * nothing that was rated is ever lost.
 */
export const Take = z.object({
  id: Id,
  trackId: Id,
  /** First sample's time on the recording's clock. */
  start: Micros,
  /** End of the last sample's interval: `start + count / rateHz`. */
  end: Micros,
  rateHz: z.number().positive(),
  /** Samples stored, in one column per dimension of the track. */
  count: z.number().int().nonnegative(),
  /** Dimension ids in the order of the columns. */
  dims: z.array(z.string()).min(1),
  position: z.number(),
  /** A hidden take is kept but not part of the trace. */
  hidden: z.boolean().default(false),
  /** Reaction lag taken out when the trace is read; the samples stay where they were rated. Positive: rated late. */
  lag: Micros.optional(),
  /** How the lag was found: `typed`, `group`, `feature`, with the correlation at it; `scheme`: what the scheme takes out of every live take. */
  lagSource: z
    .object({ kind: z.enum(['typed', 'group', 'feature', 'scheme']), correlation: z.number().optional() })
    .optional(),
  /** Length of the cross-fade at either end, microseconds. */
  fade: Micros.optional(),
  /** `live`: rated while playing; `import`: from a file; `model`, `gold`: computed; `drawn`: by hand; `feature`: computed from a signal or from events of the body. */
  source: z.enum(['live', 'import', 'model', 'gold', 'drawn', 'feature']),
  /** Input used: mouse, wheel, keys, levels, touch, gamepad. */
  device: z.string().optional(),
  /** When it was made, ISO 8601, UTC. */
  madeAt: z.string().optional(),
  /** Time lost to pauses of the window or to stalls: counted, never filled. */
  missingCount: z.number().int().nonnegative().default(0),
  /** Fields of the file it came from that have no place here. */
  extra: z.record(z.string(), z.unknown()).optional()
})
export type Take = z.infer<typeof Take>

/** How a trace track is rated. */
export const TraceMode = z.enum(['bounded', 'unbounded', 'binary'])
export type TraceMode = z.infer<typeof TraceMode>
