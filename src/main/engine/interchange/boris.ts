import { readBoris } from './boris-read'
import { lanesOf, writeBoris } from './boris-write'
import type { InterchangeFormat } from './format'
import { lossesOf, oneLoss, plain } from './losses'
import { bytesOf, fileSafe, spanTiersOf } from './tools'
import { attempt } from './unreadable'

/** Projects of BORIS, also packed with gzip: an ethogram and observations with state and point events. */
export const boris: InterchangeFormat = {
  id: 'boris',
  name: 'BORIS project',
  extensions: ['boris', 'gz'],
  probe: ({ name, extension, head }) =>
    extension === 'boris' ||
    name.toLowerCase().endsWith('.boris.gz') ||
    /"(behaviors_conf|project_format_version)"\s*:/.test(head),
  read: (source) => attempt(source, (repairs) => readBoris(source.bytes, repairs)),
  write: (document, name) => [
    { name: `${fileSafe(name)}.boris`, bytes: bytesOf(`${JSON.stringify(writeBoris(document, name))}\n`) }
  ],
  losses: (document) => {
    const twice = document.recordings
      .flatMap(spanTiersOf)
      .filter((tier) => lanesOf(document, tier, document.format === 'boris').length > 1).length
    const found = lossesOf(document, {
      ...plain,
      id: 'boris',
      name: 'a BORIS project',
      resolution: 1,
      moments: true,
      comments: true,
      persons: true,
      schemes: true,
      media: true,
      severalRecordings: true
    })
    if (twice === 0) return found
    return [
      ...found,
      oneLoss(
        'same-behaviour',
        `In ${twice} track${twice === 1 ? '' : 's'} the same label overlaps itself; the later ones would go to another subject, because BORIS could not tell their ends apart.`
      )
    ]
  }
}
