import type { CallInput } from '../../../shared/contract'
import { laneBands, laneName } from '../../../shared/physio/measures/feature-lane'
import type { FeatureLane } from '../../../shared/physio/measures/feature-lane'
import { eventTracksOf } from '../../../shared/physio/measures/event-tracks'
import type { EventTracks } from '../../../shared/physio/measures/event-tracks'
import type { Stream } from '../../../shared/domain/rows'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { call } from '../../client'
import { currentAuthorId } from '../author'
import { project, refreshProject, streamsOf } from '../project'
import { select, selection } from '../selection'
import { typeOf } from '../signals/channels'
import { toast, toastError } from '../toasts'
import { chosenOf, physioChoice } from './choice'
import { keptLanesOf } from './kept-lanes'
import type { KeptLane } from './kept-lanes'
import { viewsOf } from './views'

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

/** Compute a curve and keep it as a trace of mine; what was kept of it before is replaced. It is a job: watched and stopped in the status bar. */
export async function keepLane(
  recordingId: string,
  { lane, name }: PossibleLane,
  rateHz?: number
): Promise<void> {
  const { settings, tracks } = physioChoice()
  const views = laneViews(recordingId)
  const asked = { lane, settings, tracks: chosenOf(tracks[recordingId]), rateHz, views }
  if (!(await keep(recordingId, asked))) return
  toast(`${name} is a trace of yours.`, {
    hint: 'It lies in the tracks; “Heart, skin and breath in numbers” says when it is out of date.'
  })
}

/** Compute kept curves again, each with its own settings, of what is there now. */
export async function keepAgain(recordingId: string, lanes: readonly KeptLane[]): Promise<void> {
  const views = laneViews(recordingId)
  let done = 0
  for (const { facts } of lanes) {
    const { lane, settings, events, rateHz, seen } = facts
    // A curve of the signal as recorded stays one.
    const own = seen === undefined && lane.kind === 'band-power' ? undefined : views
    if (!(await keep(recordingId, { lane, settings, tracks: events, rateHz, views: own }))) break
    done++
  }
  if (done > 0) toast(done === 1 ? 'The lane is up to date.' : `${done} lanes are up to date.`)
}

async function keep(
  recordingId: string,
  asked: Omit<CallInput<'signal.keepLane'>, 'recordingId' | 'authorId'>
): Promise<boolean> {
  const authorId = currentAuthorId()
  if (authorId === undefined) return false
  try {
    const kept = await call('signal.keepLane', { recordingId, authorId, ...asked })
    if (!kept) return false
    await refreshProject()
    select({ trackId: kept.trackId, segmentIds: [] })
    return true
  } catch (error) {
    toastError(error)
    return false
  }
}

const laneViews = (recordingId: string): CallInput<'signal.keepLane'>['views'] =>
  physioChoice().bandsOf === 'view' ? viewsOf(streamsOf(recordingId)) : undefined

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

/** Lanes of the open recording, kept by who works here, that are out of date. */
export function staleHere(): readonly KeptLane[] {
  const { recordingId } = selection()
  return recordingId === undefined ? [] : keptLanesOf(recordingId).filter(({ stale }) => stale)
}

/** Make them again. */
export async function keepStale(): Promise<void> {
  const { recordingId } = selection()
  if (recordingId !== undefined) await keepAgain(recordingId, staleHere())
}
