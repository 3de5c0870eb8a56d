import type { ProjectIndex } from '../../session/project-index'
import { trackTitle } from '../../session/track-edits'
import type { SelectOption } from '../../ui/select'
import type { LagReference } from './use-lags'

/** Channels of a signal that can be chosen; a cap of electrodes is no stimulus. */
const CHANNELS = 12

/** What lags can be held against in a recording, as choices. */
export function referenceOptions(recordingId: string, index: ProjectIndex): readonly SelectOption[] {
  const streams = index.streamsByRecording.get(recordingId) ?? []
  const traces = (index.tracksByRecording.get(recordingId) ?? []).filter(
    ({ id, kind }) => kind === 'trace' && (index.takesByTrack.get(id)?.length ?? 0) > 0
  )
  return [
    { id: 'group', title: 'The other annotators' },
    ...traces.map((track) => ({ id: `trace:${track.id}`, title: trackTitle(track), hint: 'one trace' })),
    ...streams
      .filter(({ kind }) => kind === 'audio')
      .map(({ id, name }) => ({ id: `sound:${id}`, title: `Loudness of ${name}`, hint: 'sound' })),
    ...streams
      .filter(({ kind }) => kind === 'signal')
      .flatMap(({ id, info }) =>
        (info.channels ?? []).slice(0, CHANNELS).map(({ label, unit }, channel) => ({
          id: `signal:${id}:${channel}`,
          title: label,
          hint: unit || 'signal'
        }))
      )
  ]
}

/** The choice behind an option. */
export function readReference(option: string): LagReference {
  const [kind, id = '', channel = '0'] = option.split(':')
  if (kind === 'trace') return { kind, trackId: id }
  if (kind === 'sound') return { kind, streamId: id }
  if (kind === 'signal') return { kind, streamId: id, channel: Number(channel) }
  return { kind: 'group' }
}
