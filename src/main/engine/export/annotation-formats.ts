import { annotationFormatIds } from '../../../shared/domain/export-formats'
import type { Problem } from '../../../shared/domain/problem'
import { interchange } from '../interchange'
import type { InterchangeFormat } from '../interchange/format'
import type { AnnotationDocument } from '../interchange/document'
import { oneLoss } from '../interchange/losses'
import { asRatingStreams } from '../interchange/rating-stream'
import { fileSafe } from '../interchange/tools'
import { annotationDocument } from './annotation-document'
import { emotionCauseLosses } from './emotion-causes'
import type { DatasetIndex } from './dataset-index'
import type { ExportFile } from './export-file'

/** Those that hold several recordings in one file. */
const wholes: ReadonlySet<string> = new Set(['label-studio', 'boris', 'via', 'rttm', 'uem', 'pagan'])

/** `<format>/<recording>...`: the files of each format in a folder of its own. */
export const annotationFormats = annotationFormatIds.map((id) => {
  const format = interchange.get(id)
  return { id, files: (index: DatasetIndex): readonly ExportFile[] => filesOf(format, index) }
})

function filesOf(format: InterchangeFormat, index: DatasetIndex): readonly ExportFile[] {
  const document = documentFor(format.id, index)
  const parts = wholes.has(format.id)
    ? [{ name: index.dataset.projectName, document }]
    : document.recordings.map((recording) => ({
        name: recording.name,
        document: { ...document, recordings: [recording] }
      }))
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

/** A dataset as this format wants it: streams of SSI are written as text and marked as ratings. */
function documentFor(format: string, index: DatasetIndex): AnnotationDocument {
  const document = annotationDocument(index, format)
  return format === 'stream' ? asRatingStreams(document) : document
}

/** What each of the formats would leave out of the dataset; nothing for formats that hold all of it. */
export function annotationLosses(
  index: DatasetIndex,
  formatIds: readonly string[]
): readonly { readonly format: string; readonly problems: readonly Problem[] }[] {
  const beyond = ownFacts(index)
  const causes = formatIds.includes('emotion-causes') ? emotionCauseLosses(index) : []
  const others = annotationFormatIds
    .filter((id) => formatIds.includes(id))
    .map((id) => ({
      format: id,
      problems: [...(interchange.get(id).losses?.(annotationDocument(index, id)) ?? []), ...beyond]
    }))
  return causes.length > 0 ? [...others, { format: 'emotion-causes', problems: causes }] : others
}

/** What no other program has a place for. */
function ownFacts({ dataset }: DatasetIndex): Problem[] {
  const scored = dataset.segments.filter(({ scores }) => scores !== undefined).length
  const flagged = dataset.segments.filter((segment) => segment.flagged).length
  const reviewed = dataset.segments.filter(({ review }) => review !== undefined).length
  const frames = dataset.tracks.filter(({ kind }) => kind === 'frames').length
  const layered = dataset.tracks.filter(
    ({ id, kind }) => kind === 'trace' && dataset.takes.filter(({ take }) => take.trackId === id).length > 1
  ).length
  return [
    ...(scored > 0
      ? [
          oneLoss(
            'scores',
            `A model's scores of every label for ${scored} segment${scored === 1 ? '' : 's'} would be left out.`
          )
        ]
      : []),
    ...(flagged > 0
      ? [oneLoss('flags', `The flags of ${flagged} segment${flagged === 1 ? '' : 's'} would be left out.`)]
      : []),
    ...(reviewed > 0
      ? [
          oneLoss(
            'reviews',
            `Whether ${reviewed} prediction${reviewed === 1 ? ' was' : 's were'} accepted or rejected would be left out.`
          )
        ]
      : []),
    ...(layered > 0
      ? [
          oneLoss(
            'takes',
            `The single takes of ${layered} continuous rating${layered === 1 ? '' : 's'} would be left out: the composed trace is written.`
          )
        ]
      : []),
    ...(frames > 0
      ? [
          oneLoss(
            'frames',
            `${frames} track${frames === 1 ? '' : 's'} of predictions for each frame would be left out.`
          )
        ]
      : [])
  ]
}
