import { z } from 'zod'
import { TraceMode } from '../../../shared/domain/take'
import { keptChoice } from '../kept-choice'
import { SENSITIVITY } from './devices'
import type { DeviceId } from './devices'

const Sensitivity = z.number().min(SENSITIVITY.min).max(SENSITIVITY.max)

/** How ratings are taken in this project, remembered with it. */
const Choice = z.object({
  device: z.enum(['mouse', 'wheel', 'keys', 'levels', 'touch', 'gamepad']).catch('mouse'),
  sensitivity: z
    .partialRecord(z.enum(['mouse', 'wheel', 'keys', 'levels', 'touch', 'gamepad']), Sensitivity)
    .catch({}),
  /** Number of levels of the digits. */
  levels: z.number().int().min(2).max(9).catch(9),
  /** Seconds counted down before a take; 0 starts at once. */
  countdown: z.number().int().min(0).max(10).catch(3),
  /** Seconds played again, without sampling, before a re-rated stretch and after a pause. */
  preRoll: z.number().min(0).max(10).catch(2),
  /** Cross-fade at the ends of a take that lies over another, milliseconds. */
  fadeMs: z.number().int().min(0).max(2000).catch(200),
  /** Earlier takes are drawn faintly while rating. */
  showEarlier: z.boolean().catch(true),
  /** How the last rating track was set up, for the next recording. */
  setUp: z
    .object({
      schemeId: z.string(),
      attributeId: z.string(),
      dims: z.array(z.string()).min(1).max(2),
      mode: TraceMode,
      rateHz: z.number()
    })
    .optional()
    .catch(undefined)
})
export type RatingChoice = z.infer<typeof Choice>

const kept = keptChoice<RatingChoice>('rating', Choice.parse({}), (stored) =>
  Choice.parse(typeof stored === 'object' && stored !== null ? stored : {})
)

export const useRatingChoice = kept.use
export const ratingChoice = kept.get
export const recallRatingChoice = kept.recall
export const chooseRating = (change: Partial<RatingChoice>): void => kept.choose(change)

/** Sensitivity of an input; 1 until it was changed. */
export const sensitivityOf = (choice: RatingChoice, device: DeviceId): number =>
  choice.sensitivity[device] ?? SENSITIVITY.usual
