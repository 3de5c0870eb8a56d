import type { TraceMode } from '../../../shared/domain/take'
import { DEAD_ZONE, KEY_SPEED, STICK_SPEED, WHEEL_STEP } from './devices'
import type { TraceDim } from './trace-attributes'

/** How what is done with an input becomes a value. */
export interface InputRules {
  /** One dimension, or two: level axis first. */
  readonly dims: readonly TraceDim[]
  readonly mode: TraceMode
  readonly sensitivity: number
  /** Number of levels that the digits 1, 2, 3 ... stand for. */
  readonly levels: number
}

/** What was done. Directions: 1 is up or right. `dim` is the dimension meant, 0 or 1. */
export type InputEvent =
  /** The pointer stands here: share of each dimension, 0 at the low end, 1 at the high end. */
  | { readonly kind: 'point'; readonly shares: readonly number[] }
  /** The pointer left or was lifted. */
  | { readonly kind: 'lift' }
  /** A press on the upper (1) or lower (-1) half. */
  | { readonly kind: 'tap'; readonly direction: 1 | -1 }
  | { readonly kind: 'wheel'; readonly dim: number; readonly notches: number }
  | { readonly kind: 'hold'; readonly dim: number; readonly direction: 1 | -1; readonly down: boolean }
  | { readonly kind: 'level'; readonly level: number }
  /** Stick from -1 to 1 in each dimension, up and right positive. */
  | { readonly kind: 'stick'; readonly axes: readonly number[] }
  /** Cannot rate, as long as it is on. */
  | { readonly kind: 'missing'; readonly on: boolean }
  /** Time goes on: what is held moves. */
  | { readonly kind: 'time' }
  /** Everything held is let go. */
  | { readonly kind: 'rest' }

export interface InputState {
  /** The rating as it stands, also while it is marked as missing. */
  readonly values: readonly number[]
  readonly missing: boolean
  /** Speed of each dimension by what is held, shares of the scale per second. */
  readonly speeds: readonly number[]
  readonly held: readonly { readonly dim: number; readonly direction: 1 | -1 }[]
  /** Where the pointer stood, for scales without ends. */
  readonly pointer: readonly number[] | undefined
  /** A stick past its threshold has marked already. */
  readonly stickOut: boolean
  readonly atMs: number
}

/** The state that a rating begins in. */
export const restingInput = (values: readonly number[], atMs: number): InputState => ({
  values,
  missing: false,
  speeds: values.map(() => 0),
  held: [],
  pointer: undefined,
  stickOut: false,
  atMs
})

/**
 * One step. `mark` is a change mark of the binary mode; bounded values stay within their range, unbounded ones add up
 * without end. Things held move the value in proportion to the time since the last step.
 */
export function stepInput(
  before: InputState,
  event: InputEvent,
  atMs: number,
  rules: InputRules
): { readonly state: InputState; readonly mark: 1 | -1 | undefined } {
  const state = moved(before, atMs, rules)
  const done = (change: Partial<InputState> = {}, mark?: 1 | -1): ReturnType<typeof stepInput> => ({
    state: { ...state, ...change },
    mark
  })
  const binary = rules.mode === 'binary'
  switch (event.kind) {
    case 'time':
      return done()
    case 'rest':
      return done({ speeds: state.speeds.map(() => 0), held: [], pointer: undefined, missing: false })
    case 'missing':
      return done({ missing: event.on })
    case 'lift':
      return done({ pointer: undefined })
    case 'tap':
      return binary ? done({}, event.direction) : done()
    case 'point':
      return binary ? done() : done({ pointer: event.shares, values: pointed(state, event.shares, rules) })
    case 'wheel':
      if (binary) return done({}, event.notches > 0 ? 1 : event.notches < 0 ? -1 : undefined)
      return done({
        values: shifted(state.values, event.dim, event.notches * WHEEL_STEP * rules.sensitivity, rules)
      })
    case 'hold': {
      if (binary) return event.down ? done({}, event.direction) : done()
      const others = state.held.filter((each) => each.dim !== event.dim || each.direction !== event.direction)
      const held = event.down ? [...others, { dim: event.dim, direction: event.direction }] : others
      return done({ held, speeds: heldSpeeds(held, rules) })
    }
    case 'level': {
      const dim = rules.dims[0]
      if (!dim || rules.mode !== 'bounded' || event.level < 1 || event.level > rules.levels) return done()
      return done({ values: [levelValue(dim, event.level, rules.levels), ...state.values.slice(1)] })
    }
    case 'stick':
      return stick(state, event.axes, rules)
  }
}

