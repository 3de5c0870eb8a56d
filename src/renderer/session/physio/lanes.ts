import { laneBands, laneName } from '../../../shared/physio/measures/feature-lane'
import type { FeatureLane } from '../../../shared/physio/measures/feature-lane'
import { eventTracksOf } from '../../../shared/physio/measures/event-tracks'
import type { EventTracks } from '../../../shared/physio/measures/event-tracks'
import type { Stream } from '../../../shared/domain/rows'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { call } from '../../client'
import { currentAuthorId } from '../author'
import { project, refreshProject } from '../project'
import { select, selection } from '../selection'
import { typeOf } from '../signals/channels'
import { toast, toastError } from '../toasts'
import { chosenOf, physioChoice } from './choice'

/** A curve that a recording can have, with its name. */
export interface PossibleLane {
  readonly lane: FeatureLane
  readonly name: string
}

const KINDS: Partial<Record<ChannelType, readonly ('tonic' | 'phasic' | 'envelope' | 'temperature')[]>> = {
  eda: ['tonic', 'phasic'],
  emg: ['envelope'],
  temp: ['temperature']
}

/** Every curve that tracks and good channels of a recording allow; band powers last. */
export function possibleLanes(streams: readonly Stream[], chosen: EventTracks): readonly PossibleLane[] {
  const lanes: PossibleLane[] = []
  if (chosen.beats !== undefined) lanes.push(named({ kind: 'heart-rate' }))
  if (chosen.breaths !== undefined) lanes.push(named({ kind: 'breath-rate' }))
  const powers: PossibleLane[] = []
  for (const stream of streams.filter(({ kind }) => kind === 'signal'))
    for (const [channel, facts] of (stream.info.channels ?? []).entries()) {
      if (facts.bad) continue
      const type = typeOf(facts)
      const own = { streamId: stream.id, channel }
      for (const kind of KINDS[type] ?? []) lanes.push(named({ kind, ...own }, facts.label))
      if (type === 'motion' && /x$/i.test(facts.label.trim()) && ACCELERATION.test(facts.unit))
        lanes.push(named({ kind: 'activity', ...own }, facts.label))
      if (type === 'eeg')
        for (const band of laneBands) powers.push(named({ kind: 'band-power', ...own, band }, facts.label))
    }
  return [...lanes, ...powers]
}

const ACCELERATION = /^\s*(m?g|m\/s(\^?2|²))\s*$/i

const named = (lane: FeatureLane, label?: string): PossibleLane => ({
  lane,
  name: laneName(lane, label?.trim())
})

/** Compute a curve and keep it as a trace of mine; what was kept of it before is replaced. */
export async function keepLane(recordingId: string, { lane, name }: PossibleLane): Promise<void> {
  const authorId = currentAuthorId()
  if (authorId === undefined) return
  const { settings, tracks } = physioChoice()
  try {
    const kept = await call('signal.keepLane', {
      recordingId,
      authorId,
      slot: 'feature-lane',
      lane,
      settings,
      tracks: chosenOf(tracks[recordingId])
    })
    if (!kept) return
    await refreshProject()
    select({ trackId: kept.trackId, segmentIds: [] })
    toast(`${name} is a trace of yours.`, {
      hint: 'It lies in the tracks; keep it again after you corrected what it is made of.'
    })
  } catch (error) {
    toastError(error)
  }
}

/** Whether the open recording has a track of heart beats. */
export const hasBeats = (): boolean => beatsHere() !== undefined

/** Keep the heart rate of the open recording. */
export async function keepHeartRate(): Promise<void> {
  const { recordingId } = selection()
  if (recordingId !== undefined && hasBeats()) await keepLane(recordingId, named({ kind: 'heart-rate' }))
}

function beatsHere(): string | undefined {
  const { recordingId } = selection()
  if (recordingId === undefined) return undefined
  const picked = physioChoice().tracks[recordingId]
  return picked?.beats === null
    ? undefined
    : eventTracksOf(project().index.tracksByRecording.get(recordingId) ?? [], chosenOf(picked)).beats
}
