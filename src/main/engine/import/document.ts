import { readFile } from 'node:fs/promises'
import type { Result } from '../../../shared/domain/problem'
import { micros } from '../../../shared/domain/time'
import { DOCUMENT_LAYER } from '../../../shared/documents/document-text'
import { SENTENCE_DURATION } from '../../../shared/documents/nominal'
import { sentences } from '../../../shared/documents/sentences'
import type { Sentence } from '../../../shared/documents/sentences'
import { textEncoding } from '../../../shared/documents/text-encoding'
import type { FileFormat, Found, ProbedFile } from './format'
import { failed } from './format'
import { headText } from './text-file'

/** A novel has about one megabyte; larger files are no documents that somebody labels. */
const LARGEST = 8 * 1024 * 1024

/** Prose: one recording without time, a nominal second for every sentence. Asked after all that reads tables and talk. */
export const document: FileFormat = {
  id: 'document',
  name: 'documents (txt, md)',
  extensions: ['txt', 'md', 'markdown', 'text'],
  probe: ({ extension, head }) => document.extensions.includes(extension) && headText(head).trim().length > 0,
  async read(file) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is larger than 8 MB, which is more than one document holds.',
        'Divide it into chapters or texts and import those.'
      )
    const text = await exactText(file)
    if (!text.ok) return text
    const found = sentences(text.value)
    if (found.length === 0)
      return failed(file, 'no-words', 'holds no words.', 'Check that it is the right file.')
    return { ok: true, value: foundOf(file, text.value, found) }
  }
}

/** The text to the last character, or why it cannot be had. */
async function exactText(file: ProbedFile): Promise<Result<string>> {
  const bytes = await readFile(file.path)
  const encoding = textEncoding(bytes)
  try {
    return { ok: true, value: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return failed(
      file,
      'encoding',
      encoding === 'utf-8'
        ? 'is neither UTF-8 nor UTF-16, so its characters cannot be told for certain.'
        : 'begins as UTF-16 but holds characters that are not.',
      'Save it as UTF-8 in a text editor and import it again.'
    )
  }
}

/** Words only; labels go to the annotators' own tracks, with any scheme. */
const TRACK = {
  authorName: 'Document file',
  schemeId: 'ekman7',
  attributeId: 'emotion',
  kind: 'utterances'
} as const

function foundOf(file: ProbedFile, whole: string, found: readonly Sentence[]): Found {
  const duration = micros(found.length * SENTENCE_DURATION)
  return {
    container: file.extension === 'txt' || file.extension === 'text' ? 'text' : 'markdown',
    medium: 'document',
    playback: 'none',
    durationSeconds: duration / 1e6,
    streams: [{ kind: 'text', name: 'Document', index: 0, duration, info: {}, cache: {} }],
    tracks: [
      {
        name: 'Sentences',
        ...TRACK,
        nominalTimes: true,
        segments: found.map(({ from, to, text }, index) => ({
          start: micros(index * SENTENCE_DURATION),
          end: micros((index + 1) * SENTENCE_DURATION),
          text,
          flagged: false,
          origin: { kind: 'import' },
          extra: { document: { from, to } }
        }))
      },
      {
        name: 'Document',
        ...TRACK,
        // Kept to the last character: every mark counts in it.
        layer: DOCUMENT_LAYER,
        segments: [
          { start: micros(0), end: duration, text: whole, flagged: false, origin: { kind: 'import' } }
        ]
      }
    ],
    warnings: []
  }
}
