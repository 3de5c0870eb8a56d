import type { Track } from '../../../shared/domain/rows'
import { authorOf, project, schemeOf, trackOf, tracksOf } from '../../session/project'

/** Tracks of one author with one scheme: what "segments of" means over several recordings. */
export interface Source {
  /** Its segments hold words. */
  readonly words: boolean
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

/** Whose segments a model can answer for in these recordings; transcripts first, then those with most segments. */
export function sourcesFor(recordingIds: readonly string[]): readonly Source[] {
  const found = new Map<string, Source>()
  const { index } = project()
  for (const track of recordingIds.flatMap((id) => tracksOf(id))) {
    const segments = index.counts.get(track.id)?.segments ?? 0
    const author = authorOf(track.authorId)
    if (track.kind === 'frames' || author?.kind === 'model' || segments === 0) continue
    const key = keyOf(track)
    const before = found.get(key)
    const words = track.kind === 'utterances'
    const title = `${author?.name ?? track.name}, ${words ? 'utterances' : (schemeOf(track.schemeId)?.name ?? 'segments')}`
    found.set(key, {
      key,
      trackId: before?.trackId ?? track.id,
      title,
      words,
      segments: (before?.segments ?? 0) + segments
    })
  }
  return [...found.values()].sort((a, b) => Number(b.words) - Number(a.words) || b.segments - a.segments)
}
