import { registry } from '../../../../shared/registry'
import { declared } from './declared'
import { faceDetection } from './face-detection'
import { faceExpression } from './face-expression'
import { speechEmotion } from './speech-emotion'
import type { Task } from './task'
import { transcription } from './transcription'
import { voiceActivity } from './voice-activity'

/** What models can be used for; the first that accepts a manifest runs it. */
export const tasks = registry<Task>('model task', [
  faceExpression,
  faceDetection,
  speechEmotion,
  voiceActivity,
  transcription,
  declared
])
