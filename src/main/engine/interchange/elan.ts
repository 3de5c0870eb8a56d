import { readElan } from './elan-read'
import { writeElan } from './elan-write'
import type { InterchangeFormat } from './format'
import { allValues, lossesOf } from './losses'
import { filePerRecording } from './tools'
import { attempt } from './unreadable'

/** ELAN annotation files, `.eaf`: reads 2.x and 3.0, writes 3.0. Intensity, confidence, comments and words beside labels are in tiers named `<tier>@intensity` and so on. */
export const elan: InterchangeFormat = {
  id: 'elan',
  name: 'ELAN',
  extensions: ['eaf'],
  probe: ({ extension, head }) => extension === 'eaf' || head.includes('<ANNOTATION_DOCUMENT'),
  read: (source) => attempt(source, (repairs) => readElan(source.bytes, source.name, repairs)),
  write: (document, name) =>
    filePerRecording(document, name, 'eaf', (recording) => writeElan(document, recording)),
  losses: (document) =>
    lossesOf(document, {
      id: 'elan',
      name: 'an ELAN file',
      resolution: 1000,
      spans: true,
      moments: false,
      traces: false,
      landmarks: false,
      overlap: false,
      tierNames: true,
      severalLabels: true,
      labelAndText: true,
      confidence: true,
      intensity: true,
      comments: true,
      persons: true,
      annotators: true,
      schemes: true,
      links: true,
      media: true,
      hierarchy: true,
      severalRecordings: false,
      values: allValues
    })
}
