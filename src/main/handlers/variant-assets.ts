import type { RunVariant } from '../../shared/variants/run-variant'
import { textSeed } from '../../shared/variants/text-seed'
import type { Project } from '../store'

/** Words that are enough for words that are wrong; reading more would only hold main. */
const MOST_WORDS = 20_000
/** Voices that are offered: six are heard, and none is that of the recording itself. */
const MOST_VOICES = 8
/** Shorter recordings are not heard in babble, µs. */
const SHORTEST_VOICE = 1_000_000

export interface VariantAssets {
  readonly voices: readonly { readonly fileId: string; readonly streamIndex: number }[]
  readonly vocabulary: readonly string[]
}

/** What a variant needs of the rest of the project; nothing where it needs nothing. */
export function variantAssetsOf(
  project: Project,
  variant: RunVariant,
  recordingIds: readonly string[]
): VariantAssets | undefined {
  if (variant.kind !== 'perturbation') return undefined
  if (variant.change === 'babble') return { voices: voicesOf(project, variant.seed), vocabulary: [] }
  if (variant.change === 'word-errors') return { voices: [], vocabulary: wordsOf(project, recordingIds) }
  return undefined
}

/** Recordings in an order that follows from the seed and their content, so that the same ones are heard again. */
function voicesOf(project: Project, seed: number): VariantAssets['voices'] {
  const hashes = new Map(project.all('file').map(({ id, contentHash }) => [id, contentHash]))
  return project
    .all('stream')
    .flatMap(({ kind, fileId, index, duration }) =>
      kind === 'audio' && duration >= SHORTEST_VOICE && fileId !== undefined
        ? [{ fileId, streamIndex: index, place: textSeed(`${hashes.get(fileId) ?? ''} ${index}`, seed) }]
        : []
    )
    .toSorted((a, b) => a.place - b.place)
    .slice(0, MOST_VOICES)
    .map(({ fileId, streamIndex }) => ({ fileId, streamIndex }))
}

/** Different words of the transcripts, as often as they are said, so that common words stand in more often. */
function wordsOf(project: Project, recordingIds: readonly string[]): readonly string[] {
  const wanted = new Set(recordingIds)
  const words: string[] = []
  for (const track of project.all('track')) {
    if (track.kind !== 'utterances' || !wanted.has(track.recordingId)) continue
    for (const { text } of project.segmentsOfTrack(track.id)) {
      words.push(...(text ?? '').split(/\s+/u).filter((word) => word !== ''))
      if (words.length >= MOST_WORDS) return words
    }
  }
  return words
}
