import type { AlikeGroup } from '../../../../../shared/contract/analysis/duplicates'
import { micros } from '../../../../../shared/domain/time'
import { project } from '../../../../session/project'
import { setQueue } from '../../../../session/selection'

/** Put the moments of a group that is alike into the sample queue and play the first. */
export function openGroup(group: AlikeGroup): string {
  const first = group.items[0]
  const name = project().index.recordings.get(first?.recordingId ?? '')?.name ?? 'a recording'
  const title = `Like ${name}: ${group.items.length} moments`
  setQueue(
    title,
    group.items.map(({ recordingId, segmentId, trackId, start, end, cosine, text }) => ({
      recordingId,
      ...(segmentId === undefined ? {} : { segmentId }),
      ...(trackId === undefined ? {} : { trackId }),
      start: micros(start),
      end: micros(end),
      note: text ?? (group.kind === 'file' ? 'The same file' : `Cosine ${cosine.toFixed(4)}`)
    }))
  )
  return title
}

/** Put whole recordings that share something into the queue. */
export function openRecordings(title: string, recordingIds: readonly string[]): void {
  const { recordings } = project().index
  setQueue(
    title,
    recordingIds.flatMap((recordingId) => {
      const recording = recordings.get(recordingId)
      return recording
        ? [{ recordingId, start: micros(0), end: recording.duration, note: recording.name }]
        : []
    })
  )
}
