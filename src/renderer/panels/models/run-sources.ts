import type { Track } from '../../../shared/domain/rows'
import { authorOf, project, schemeOf, trackOf, tracksOf } from '../../session/project'

/** Tracks of one author with one scheme: what "segments of" means over several recordings. */
export interface Source {
  /** Its segments hold words. */
  readonly words: boolean
  /** A model made them. */
  readonly ofModel: boolean
  /** Any one of the tracks; it stands for all of them. */
  readonly trackId: string
  readonly title: string
  readonly segments: number
  /** Author and scheme. */
  readonly key: string
}

/** The source a track belongs to, when another of its tracks stands for it now. */
export function sameSource(sources: readonly Source[], trackId: string | undefined): string | undefined {
  const track = trackOf(trackId)
  return sources.find((source) => source.key === (track && keyOf(track)))?.trackId
}

const keyOf = (track: Track): string => `${track.authorId} ${track.schemeId}`

/** Stretches of speech that a model found: they say where another model may look, not what it should find. */
const isSpeech = (track: Track): boolean =>
  track.kind === 'utterances' || track.schemeId === 'speech-activity'

/**
 * Whose segments a model can answer for in these recordings: people's before models', transcripts first, then those with
 * most segments.
 */
export function sourcesFor(recordingIds: readonly string[]): readonly Source[] {
  const found = new Map<string, Source>()
  const { index } = project()
  for (const track of recordingIds.flatMap((id) => tracksOf(id))) {
    const segments = index.counts.get(track.id)?.segments ?? 0
    const author = authorOf(track.authorId)
    const ofModel = author?.kind === 'model'
    if (track.kind === 'frames' || (ofModel && !isSpeech(track)) || segments === 0) continue
    const key = keyOf(track)
    const before = found.get(key)
    const words = track.kind === 'utterances'
    const title = `${author?.name ?? track.name}, ${words ? 'utterances' : (schemeOf(track.schemeId)?.name ?? 'segments')}`
    found.set(key, {
      key,
      trackId: before?.trackId ?? track.id,
      title,
      words,
      ofModel,
      segments: (before?.segments ?? 0) + segments
    })
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(a.ofModel) - Number(b.ofModel) || Number(b.words) - Number(a.words) || b.segments - a.segments
  )
}
