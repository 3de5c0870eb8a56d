import { registry } from '../../../../shared/registry'
import { audioOps } from './audio-ops'
import { musicOps } from './music-ops'
import { imageOps } from './image-ops'
import { dialogueOps } from './dialogue-ops'
import { eegOps } from './eeg-ops'
import { featureOps } from './feature-ops'
import { signalOps } from './signal-ops'
import { tensorOps } from './tensor-ops'
import { textOps } from './text-ops'
import { videoOps } from './video-ops'

/** Every step a manifest's input pipeline may name. A name that is not here is refused when models are listed. */
export const ops = registry('preprocessing step', [
  ...audioOps,
  ...musicOps,
  ...imageOps,
  ...signalOps,
  ...eegOps,
  ...featureOps,
  ...tensorOps,
  ...textOps,
  ...dialogueOps,
  ...videoOps
])
