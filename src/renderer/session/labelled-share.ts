import { layerId } from '../../shared/conversation/transcript-layers'
import type { ProjectIndex } from './project-index'

/** How much of a recording an annotator has labelled. */
export interface LabelledShare {
  /** 0 to 1. */
  readonly share: number
  /** The same in words: "12 of 15 utterances", "84 % of the time". */
  readonly text: string
}

/**
 * How much of a recording an annotator has labelled: labels against utterances of the first transcript where there is one, else time
 * under labels against the length of the recording. Undefined where the annotator has no track.
 */
export function labelledShare(
  index: ProjectIndex,
  recordingId: string,
  authorId: string | undefined
): LabelledShare | undefined {
  const tracks = index.tracksByRecording.get(recordingId) ?? []
  const own = tracks.filter((track) => track.authorId === authorId)
  if (own.length === 0) return undefined
  const sum = (
    of: readonly { readonly id: string }[],
    field: 'segments' | 'labelled' | 'labelledTime'
  ): number => of.reduce((total, { id }) => total + (index.counts.get(id)?.[field] ?? 0), 0)
  const words = tracks.filter((track) => track.kind === 'utterances')
  const [first] = words
  // Further transcripts say the same words again.
  const utterances = sum(first ? words.filter((track) => layerId(track) === layerId(first)) : [], 'segments')
  const labelled = Math.min(utterances, sum(own, 'labelled'))
  if (utterances > 0) return { share: labelled / utterances, text: `${labelled} of ${utterances} utterances` }
  const duration = index.recordings.get(recordingId)?.duration ?? 0
  const share = duration > 0 ? Math.min(1, sum(own, 'labelledTime') / duration) : 0
  if (index.recordings.get(recordingId)?.medium === 'image')
    return { share, text: share > 0 ? 'labelled' : 'not labelled yet' }
  return { share, text: `${Math.round(share * 100)} % of the time` }
}
