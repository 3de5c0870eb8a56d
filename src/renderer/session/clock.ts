import { useSyncExternalStore } from 'react'
import { micros, type Micros } from '../../shared/domain/time'

/** A stretch of the recording. `end > start`. */
export interface TimeRange {
  readonly start: Micros
  readonly end: Micros
}

/** What moves time while playing: a media element, or the computer's own clock. */
export interface Driver {
  /** Time on the recording's clock, now. */
  now(): number
  play(): void
  pause(): void
  seek(time: Micros): void
  setRate(rate: number): void
}

export interface ClockState {
  readonly time: Micros
  readonly playing: boolean
  readonly rate: number
  readonly duration: Micros
  /** Played again and again while `looping`. */
  readonly range: TimeRange | undefined
  readonly looping: boolean
}

export interface Clock {
  get(): Micros
  /** Time at this very moment, also between two screen frames while playing. */
  now(): number
  state(): ClockState
  /** Called after every change, at most once per screen frame while playing. */
  subscribe(listener: (state: ClockState) => void): () => void
  seek(time: number): void
  play(): void
  pause(): void
  toggle(): void
  /** Play a range once, or again and again, and stop at its end. */
  playRange(range: TimeRange, loop?: boolean): void
  setRate(rate: number): void
  setLooping(looping: boolean, range?: TimeRange): void
  setDuration(duration: Micros): void
  /** Let a driver move time; the computer's clock does when there is none. Returns the function that lets go. */
  drive(driver: Driver): () => void
}

/** Time and frame source; replaced in tests. */
export interface ClockHost {
  nowMs(): number
  requestFrame(run: () => void): number
  cancelFrame(handle: number): void
}

export const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const
const clampRate = (rate: number): number => Math.max(0.25, Math.min(4, rate))

/** The next slower (-1) or faster (1) of the usual speeds. */
export function nextRate(rate: number, direction: -1 | 1): number {
  const candidates = RATES.filter((each) => (direction > 0 ? each > rate + 1e-6 : each < rate - 1e-6))
  return (direction > 0 ? candidates[0] : candidates.at(-1)) ?? clampRate(rate)
}

const browserHost: ClockHost = {
  nowMs: () => performance.now(),
  requestFrame: (run) => requestAnimationFrame(run),
  cancelFrame: (handle) => cancelAnimationFrame(handle)
}

/** Make a clock. One drives everything in the window: videos, cursors, lanes, transcript. */
export function createClock(host: ClockHost = browserHost): Clock {
  let state: ClockState = {
    time: micros(0),
    playing: false,
    rate: 1,
    duration: micros(0),
    range: undefined,
    looping: false
  }
  const own = computerDriver(host)
  let driver: Driver = own
  let frame: number | undefined
  /** Where playing stops, when a range is played once. */
  let stopAt: number | undefined
  const listeners = new Set<(state: ClockState) => void>()

  const set = (change: Partial<ClockState>): void => {
    state = { ...state, ...change }
    for (const listener of [...listeners]) listener(state)
  }
  const clamp = (time: number): Micros => micros(Math.max(0, Math.min(state.duration || time, time)))
  const seek = (time: number): void => {
    const at = clamp(time)
    driver.seek(at)
    set({ time: at })
  }
  const pause = (): void => {
    stopAt = undefined
    if (frame !== undefined) host.cancelFrame(frame)
    frame = undefined
    if (!state.playing) return
    // The picture that stands is the one the final time names: seek the driver to exactly that time.
    const at = clamp(driver.now())
    driver.pause()
    set({ playing: false, time: at })
    driver.seek(at)
  }
  const tick = (): void => {
    frame = host.requestFrame(tick)
    const time = driver.now()
    const { range, looping } = state
    if (looping && range && time >= range.end) return seek(range.start)
    if (stopAt !== undefined && time >= stopAt) {
      const end = stopAt
      pause()
      return seek(end)
    }
    if (state.duration > 0 && time >= state.duration) {
      return pause()
    }
    // A media element that has not started yet repeats its time; the listeners need not paint for that.
    if (micros(time) !== state.time) set({ time: clamp(time) })
  }
  const play = (): void => {
    const { range, looping } = state
    if (looping && range && (state.time < range.start || state.time >= range.end)) seek(range.start)
    else if (state.duration > 0 && state.time >= state.duration) seek(0)
    start()
  }
  const start = (): void => {
    if (state.playing) return
    driver.setRate(state.rate)
    driver.play()
    set({ playing: true })
    frame = host.requestFrame(tick)
  }

  return {
    get: () => state.time,
    now: () => (state.playing ? clamp(driver.now()) : state.time),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    seek(time) {
      stopAt = undefined
      seek(time)
    },
    play,
    pause,
    toggle() {
      if (state.playing) pause()
      else play()
    },
    playRange(range, loop = state.looping) {
      seek(range.start)
      set({ range, looping: loop })
      stopAt = loop ? undefined : range.end
      start()
    },
    setRate(rate) {
      const next = clampRate(rate)
      driver.setRate(next)
      set({ rate: next })
    },
    setLooping(looping, range) {
      set({ looping, range: range ?? state.range })
    },
    setDuration(duration) {
      if (duration !== state.duration) set({ duration })
    },
    drive(next) {
      const wasPlaying = state.playing
      if (wasPlaying) driver.pause()
      driver = next
      driver.setRate(state.rate)
      driver.seek(state.time)
      if (wasPlaying) driver.play()
      return () => {
        if (driver !== next) return
        pause()
        driver = own
        driver.seek(state.time)
      }
    }
  }
}

/** Time from the computer's clock, for recordings with nothing to play and for stretches without media. */
export function computerDriver(host: Pick<ClockHost, 'nowMs'> = browserHost): Driver {
  let base = 0
  let since: number | undefined
  let rate = 1
  const now = (): number => (since === undefined ? base : base + (host.nowMs() - since) * 1000 * rate)
  const rebase = (time: number): void => {
    base = time
    if (since !== undefined) since = host.nowMs()
  }
  return {
    now,
    play: () => void (since = host.nowMs()),
    pause() {
      base = now()
      since = undefined
    },
    seek: rebase,
    setRate(next) {
      rebase(now())
      rate = next
    }
  }
}

/** The clock of this window. */
export const clock = createClock()

/** How often text that follows the clock is drawn again while playing, in milliseconds. */
const TEXT_EVERY_MS = 80

/** Something of the clock for React: drawn at once when paused, about twelve times a second while playing. */
export function useClock<T extends string | number | boolean | undefined>(
  selector: (state: ClockState) => T
): T {
  return useSyncExternalStore(subscribeThrottled, () => selector(clock.state()))
}

function subscribeThrottled(notify: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const fire = (): void => {
    timer = undefined
    notify()
  }
  const stop = clock.subscribe((state) => {
    if (!state.playing) {
      clearTimeout(timer)
      fire()
    } else timer ??= setTimeout(fire, TEXT_EVERY_MS)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
