import type { Found } from '../import/format'
import type { Corpus, FromName } from './corpus'
import { emodb } from './emodb'
import { emopia } from './emopia'

/** Corpora whose file names are understood. */
export const corpora: readonly Corpus[] = [emodb, emopia]

/** Labels in a file name, from the first corpus it fits. */
export function recogniseName(
  fileName: string,
  found: Pick<Found, 'streams' | 'durationSeconds'>
): FromName | undefined {
  for (const corpus of corpora) {
    const fromName = corpus.recognise(fileName, found)
    if (fromName) return fromName
  }
  return undefined
}
