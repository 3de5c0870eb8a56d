import { soundFeatures } from '../../../shared/audio/sound-feature'
import { call } from '../../client'
import { currentAuthorId } from '../author'
import { refreshProject, streamsOf } from '../project'
import { select, selection } from '../selection'
import { toast, toastError } from '../toasts'
import { featureOf, shownSound, soundChoice, soundsOf } from './sound-choice'

/** Compute the chosen feature of the open recording and keep it as a trace of mine; what was kept of it before is replaced. */
export async function keepSoundFeature(): Promise<void> {
  const authorId = currentAuthorId()
  const { recordingId } = selection()
  const choice = soundChoice()
  const sound = recordingId === undefined ? undefined : shownSound(soundsOf(streamsOf(recordingId)), choice)
  if (authorId === undefined || !sound) return
  const feature = featureOf(choice)
  try {
    const kept = await call('sound.keepLane', {
      authorId,
      streamId: sound.stream.id,
      channel: sound.channel,
      feature
    })
    if (!kept) return
    await refreshProject()
    select({ trackId: kept.trackId, segmentIds: [] })
    toast(`${soundFeatures[feature.kind].name} is a trace of yours.`, {
      hint: 'It lies in the tracks under the waveform.'
    })
  } catch (error) {
    toastError(error)
  }
}
