import type { Author, Track } from '../domain/rows'

/** One transcript of a recording: what a person, a file or a recogniser understood, one track for each speaker. */
export interface TranscriptLayer {
  /** Stable within the recording. */
  readonly id: string
  readonly name: string
  readonly trackIds: readonly string[]
}

/** Name of a transcript that has none. */
export const UNNAMED_LAYER = 'Transcript'

/**
 * The transcripts among a recording's tracks, in order of their first track: tracks of words with the same layer belong
 * together; those without a layer belong to their author's transcript.
 */
export function transcriptLayers(
  tracks: readonly Track[],
  authorOf: (id: string) => Pick<Author, 'kind' | 'name'> | undefined
): readonly TranscriptLayer[] {
  const layers = new Map<string, { name: string; trackIds: string[] }>()
  for (const track of tracks.filter(({ kind }) => kind === 'utterances')) {
    const id = layerId(track)
    const known = layers.get(id)
    if (known) known.trackIds.push(track.id)
    else layers.set(id, { name: track.layer ?? nameOf(authorOf(track.authorId)), trackIds: [track.id] })
  }
  return [...layers].map(([id, layer]) => ({ id, ...layer }))
}

/** The layer that a track of words belongs to. */
export const layerId = (track: Pick<Track, 'layer' | 'authorId'>): string =>
  track.layer === undefined ? `author:${track.authorId}` : `layer:${track.layer}`

const nameOf = (author: Pick<Author, 'kind' | 'name'> | undefined): string =>
  author === undefined || author.kind === 'import' ? UNNAMED_LAYER : author.name
