import { toMedia, type Micros, type StreamClock } from '../../shared/domain/time'
import { exactFrames, type ExactFrames } from './playback-exact'
import { seekable } from './playback-element'
import type { FrameTable } from './frame-table'

/** What a video shows now. */
export interface PictureState {
  /** Frame that belongs to the clock's time; undefined while the frame table is not known. */
  readonly wanted: number | undefined
  /** Frame proven to be on screen: by the element's own report, or drawn from the decoder. */
  readonly shown: number | undefined
  readonly by: 'element' | 'decoder'
}

/** A video element that always ends on the right frame, with a canvas over it for frames drawn from the decoder. */
export interface Picture {
  readonly element: HTMLVideoElement
  readonly overlay: HTMLCanvasElement
  state(): PictureState
  subscribe(listener: () => void): () => void
  /** Show the frame of a time. `step`: single frames are being stepped, decode the neighbours too. */
  show(time: Micros, step?: boolean): void
  /** The element will play from a time: hand the screen back to it. */
  release(time: Micros): void
  setTable(table: FrameTable): void
  dispose(): void
}

/** While frames are stepped from the cache the element follows this much later, so that both do not compete. */
const ELEMENT_REST_MS = 150
/** How long the element may take after a seek to report which frame it shows, before the decoder is asked. */
const REPORT_WAIT_MS = 120
/** A picture that stood this long may be stepped next. */
const WARM_UP_MS = 400
/** After this many wrong frames the decoder is asked at once instead of waiting for the element (variable rates with B-frames). */
const DISTRUST_AFTER = 2
/** An element this close to the clock plays on from where it is. */
const RELEASE_TOLERANCE_S = 0.03
/** How far before the end of the decoded frames the next ones are fetched. */
const READ_AHEAD_FRAMES = 6

/** Make the picture of one video file. */
export function picture(
  element: HTMLVideoElement,
  url: string,
  streamIndex: number,
  place: StreamClock
): Picture {
  const overlay = document.createElement('canvas')
  overlay.hidden = true
  const listeners = new Set<() => void>()
  let state: PictureState = { wanted: undefined, shown: undefined, by: 'element' }
  let table: FrameTable | undefined
  let exact: ExactFrames | undefined
  /** The element has told its frame since the last seek was asked for. */
  let hasReported = false
  let mistakes = 0
  let restTimer: ReturnType<typeof setTimeout> | undefined
  let reportTimer: ReturnType<typeof setTimeout> | undefined
  let warmTimer: ReturnType<typeof setTimeout> | undefined
  let last: Micros | undefined
  /** Frame asked for by a step: the seek of the clock that follows it is for the same frame. */
  let stepped: number | undefined
  let disposed = false

  const set = (change: Partial<PictureState>): void => {
    state = { ...state, ...change }
    if (state.shown !== undefined && state.shown === state.wanted) warmUp()
    overlay.hidden = state.by !== 'decoder'
    for (const listener of [...listeners]) listener()
  }
  /** The picture rests on a frame: decode its neighbours, so that the first step is as quick as the next ones. */
  const warmUp = (): void => {
    clearTimeout(warmTimer)
    warmTimer = setTimeout(() => {
      const { wanted, shown } = state
      if (
        wanted !== undefined &&
        wanted === shown &&
        element.paused &&
        element.isConnected &&
        !exact?.cached(wanted)
      )
        void exact?.get(wanted)
    }, WARM_UP_MS)
  }
  const seeker = seekable(element, () => {
    clearTimeout(reportTimer)
    if (!table || state.shown === state.wanted) return
    if (hasReported) void correct()
    else reportTimer = setTimeout(() => void correct(), REPORT_WAIT_MS)
  })

  const draw = (frame: number): boolean => {
    const sample = exact?.cached(frame)
    if (!sample) return false
    if (overlay.width !== sample.displayWidth) overlay.width = sample.displayWidth
    if (overlay.height !== sample.displayHeight) overlay.height = sample.displayHeight
    const context = overlay.getContext('2d', { alpha: false })
    if (!context) return false
    sample.draw(context, 0, 0, overlay.width, overlay.height)
    set({ shown: frame, by: 'decoder' })
    return true
  }
  /** The element ended on another frame, or said nothing: decode the wanted one. */
  const correct = async (): Promise<void> => {
    const frame = state.wanted
    if (frame === undefined || !exact || !element.paused || state.shown === frame) return
    // A picture nobody sees reports nothing and needs no correction.
    if (!element.isConnected) return
    if (hasReported && !seeker.busy()) mistakes++
    await exact.get(frame)
    if (!disposed && element.paused && state.wanted === frame && state.shown !== frame) draw(frame)
  }

  /** Stepping nears the end of what is decoded: have the next frames ready. */
  const readAhead = (frames: FrameTable, frame: number, direction: -1 | 1): void => {
    const next = frame + direction * READ_AHEAD_FRAMES
    if (next >= 0 && next < frames.count && !exact?.cached(next)) void exact?.get(next)
  }

  const report = (_now: number, meta: VideoFrameCallbackMetadata): void => {
    if (disposed) return
    element.requestVideoFrameCallback(report)
    hasReported = true
    if (!table || state.by === 'decoder') return
    const shown = table.nearest(meta.mediaTime * 1e6)
    set({ shown })
    if (element.paused && !seeker.busy() && shown !== state.wanted) void correct()
  }
  element.requestVideoFrameCallback(report)

  const seekElement = (time: Micros): void => {
    const media = toMedia(place, time)
    hasReported = false
    const at = table && element.paused ? table.middleOf(table.frameAt(media)) : media
    seeker.seek(Math.max(0, at / 1e6))
  }

  return {
    element,
    overlay,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    show(time, step = false) {
      last = time
      clearTimeout(warmTimer)
      clearTimeout(restTimer)
      clearTimeout(reportTimer)
      if (!table || !element.paused) return seekElement(time)
      const wanted = table.frameAt(toMedia(place, time))
      if (!step && wanted === stepped) return
      stepped = step ? wanted : undefined
      const direction = wanted < (state.wanted ?? wanted) ? -1 : 1
      if (wanted === state.wanted && state.shown === wanted && !seeker.busy()) return
      if (!step) exact?.rest()
      set({ wanted })
      if (draw(wanted)) {
        restTimer = setTimeout(() => seekElement(time), ELEMENT_REST_MS)
        if (step) readAhead(table, wanted, direction)
        return
      }
      set({ by: 'element', shown: undefined })
      seekElement(time)
      if (step || mistakes >= DISTRUST_AFTER) void correct()
    },
    release(time) {
      clearTimeout(warmTimer)
      clearTimeout(restTimer)
      clearTimeout(reportTimer)
      stepped = undefined
      last = time
      const seconds = Math.max(0, toMedia(place, time) / 1e6)
      // Within a frame the element already stands right; a jump would only cost a pause before the first picture.
      if (seeker.busy() || Math.abs(element.currentTime - seconds) > RELEASE_TOLERANCE_S)
        seeker.force(seconds)
      exact?.rest()
      set({ by: 'element', wanted: undefined })
    },
    setTable(next) {
      table = next
      exact?.dispose()
      exact = exactFrames(url, streamIndex, next)
      if (last !== undefined) this.show(last)
    },
    dispose() {
      disposed = true
      clearTimeout(warmTimer)
      clearTimeout(restTimer)
      clearTimeout(reportTimer)
      seeker.dispose()
      exact?.dispose()
      listeners.clear()
    }
  }
}
