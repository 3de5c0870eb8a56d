import { registry } from '../../../../shared/registry'
import { audioFit, audioGain, audioLoad, audioNormalize, audioResample } from './audio-ops'
import { imageColor, imageLayout, imageNormalize, imageResize, imageScale } from './image-ops'
import { tensorCast, tensorUnsqueeze } from './tensor-ops'
import { videoOps } from './video-ops'

/** Every step a manifest's input pipeline may name. A name that is not here is refused when models are listed. */
export const ops = registry('preprocessing step', [
  audioLoad,
  audioResample,
  audioGain,
  audioNormalize,
  audioFit,
  imageColor,
  imageResize,
  imageScale,
  imageNormalize,
  imageLayout,
  tensorCast,
  tensorUnsqueeze,
  ...videoOps
])
