import { micros, type Micros } from '../../../shared/domain/time'
import { registerActions } from '../actions'
import { currentAuthorId } from '../author'
import { clock } from '../clock'
import { selectedSpan } from '../desk-navigate'
import { undo } from '../edit'
import { showPanelIn } from '../layout'
import { refreshProject } from '../project'
import { selection } from '../selection'
import type { TimeRange } from '../selection'
import { toast, toastError } from '../toasts'
import { refusedByLock } from '../track-edits'
import { activeTake, setActiveTake } from './active-take'
import type { ActiveTake } from './active-take'
import { suits } from './devices'
import { isSurfaceShown, lastPointer } from './pointer-place'
import { chooseRating, ratingChoice, recallRatingChoice, sensitivityOf } from './rating-choice'
import type { RatingChoice } from './rating-choice'
import { makeRatingActions } from './rating-actions'
import { restingInput } from './rating-input'
import type { InputRules } from './rating-input'
import { clearRating, showRating } from './rating-live'
import { idle, rating, setRating } from './rating-status'
import type { RatingStatus } from './rating-status'
import { createSampler, gridOver, gridTime } from './sampler'
import type { SampleGrid } from './sampler'
import { dimsOfTrack, dimsText, ratedTrack } from './rating-tracks'
import type { TraceTrack } from './rating-tracks'
import { firstValues, openWriter } from './take-begin'
import { give, ratedDims } from './take-input'
import { flush, isBefore, tell } from './take-record'
import { watchTake } from './take-watch'

/** What a take would rate now: the stretch or segments selected, else from the playhead to the end of the recording. */
export function plannedSpan(
  range = selectedSpan(),
  time: number = clock.get(),
  duration: number = clock.state().duration
): TimeRange | undefined {
  if (duration <= 0) return undefined
  if (range && range.start < duration)
    return { start: micros(range.start), end: micros(Math.min(range.end, duration)) }
  // From the very end there is nothing to rate: the whole recording is meant.
  return { start: micros(time < duration - NEAR_END ? time : 0), end: micros(duration) }
}
const NEAR_END = 100_000

/** Start a take on the chosen track. */
export async function startTake(): Promise<void> {
  if (rating().phase !== 'idle') return
  const track = ratedTrack(selection().recordingId)
  const span = plannedSpan()
  const authorId = currentAuthorId()
  if (!track || authorId === undefined || !span) {
    showPanelIn('rate', 'rating')
    return toast('There is nothing to rate on yet.', { hint: 'The Rating panel asks what is rated.' })
  }
  if (refusedByLock([track])) return
  const grid = gridOver(span, track.trace.rateHz)
  if (grid.end <= grid.first)
    return toast('The chosen stretch is shorter than one sample.', { hint: 'Choose a longer stretch.' })
  const start = gridTime(grid.first, grid.rateHz)
  await recallRatingChoice()
  if (rating().phase !== 'idle') return
  const choice = ratingChoice()
  if (!isSurfaceShown()) showPanelIn('rate', 'rating')
  clock.pause()
  clock.setLooping(false)
  setRating({
    ...idle,
    phase: 'countdown',
    recordingId: track.recordingId,
    trackId: track.id,
    span: { start, end: gridTime(grid.end, grid.rateHz) },
    countdown: choice.countdown,
    last: rating().last
  })
  const values = await firstValues(track, start)
  // Dropped while the trace below was read.
  if (rating().phase !== 'countdown') return
  begin(track, grid, values, choice, authorId)
  cue(start)
  countDown(choice.countdown)
}

/** Start; or end, and keep what was rated. */
export function toggleTake(): void {
  if (rating().phase === 'idle') void startTake().catch(failed)
  else if (rating().phase === 'countdown') void abortTake()
  else void finishTake()
}

/** Stop sampling and playing; the take goes on with `resumeTake`. */
export function pauseTake(by: NonNullable<RatingStatus['pausedBy']>): void {
  const take = activeTake()
  if (!take || (rating().phase !== 'rating' && rating().phase !== 'countdown')) return
  setRating({ phase: 'paused', pausedBy: by, preRolling: false, countdown: 0 })
  clock.pause()
  give({ kind: 'rest' })
  take.sampler.suspend()
  take.lastMedia = undefined
  flush(take)
  tell(take)
}

/** Go on after a pause: the last seconds play again as a pre-roll, then sampling goes on where it stopped. */
export function resumeTake(): void {
  const take = activeTake()
  if (!take || rating().phase !== 'paused') return
  clock.pause()
  cue(take.sampler.next())
  roll()
}

/** Play / pause while a take is under way; a countdown waits, too. */
function pauseOrResume(): void {
  if (rating().phase === 'paused') resumeTake()
  else pauseTake('user')
}