/** Value of a level: 1 is the low end, `levels` the high end. */
export const levelValue = (dim: TraceDim, level: number, levels: number): number =>
  levels < 2 ? dim.neutral : dim.min + ((level - 1) / (levels - 1)) * (dim.max - dim.min)

/** Travel of a stick beyond its dead zone, -1 to 1. */
export function stickTravel(axis: number): number {
  const size = Math.min(1, Math.abs(axis))
  return size <= DEAD_ZONE ? 0 : (Math.sign(axis) * (size - DEAD_ZONE)) / (1 - DEAD_ZONE)
}

function stick(
  state: InputState,
  axes: readonly number[],
  rules: InputRules
): { readonly state: InputState; readonly mark: 1 | -1 | undefined } {
  const travels = rules.dims.map((_, index) => stickTravel(axes[index] ?? 0))
  const [travel = 0] = travels
  if (rules.mode === 'binary') {
    // Past half way it marks once, and again only after it came back.
    const out = state.stickOut ? Math.abs(travel) > 0.3 : Math.abs(travel) > 0.5
    return {
      state: { ...state, stickOut: out },
      mark: out && !state.stickOut ? (travel > 0 ? 1 : -1) : undefined
    }
  }
  if (rules.mode === 'unbounded') {
    const speeds = travels.map((each) => each * STICK_SPEED * rules.sensitivity)
    return { state: { ...state, speeds }, mark: undefined }
  }
  const values = rules.dims.map((dim, index) => {
    const half = (dim.max - dim.min) / 2
    return within(dim, dim.min + half + (travels[index] ?? 0) * half * rules.sensitivity)
  })
  return { state: { ...state, values }, mark: undefined }
}

function moved(state: InputState, atMs: number, rules: InputRules): InputState {
  // An event may tell of a moment just before the last reading; time never runs back here.
  const now = Math.max(atMs, state.atMs)
  const seconds = (now - state.atMs) / 1000
  if (seconds === 0 || state.speeds.every((speed) => speed === 0)) return { ...state, atMs: now }
  const values = state.speeds.reduce<readonly number[]>(
    (sofar, speed, index) => shifted(sofar, index, speed * seconds, rules),
    state.values
  )
  return { ...state, values, atMs: now }
}

function pointed(state: InputState, shares: readonly number[], rules: InputRules): readonly number[] {
  return rules.dims.map((dim, index) => {
    const share = shares[index] ?? 0.5
    const range = dim.max - dim.min
    if (rules.mode === 'bounded')
      return within(dim, dim.min + (0.5 + (share - 0.5) * rules.sensitivity) * range)
    const moved = share - (state.pointer?.[index] ?? share)
    return (state.values[index] ?? dim.neutral) + moved * range * rules.sensitivity
  })
}

const shifted = (
  values: readonly number[],
  index: number,
  share: number,
  rules: InputRules
): readonly number[] =>
  values.map((value, each) => {
    const dim = rules.dims[each]
    if (each !== index || !dim) return value
    const next = value + share * (dim.max - dim.min)
    return rules.mode === 'bounded' ? within(dim, next) : next
  })

function heldSpeeds(held: InputState['held'], rules: InputRules): readonly number[] {
  return rules.dims.map((_, index) =>
    held
      .filter(({ dim }) => dim === index)
      .reduce((sum, { direction }) => sum + direction * KEY_SPEED * rules.sensitivity, 0)
  )
}

const within = (dim: TraceDim, value: number): number => Math.min(dim.max, Math.max(dim.min, value))
