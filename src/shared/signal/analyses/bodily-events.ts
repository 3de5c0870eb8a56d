import { z } from 'zod'

/** How events of the body are found in one channel. */
export const Detector = z.discriminatedUnion('id', [
  /** R peaks: Makowski et al. 2021 (NeuroKit). */
  z.object({ id: z.literal('ecg'), mainsHz: z.union([z.literal(50), z.literal(60)]).default(50) }),
  /** QRS complexes: Pan & Tompkins 1985. */
  z.object({ id: z.literal('pan-tompkins') }),
  /** Systolic peaks: Elgendi et al. 2013. */
  z.object({ id: z.literal('ppg') }),
  /** Skin conductance responses from onset to peak. */
  z.object({
    id: z.literal('scr'),
    /** How the fast part is told from the level. */
    parts: z.enum(['highpass', 'median']).default('highpass'),
    /** Smallest prominence as a share of the largest. */
    leastShare: z.number().min(0).max(1).default(0.1),
    /** Smallest amplitude in the unit of the channel; 0: none. */
    leastAmplitude: z.number().nonnegative().default(0)
  }),
  /** Ends of inspiration: Khodadad et al. 2018. */
  z.object({ id: z.literal('breaths'), leastShare: z.number().min(0).max(1).default(0.3) }),
  /** Activations of a muscle above rest: Hodges & Bui 1996. Rest is the quietest tenth of the stretch. */
  z.object({
    id: z.literal('emg'),
    deviations: z.number().positive().max(20).default(3),
    leastSeconds: z.number().positive().max(10).default(0.05)
  })
])
export type Detector = z.infer<typeof Detector>
export type DetectorId = Detector['id']

/** Find events of the body in the first channel asked for. */
export const BodilyEventsAnalysis = z.object({ kind: z.literal('bodily-events'), detector: Detector })

/** One event, µs of the stream. */
export interface BodilyEvent {
  readonly startUs: number
  /** Absent: a moment. */
  readonly endUs?: number
  /** Size where the method tells one: amplitude of a response. */
  readonly amplitude?: number
}

export interface BodilyEventsResult {
  readonly kind: 'bodily-events'
  readonly events: readonly BodilyEvent[]
  /** Seconds with signal that were looked at. */
  readonly seconds: number
  /** Channels that the view does not fit: taken as recorded. */
  readonly asRecorded: readonly number[]
}