/** End the take and keep what was rated. */
export async function finishTake(): Promise<void> {
  const take = activeTake()
  if (!take) return
  if (take.sampler.counts().count === 0) return abortTake()
  setRating({ phase: 'saving', missing: false, preRolling: false })
  leave(take)
  clock.pause()
  flush(take)
  await save(take)
}

/** Drop the take; the notice can still bring it back. */
export async function abortTake(): Promise<void> {
  const take = activeTake()
  setRating({ ...idle, last: rating().last })
  if (!take) return
  leave(take)
  clock.pause()
  flush(take)
  clearRating()
  await take.writer.abort().catch(toastError)
  if (take.all.length > 0)
    toast(`The take is dropped after ${lengthText(take)}.`, {
      hint: 'Nothing of it is in the trace.',
      action: { label: 'Keep it', run: () => void keepDropped(take).catch(toastError) }
    })
}

async function save(take: ActiveTake): Promise<void> {
  try {
    const takeId = await take.writer.finish()
    await refreshProject().catch(toastError)
    setRating({ ...idle, last: { takeId, counts: take.sampler.counts() } })
    toast(`${lengthText(take)} of ${dimsText(take.rules.dims).toLowerCase()} rated.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  } catch (error) {
    setRating({ ...idle, last: rating().last })
    toast(`The take could not be saved: ${error instanceof Error ? error.message : String(error)}`, {
      tone: 'bad',
      hint: 'What was rated is still here.',
      action: { label: 'Try again', run: () => void save(take) }
    })
  }
  clearRating()
}

function begin(
  track: TraceTrack,
  grid: SampleGrid,
  values: readonly number[],
  choice: RatingChoice,
  authorId: string
): void {
  const dims = dimsOfTrack(track)
  const device = suits(choice.device, track.trace.mode, dims.length) ? choice.device : 'mouse'
  if (device !== choice.device) chooseRating({ device })
  const rules: InputRules = {
    dims,
    mode: track.trace.mode,
    sensitivity: sensitivityOf(choice, device),
    levels: choice.levels
  }
  const writer = openWriter(track, grid, authorId, device, choice.fadeMs, (error) => {
    toastError(error)
    pauseTake('error')
  })
  const take: ActiveTake = {
    track,
    device,
    rules,
    grid,
    sampler: createSampler(grid, values, rules.mode === 'binary'),
    writer,
    input: restingInput(values, performance.now()),
    pad: undefined,
    all: [],
    pending: [],
    events: [[0, ...values]],
    flushedMs: 0,
    toldMs: 0,
    lastMedia: undefined,
    stops: []
  }
  setActiveTake(take)
  showRating(values, false)
  const place = lastPointer()
  if (device === 'mouse' && place && rules.mode === 'bounded') give({ kind: 'point', shares: place })
  // Actions of the same key that came later must not win while a take is under way.
  registerActions(ratingActions)
  watchTake(take, {
    pause: pauseTake,
    resume: resumeTake,
    begin: () => {
      if (rating().phase === 'countdown') roll()
    },
    finish: () => void finishTake(),
    forget: () => {
      leave(take)
      setRating(idle)
      clearRating()
    }
  })
}

/** Put the playhead where the pre-roll before a time begins. */
function cue(time: Micros): void {
  clock.seek(Math.max(0, time - ratingChoice().preRoll * 1e6))
}

function countDown(seconds: number): void {
  const take = activeTake()
  if (!take) return
  if (seconds <= 0) return roll()
  setRating({ countdown: seconds })
  const timer = setTimeout(() => {
    if (activeTake() === take && rating().phase === 'countdown') countDown(seconds - 1)
  }, 1000)
  take.stops.push(() => clearTimeout(timer))
}

/** Play, and sample as soon as the time of the next sample comes. */
function roll(): void {
  const take = activeTake()
  if (!take) return
  take.flushedMs = performance.now()
  setRating({
    phase: 'rating',
    countdown: 0,
    pausedBy: undefined,
    preRolling: isBefore(take)
  })
  clock.play()
}

function leave(take: ActiveTake): void {
  if (activeTake() === take) setActiveTake(undefined)
  take.stops.forEach((stop) => stop())
}

/** Bring back a take that was dropped a moment ago, from what the window still holds. */
async function keepDropped(take: ActiveTake): Promise<void> {
  const authorId = currentAuthorId()
  if (authorId === undefined) return
  const writer = openWriter(take.track, take.grid, authorId, take.device, ratingChoice().fadeMs, toastError)
  writer.add(take.all, [])
  await writer.finish()
  await refreshProject()
}

const lengthText = (take: ActiveTake): string =>
  `${(take.all.length / take.rules.dims.length / take.grid.rateHz).toFixed(1)} s`

const failed = (error: unknown): void => {
  toastError(error)
  void abortTake()
}

/** The actions of live rating, tied to this flow. */
export const ratingActions = makeRatingActions(
  { toggle: toggleTake, pauseOrResume, abort: () => void abortTake() },
  ratedDims
)
