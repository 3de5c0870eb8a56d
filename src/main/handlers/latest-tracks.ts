import type { Track } from '../../shared/domain/rows'
import type { Project } from '../store'

/** Tracks without those that a later run of the same model on the same recording replaced. */
export function latestTracks(project: Project, withPractice: boolean): readonly Track[] {
  const order = new Map(project.all('run').map((run, i) => [run.id, i]))
  const tracks = withPractice ? project.all('track') : project.dataTracks()
  const latest = new Map<string, string>()
  const key = (track: Track): string => `${track.recordingId}/${track.authorId}`
  for (const track of tracks) {
    if (track.runId === undefined) continue
    const known = latest.get(key(track))
    if (known === undefined || (order.get(track.runId) ?? 0) > (order.get(known) ?? 0))
      latest.set(key(track), track.runId)
  }
  return tracks.filter((track) => track.runId === undefined || latest.get(key(track)) === track.runId)
}
