import { imageColor, imageDecode, imageNormalize, imageScale } from './image-color'
import { imageLayout } from './image-layout'
import { imagePerturb } from './image-perturb'
import { imageResize } from './image-resize'
import type { Op } from './op'

export { imageResizeParameters } from './image-resize'

/** Steps for pictures and, picture by picture, for clips. */
export const imageOps: readonly Op[] = [
  imageDecode,
  imageColor,
  imageResize,
  imageScale,
  imageNormalize,
  imageLayout,
  imagePerturb
]
