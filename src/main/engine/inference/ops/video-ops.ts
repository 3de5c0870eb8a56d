import { z } from 'zod'
import type { Op } from './op'
import { videoSteps } from './video-steps'

/**
 * How a video becomes pictures of faces. Read by the face tasks; the defaults are what the task does where a
 * manifest is silent.
 */
export const videoSampleParameters = z.looseObject({
  fps: z.number().positive().default(5),
  mode: z.enum(['stride', 'uniform', 'segment']).default('stride'),
  /** Pictures of a unit, chosen among those that `fps` gives. */
  frames: z.number().int().min(1).max(1024).optional(),
  step: z.number().int().min(1).default(1)
})
export const videoFacesParameters = z.looseObject({
  detector: z.string().default('face-detection'),
  minScore: z.number().min(0).max(1).default(0.5),
  maxFaces: z.number().int().min(1).max(64).default(8)
})
export const videoTrackParameters = z.looseObject({
  iouMin: z.number().min(0).max(1).default(0.3),
  maxGapSec: z.number().min(0).default(1)
})
export const videoPersonParameters = z.looseObject({ select: z.enum(['all', 'largest']).default('all') })
export const videoMissingParameters = z.looseObject({
  policy: z.enum(['skip', 'nan', 'hold', 'zero']).default('skip'),
  maxHoldSec: z.number().min(0).default(1)
})
export const videoCropParameters = z.looseObject({
  expand: z.number().min(0).max(4).default(0),
  square: z.boolean().default(false),
  align: z.enum(['none']).default('none'),
  fill: z.number().min(0).max(255).default(0)
})

export const videoOps: readonly Op[] = [
  { id: 'video.sample', kind: 'task', parameters: videoSampleParameters },
  { id: 'video.faces', kind: 'task', parameters: videoFacesParameters },
  { id: 'video.track', kind: 'task', parameters: videoTrackParameters },
  { id: 'video.person', kind: 'task', parameters: videoPersonParameters },
  { id: 'video.missing', kind: 'task', parameters: videoMissingParameters },
  { id: 'video.crop', kind: 'task', parameters: videoCropParameters },
  ...videoSteps
]
