import type { InterchangeFormat } from './format'
import { readLabelStudio } from './label-studio-read'
import { writeLabelStudio } from './label-studio-write'
import { lossesOf, plain } from './losses'
import { bytesOf, fileSafe } from './tools'
import { attempt } from './unreadable'

/** Tasks of Label Studio in its format "JSON", with annotations and predictions. Regions in time are read; everything else is kept. */
export const labelStudio: InterchangeFormat = {
  id: 'label-studio',
  name: 'Label Studio JSON',
  extensions: ['json'],
  probe: ({ extension, head }) =>
    extension === 'json' &&
    /^\uFEFF?\s*\[?\s*\{/.test(head) &&
    /"(annotations|predictions|completions)"\s*:/.test(head) &&
    /"(data|result|completed_by)"\s*:/.test(head),
  read: (source) => attempt(source, (repairs) => readLabelStudio(source.bytes, repairs)),
  write: (document, name) => [{ name: `${fileSafe(name)}.json`, bytes: bytesOf(writeLabelStudio(document)) }],
  losses: (document) =>
    lossesOf(document, {
      ...plain,
      id: 'label-studio',
      name: 'a Label Studio task',
      resolution: 1,
      moments: true,
      severalLabels: true,
      labelAndText: true,
      confidence: true,
      intensity: true,
      comments: true,
      annotators: true,
      links: true,
      media: true,
      severalRecordings: true,
      values: ['ratings', 'terms', 'explanation', 'region']
    })
}
