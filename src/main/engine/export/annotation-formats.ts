import { annotationFormatIds } from '../../../shared/domain/export-formats'
import type { Problem } from '../../../shared/domain/problem'
import { interchange } from '../interchange'
import type { InterchangeFormat } from '../interchange/format'
import type { AnnotationDocument } from '../interchange/document'
import { oneLoss } from '../interchange/losses'
import { asRatingStreams } from '../interchange/rating-stream'
import { fileSafe, uniqueNames } from '../interchange/tools'
import { annotationDocument } from './annotation-document'
import { emotionCauseLosses } from './emotion-causes'
import type { DatasetIndex } from './dataset-index'
import { ownFacts } from './own-facts'
import type { ExportFile } from './export-file'

/** Those that hold several recordings in one file. */
const wholes: ReadonlySet<string> = new Set(['label-studio', 'boris', 'via', 'rttm', 'uem', 'pagan'])

/** `<format>/<recording>...`: the files of each format in a folder of its own. */
export const annotationFormats = annotationFormatIds.map((id) => {
  const format = interchange.get(id)
  return { id, files: (index: DatasetIndex): readonly ExportFile[] => filesOf(format, index) }
})

function filesOf(format: InterchangeFormat, index: DatasetIndex): readonly ExportFile[] {
  const parts = partsOf(format.id, index)
  const taken = new Set<string>()
  return parts.flatMap(({ name, document }) => {
    let base = fileSafe(name)
    for (let copy = 2; taken.has(base.toLowerCase()); copy++) base = `${fileSafe(name)}-${copy}`
    taken.add(base.toLowerCase())
    const files = format.write?.(document, base) ?? []
    return files.map((file) => ({
      name: `${format.id}/${file.name}`,
      rows: 0,
      // All these formats are text in UTF-8.
      text: () => [new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)]
    }))
  })
}

/** One document for all, or one for each recording: each with what its own files said. */
function partsOf(
  format: string,
  index: DatasetIndex
): readonly {
  readonly name: string
  readonly document: AnnotationDocument & { readonly left: readonly string[] }
}[] {
  if (wholes.has(format))
    return [{ name: index.dataset.projectName, document: annotationDocument(index, format) }]
  const names = uniqueNames()
  return index.dataset.recordings.map(({ id, name }) => {
    const document = annotationDocument(index, format, id)
    // Streams of SSI are written as text and marked as ratings.
    return {
      name: names(name),
      document: format === 'stream' ? { ...document, ...asRatingStreams(document) } : document
    }
  })
}

/** What each of the formats would leave out of the dataset; nothing for formats that hold all of it. */
export function annotationLosses(
  index: DatasetIndex,
  formatIds: readonly string[]
): readonly { readonly format: string; readonly problems: readonly Problem[] }[] {
  const causes = formatIds.includes('emotion-causes') ? emotionCauseLosses(index) : []
  const others = annotationFormatIds
    .filter((id) => formatIds.includes(id))
    .map((id) => ({
      format: id,
      problems: lossesFor(index, id)
    }))
  return causes.length > 0 ? [...others, { format: 'emotion-causes', problems: causes }] : others
}

function lossesFor(index: DatasetIndex, id: string): readonly Problem[] {
  const document = annotationDocument(index, id)
  const { name, losses } = interchange.get(id)
  const left = document.left.length
  return [
    ...(losses?.(document) ?? []),
    ...(left > 0
      ? [
          oneLoss(
            'extra-files',
            `Details of ${left} of several imported files of ${name} would be left out (${document.left
              .slice(0, 3)
              .map((file) => `"${file}"`)
              .join(', ')}), because one file has one set of settings.`,
            'Export their recordings one by one to keep them.'
          )
        ]
      : []),
    ...ownFacts(index, id)
  ]
}
