import type { Micros } from '../../../../../../shared/domain/time'
import { formatClock, micros } from '../../../../../../shared/domain/time'
import { call } from '../../../../../client'
import { labelOrId } from '../../../../../session/label-or-id'
import { ensureSegments, personOf, recordingOf, schemeOf } from '../../../../../session/project'
import { exampleMedia } from '../example-media'
import type { ReportExample } from '../part'
import type { ReportSection } from './section'

/** The moments at which the candidate is surest and wrong. */
export const examplesSection: ReportSection = {
  id: 'examples',
  title: 'Examples',
  hint: 'The errors of which the candidate is surest, one by one',
  async make({ query, examples, media, referenceName, candidateName, goesOn }) {
    const { items, total, schemeId, attributeId } = await call('analysis.items', {
      ...query,
      selection: { only: 'errors', order: 'sure', limit: Math.max(1, examples) }
    })
    const name = (id: string): string => labelOrId(schemeOf(schemeId), id, attributeId).name
    const shown: ReportExample[] = []
    for (const item of items) {
      goesOn()
      const start = micros(item.start)
      const end = micros(item.end)
      const words = await wordsAt(item.recordingId, start, end)
      const person = item.personId === undefined ? undefined : personOf(item.personId)?.name
      shown.push({
        where: `${recordingOf(item.recordingId)?.name ?? item.recordingId}, ${formatClock(start)} to ${formatClock(end)}${person === undefined ? '' : `, ${person}`}`,
        said: [
          [referenceName, name(item.reference)],
          [
            candidateName,
            `${name(item.candidate)}${item.confidence === undefined ? '' : ` (${item.confidence.toFixed(2)})`}`
          ]
        ],
        ...(words === '' ? {} : { words: `“${words}”` }),
        ...(media ? await exampleMedia(item.recordingId, start, end) : {})
      })
    }
    return {
      title: 'Examples',
      paragraphs: [
        `${total} items differ. These are the ${items.length} of which ${candidateName} is surest.`
      ],
      cards: [],
      tables:
        shown.length > 0
          ? [
              {
                name: 'examples',
                title: 'The examples as a list',
                shown: null,
                table: [
                  ['moment', referenceName, candidateName, 'words'],
                  ...shown.map(({ where, said, words }) => [
                    where,
                    said[0]?.[1] ?? '',
                    said[1]?.[1] ?? '',
                    words ?? ''
                  ])
                ]
              }
            ]
          : [],
      figures: [],
      examples: shown
    }
  }
}

/** What is said at a moment, by whoever wrote it down. */
async function wordsAt(recordingId: string, start: Micros, end: Micros): Promise<string> {
  const segments = await ensureSegments(recordingId)
  const said = segments.filter(({ text, ...span }) => text && span.start < end && span.end > start)
  return [...new Set(said.map(({ text }) => text ?? ''))].join(' ')
}
