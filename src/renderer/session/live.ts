import type { Events } from '../../shared/contract'
import type { LiveAnswer } from '../../shared/contract/live'
import type { Problem } from '../../shared/domain/problem'
import { micros } from '../../shared/domain/time'
import { newPace, paced, type LivePace } from '../../shared/live/live-pace'
import { call, CallError, on } from '../client'
import { clock } from './clock'
import { showPanel } from './layout'
import { modelsShown } from './models-shown'
import { trackOf } from './project'
import { selection, selectionStore } from './selection'
import { makeStore } from './store'
import { toastError } from './toasts'

/** A model that follows the playhead, as this window shows it. */
export interface LiveState {
  /** Chosen by the user; what follows, while it does. */
  readonly modelId: string | undefined
  readonly phase: 'off' | 'opening' | 'on'
  /** It is to begin as soon as the panel knows which model is meant. */
  readonly wished: boolean
  readonly streamId?: string
  readonly recordingId?: string
  readonly provider?: string
  /** What it looks at are turns or segments, which may change meanwhile. */
  readonly fromTracks?: boolean
  readonly answer?: LiveAnswer
  /** Milliseconds from asking to the answer that is shown. */
  readonly delayMs?: number
  readonly pace: LivePace
  /** Why it stopped by itself. */
  readonly problem?: Problem
}

const off = { phase: 'off', wished: false, pace: newPace } as const
export const liveStore = makeStore<LiveState>({ modelId: undefined, ...off })
const live = (): LiveState => liveStore.getState()

/** Choose the model that is to follow; one that follows already gives way to it. */
export function chooseLiveModel(modelId: string): void {
  const { phase } = live()
  if (phase === 'off') liveStore.setState({ modelId, ...off }, true)
  else void startLive(modelId)
}

/** Show the panel and let a model follow: the one named, else the one chosen last or the first that fits. */
export function followWith(modelId?: string): void {
  const { phase } = live()
  showPanel('live')
  if (modelId !== undefined && phase !== 'off') return void startLive(modelId)
  liveStore.setState({ ...(modelId === undefined ? {} : { modelId }), wished: true })
}

/** Let a model follow, or stop the one that does. */
export const followOrStop = (): void => (live().phase === 'off' ? followWith() : stopLive())

/** Let a model follow the playhead of the open recording until it is stopped. */
export async function startLive(modelId: string): Promise<void> {
  const { recordingId } = selection()
  if (recordingId === undefined) return
  const before = live()
  const again = before.modelId === modelId && before.recordingId === recordingId
  // What was said last stays in sight while the same model is opened anew.
  const kept = again && before.answer ? { answer: before.answer } : {}
  liveStore.setState({ modelId, recordingId, phase: 'opening', wished: false, pace: newPace, ...kept }, true)
  const wanted = (): boolean => {
    const now = live()
    return now.phase === 'opening' && now.modelId === modelId && now.recordingId === recordingId
  }
  try {
    const { streamId, provider, fromTracks } = await call('live.start', { modelId, recordingId })
    if (!wanted()) return void call('live.stop', { streamId }).catch(toastError)
    const { answer: _, ...opened } = live()
    liveStore.setState({ ...opened, phase: 'on', streamId, provider, fromTracks }, true)
    follow()
  } catch (error) {
    if (wanted()) end(error)
  }
}

/** Stop following. */
export function stopLive(): void {
  const { streamId, modelId, phase } = live()
  if (phase === 'off') return
  liveStore.setState({ modelId, ...off }, true)
  if (streamId !== undefined) call('live.stop', { streamId }).catch(toastError)
}

/** Follow the clock and the open recording for as long as the panel is there. Returns the function that ends it. */
export function keepLive(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stops = [
    () => clearTimeout(timer),
    clock.subscribe(follow),
    on('changed', (change) => {
      const { phase, fromTracks, recordingId, modelId } = live()
      if (phase !== 'on' || !fromTracks || change.growing || !touches(change, recordingId)) return
      // Once somebody who corrects a turn comes to rest.
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (live().phase === 'on' && modelId !== undefined && modelId === live().modelId)
          void startLive(modelId)
      }, REST_MS)
    }),
    modelsShown.subscribe(({ shown }) => {
      if (!shown) stopLive()
    }),
    selectionStore.subscribe(({ recordingId }) => {
      const { phase, modelId, recordingId: followed } = live()
      if (phase === 'off' || recordingId === followed || modelId === undefined) return
      stopLive()
      if (recordingId !== undefined) void startLive(modelId)
    })
  ]
  return () => {
    for (const stop of stops) stop()
    stopLive()
  }
}

/** Turns that were changed are read again after this rest. */
const REST_MS = 600

const touches = ({ tables, recordingIds, trackIds }: Events['changed'], recordingId?: string): boolean =>
  (tables.includes('segment') || tables.includes('track')) &&
  (recordingIds.length + trackIds.length === 0 ||
    recordingIds.some((id) => id === recordingId) ||
    trackIds.some((id) => trackOf(id)?.recordingId === recordingId))

/** Ask about the playhead where what is shown does not hold for it; one question at a time, so that nothing piles up. */
function follow(): void {
  const { phase, streamId, answer } = live()
  if (phase !== 'on' || streamId === undefined || asking.has(streamId)) return
  const time = clock.now()
  if (answer && time >= answer.from && (answer.until === null || time < answer.until)) return
  asking.add(streamId)
  void ask(streamId, time).finally(() => {
    asking.delete(streamId)
    // The playhead may have gone on meanwhile.
    if (live().streamId === streamId) follow()
  })
}

/** Streams with a question under way. */
const asking = new Set<string>()

async function ask(streamId: string, time: number): Promise<void> {
  const { playing, rate } = clock.state()
  const atMs = performance.now()
  try {
    const answer = await call('live.ask', { streamId, time: micros(time) })
    if (live().streamId !== streamId || !answer) return
    const delayMs = performance.now() - atMs
    const dueMs = playing && answer.until !== null ? (answer.until - answer.from) / 1000 / rate : undefined
    liveStore.setState(({ pace }) => ({
      answer,
      delayMs,
      pace: paced(pace, { place: answer.place, time, atMs, playing, rate }, delayMs, dueMs)
    }))
  } catch (error) {
    if (live().streamId === streamId) end(error)
  }
}

/** It ended by itself: the model cannot follow, or the process that computes ended. */
function end(error: unknown): void {
  const { modelId } = live()
  const problem: Problem =
    error instanceof CallError
      ? error.problem
      : { code: 'live', message: error instanceof Error ? error.message : String(error), severity: 'error' }
  liveStore.setState({ modelId, ...off, problem }, true)
}
