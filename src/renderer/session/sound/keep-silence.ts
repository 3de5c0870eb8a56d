import type { SoundSeries } from '../../../shared/audio/sound-feature'
import type { Silence } from '../../../shared/audio/silence'
import type { CommandCall } from '../../../shared/contract'
import type { Stream } from '../../../shared/domain/rows'
import { micros, toMaster } from '../../../shared/domain/time'
import { call } from '../../client'
import { currentAuthorId } from '../author'
import { newId } from '../desk-segments'
import { edit } from '../drafts'
import { command } from '../edit'
import { recordingOf, refreshProject, schemeOf } from '../project'
import { select } from '../selection'
import { toast, toastError } from '../toasts'

const SCHEME = 'silence'

/** Put the silent stretches of a sound on a track of mine, as one edit. */
export async function keepSilence(
  stream: Stream,
  { startSeconds, rateHz }: SoundSeries,
  { runs, ratio }: Silence,
  silentShare: number
): Promise<void> {
  const authorId = currentAuthorId()
  if (authorId === undefined || runs.length === 0) return
  try {
    const end = recordingOf(stream.recordingId)?.duration ?? Infinity
    // A frame speaks for its hop around its middle.
    const timeOf = (frame: number): number => toMaster(stream, (startSeconds + (frame - 0.5) / rateHz) * 1e6)
    const segments = runs.flatMap(([from, to]) => {
      const [start, stop] = [Math.max(0, timeOf(from)), Math.min(end, timeOf(to))]
      return stop > start ? [{ start: micros(start), end: micros(stop), label: 'silence' }] : []
    })
    const before: CommandCall[] = []
    if (!schemeOf(SCHEME)) {
      const preset = (await call('scheme.presets')).find(({ id }) => id === SCHEME)
      if (!preset) return
      before.push(command('scheme-save', { document: preset.document }))
    }
    const trackId = newId()
    const made = await edit(stream.recordingId, [
      ...before,
      command('track-create', {
        id: trackId,
        recordingId: stream.recordingId,
        schemeId: SCHEME,
        name: 'Silence',
        kind: 'segments',
        overlap: 'forbidden',
        streamId: stream.id,
        extra: { silence: { share: silentShare, ratio } }
      }),
      command('segment-paste', { trackId, segments, onOverlap: 'trim' })
    ])
    if (!made) return
    await refreshProject()
    select({ trackId, segmentIds: [] })
    toast(
      `${segments.length === 1 ? '1 silent stretch is' : `${segments.length} silent stretches are`} on a track of yours.`
    )
  } catch (error) {
    toastError(error)
  }
}
