import { activeTake } from './active-take'
import type { ActiveTake } from './active-take'
import type { DeviceId } from './devices'
import { readGamepad } from './gamepad'
import type { InputEvent } from './rating-input'
import { stepInput } from './rating-input'
import { showRating } from './rating-live'
import { isRating, setRating } from './rating-status'
import { gridTime } from './sampler'

/** Give an input to the take under way; what comes from another input than the chosen one is not meant as a rating. */
export function giveFrom(device: DeviceId, event: InputEvent, atMs = performance.now()): void {
  if (activeTake()?.device === device) give(event, atMs)
}

/** "Cannot rate", by key or gamepad, whatever the input. */
export const holdMissing = (on: boolean): void => give({ kind: 'missing', on })

/** Give an input to the take under way. */
export function give(event: InputEvent, atMs = performance.now()): void {
  const take = activeTake()
  if (!take) return
  const before = take.input
  const { state, mark } = stepInput(before, event, atMs, take.rules)
  take.input = state
  const changed =
    state.missing !== before.missing || state.values.some((value, at) => value !== before.values[at])
  if (!changed && mark === undefined) return
  if (mark !== undefined) take.sampler.mark(state.atMs, mark)
  if (changed) {
    const binary = take.rules.mode === 'binary'
    const shown = binary ? state.values.map(() => 0) : state.values
    take.sampler.change(state.atMs, state.missing ? shown.map(() => Number.NaN) : shown)
    showRating(state.values, state.missing)
    if (state.missing !== before.missing) setRating({ missing: state.missing })
  }
  if (event.kind !== 'time') log(take, mark)
}

/** Raw input, on the recording's clock: milliseconds since the start of the take, then the values; no values: cannot rate. */
function log(take: ActiveTake, mark: 1 | -1 | undefined): void {
  const media = take.sampler.mediaAt(take.input.atMs)
  if (media === undefined) return
  const atMs = (media - gridTime(take.grid.first, take.grid.rateHz)) / 1000
  if (atMs < 0) return
  take.events.push([
    Math.round(atMs * 1000) / 1000,
    ...(take.input.missing ? [] : mark === undefined ? take.input.values : [mark])
  ])
}

/** The wheel turned: browsers tell lines or about a hundred pixels for one notch. */
export function turnWheel(take: ActiveTake, event: WheelEvent): void {
  if (take.device !== 'wheel' || event.ctrlKey || event.altKey) return
  event.preventDefault()
  event.stopPropagation()
  const across = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
  const delta = across && event.deltaX !== 0 ? event.deltaX : event.deltaY
  const notches = -delta / (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 100 : 3)
  const plane = take.rules.dims.length > 1
  const dim = plane && !across ? 1 : 0
  give({ kind: 'wheel', dim, notches: plane && across ? -notches : notches }, event.timeStamp)
}

/** Read the gamepad and take its stick as the rating; true when its play button went down. */
export function readPad(take: ActiveTake, wallMs: number): boolean {
  const pad = readGamepad()
  const before = take.pad
  take.pad = pad
  if (!pad) return false
  if (pad.missing !== (before?.missing ?? false)) give({ kind: 'missing', on: pad.missing }, wallMs)
  const axes = take.rules.dims.length > 1 ? [pad.x, pad.y] : [pad.y]
  give({ kind: 'stick', axes }, wallMs)
  return pad.play && before !== undefined && !before.play
}

/** Whether the input of a take under way is this one. */
export const ratesBy = (device: DeviceId): boolean => isRating() && activeTake()?.device === device

/** Dimensions of the take under way. */
export const ratedDims = (): number => activeTake()?.rules.dims.length ?? 0
