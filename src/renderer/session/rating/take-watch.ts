import type { Micros } from '../../../shared/domain/time'
import { clock } from '../clock'
import { project, projectStore } from '../project'
import { selection, selectionStore } from '../selection'
import type { ActiveTake } from './active-take'
import { rating } from './rating-status'
import type { RatingStatus } from './rating-status'
import { flush, takeLatched, tell } from './take-record'
import { give, readPad, turnWheel } from './take-input'

/** What a take under way may ask for by itself. */
export interface TakeSteps {
  pause(by: NonNullable<RatingStatus['pausedBy']>): void
  resume(): void
  /** Sample from now on, without the rest of the countdown. */
  begin(): void
  finish(): void
  /** Another project is open: what is on the disk stays there as a draft. */
  forget(): void
}

/** How often input and clock are read, milliseconds: the shortest a browser's timer goes. */
const TICK_MS = 4
/** Samples go to the disk this often at the latest while rating. */
const FLUSH_MS = 300
/** Text about the take is drawn this often. */
const STATUS_MS = 120
/** The clock moved by hand, not by playing: back by this much or forward by this much more than the time that passed, µs. */
const JUMP_BACK = 300_000
const JUMP_FORWARD = 1_000_000

/** Read input and clock of a take, and follow window, recording and project, until its stops are called. */
export function watchTake(take: ActiveTake, steps: TakeSteps): void {
  const timer = setInterval(() => tick(take, steps), TICK_MS)
  const lostFocus = (): void => steps.pause('focus')
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') steps.pause('focus')
  }
  const wheel = (event: WheelEvent): void => turnWheel(take, event)
  const projectId = project().snapshot?.project.id
  window.addEventListener('blur', lostFocus)
  document.addEventListener('visibilitychange', hidden)
  window.addEventListener('wheel', wheel, { passive: false, capture: true })
  take.stops.push(
    () => clearInterval(timer),
    () => window.removeEventListener('blur', lostFocus),
    () => document.removeEventListener('visibilitychange', hidden),
    () => window.removeEventListener('wheel', wheel, { capture: true }),
    clock.subscribe(({ playing, time }) => {
      const { phase } = rating()
      if (phase === 'rating' && !playing) stopped(take, time, steps)
      // Played by another button than ours: after the clock has said so to everybody.
      else if (phase === 'paused' && playing) queueMicrotask(steps.resume)
      else if (phase === 'countdown' && playing) queueMicrotask(steps.begin)
    }),
    selectionStore.subscribe(() => {
      if (selection().recordingId !== take.track.recordingId) steps.finish()
    }),
    projectStore.subscribe(({ snapshot }) => {
      if (snapshot?.project.id !== projectId) steps.forget()
    })
  )
}

function tick(take: ActiveTake, steps: TakeSteps): void {
  const wallMs = performance.now()
  if (take.device === 'gamepad' && readPad(take, wallMs)) {
    if (rating().phase === 'paused') return steps.resume()
    if (rating().phase === 'rating') return steps.pause('user')
  }
  if (take.input.speeds.some((speed) => speed !== 0)) give({ kind: 'time' }, wallMs)
  if (rating().phase !== 'rating') return
  const media = clock.now()
  const { lastMedia } = take
  const { rate } = clock.state()
  take.lastMedia = { media, wallMs }
  if (lastMedia && jumped(lastMedia, media, wallMs, rate)) return steps.pause('jump')
  take.sampler.advance(media, wallMs, rate)
  takeLatched(take)
  if (take.sampler.full()) return steps.finish()
  if (wallMs - take.flushedMs >= FLUSH_MS) flush(take)
  if (wallMs - take.toldMs >= STATUS_MS) tell(take)
}

/** Whether somebody moved the playhead. */
function jumped(
  before: { readonly media: number; readonly wallMs: number },
  media: number,
  wallMs: number,
  rate: number
): boolean {
  const passed = (wallMs - before.wallMs) * 1000 * rate
  return media < before.media - JUMP_BACK || media > before.media + passed + JUMP_FORWARD
}

/** The recording stopped: at its end the take is complete, else it waits. */
function stopped(take: ActiveTake, time: Micros, steps: TakeSteps): void {
  take.sampler.advance(time, performance.now(), clock.state().rate)
  takeLatched(take)
  if (take.sampler.full() || time >= clock.state().duration) steps.finish()
  else steps.pause('user')
}
