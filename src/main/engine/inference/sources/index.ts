import { registry } from '../../../../shared/registry'
import { audio } from './audio'
import { channelSources } from './channels'
import { feature } from './feature'
import { image } from './image'
import { midi } from './midi'
import type { Source } from './source'
import { labels, text } from './text'
import { video } from './video'

/** Where the values of each modality come from; the id is the modality. */
export const sources = registry<Source>('source of model inputs', [
  audio,
  video,
  image,
  text,
  labels,
  midi,
  feature,
  ...channelSources
])
