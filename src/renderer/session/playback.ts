import {
  fromSeconds,
  micros,
  toMaster,
  toMedia,
  type Micros,
  type StreamClock
} from '../../shared/domain/time'
import type { MediaFile, Recording, Stream } from '../../shared/domain/rows'
import { clock, computerDriver, type Driver } from './clock'
import { loadFrameTable, masterFrames, type MasterFrames } from './frame-table'
import { followRate, seekable } from './playback-element'
import { picture, type Picture } from './playback-picture'
import { makeStore } from './store'

/** A file of the recording that the window plays. */
export interface PlayedFile {
  readonly file: MediaFile
  readonly kind: 'video' | 'audio'
  readonly stream: Stream
  readonly element: HTMLMediaElement
  /** Videos only. */
  readonly picture: Picture | undefined
  readonly state: 'loading' | 'ready' | 'failed'
}

export interface Playback {
  readonly recordingId: string | undefined
  /** Videos first; the first one leads, the others follow it. */
  readonly files: readonly PlayedFile[]
  /** Frames of the leading video on the recording's clock, once read. */
  readonly frames: MasterFrames | undefined
  readonly muted: boolean
  /** File that is heard; one at a time, so that two microphones never echo. */
  readonly heardFileId: string | undefined
}

const store = makeStore<Playback>({
  recordingId: undefined,
  files: [],
  frames: undefined,
  muted: false,
  heardFileId: undefined
})
export const usePlayback = <T>(selector: (state: Playback) => T): T => store(selector)
export const playback = (): Playback => store.getState()

/** A step where no video says how long a frame is. */
const STEP_WITHOUT_FRAMES = fromSeconds(0.04)

/** Stop playing and go a number of frames back or forward. */
export function stepFrames(count: number): void {
  clock.pause()
  const { frames, files } = playback()
  const now = clock.get()
  if (!frames) return clock.seek(now + count * STEP_WITHOUT_FRAMES)
  const target = Math.max(0, Math.min(frames.table.count - 1, frames.frameAt(now) + count))
  const time = frames.timeOf(target)
  for (const { picture: shown } of files) shown?.show(time, true)
  clock.seek(time)
}

/** Time one frame before or after a time, for nudging edges. */
export function frameBeside(time: Micros, count: number): Micros {
  const { frames } = playback()
  if (!frames) return micros(Math.max(0, time + count * STEP_WITHOUT_FRAMES))
  const frame = frames.frameAt(time)
  const onFrame = frames.timeOf(frame)
  // From inside a frame, "back" first goes to its own start.
  return frames.timeOf(frame + (count < 0 && time > onFrame ? count + 1 : count))
}

export function setMuted(muted: boolean): void {
  store.setState({ muted })
  applySound()
}

/** Hear another file of the recording. */
export function listenTo(fileId: string): void {
  store.setState({ heardFileId: fileId, muted: false })
  applySound()
}

/** Whether a file can be played in the window now. */
export const isPlayable = (file: MediaFile): boolean =>
  !file.missing && (file.playback === 'direct' || (file.playback === 'proxy' && file.proxyPath !== undefined))

/** Load the media of a recording and let them drive the clock. Returns the function that lets go of everything. */
export function openPlayback(
  recording: Recording,
  files: readonly MediaFile[],
  streams: readonly Stream[]
): () => void {
  clock.pause()
  const stops: (() => void)[] = []
  const opened = files.filter(isPlayable).flatMap((file) => openFile(file, streams, stops))
  opened.sort((a, b) => Number(b.kind === 'video') - Number(a.kind === 'video'))
  store.setState({
    recordingId: recording.id,
    files: opened,
    frames: undefined,
    heardFileId: usuallyHeard(opened, streams)
  })
  applySound()
  const [leader, ...followers] = opened
  if (leader) stops.push(clock.drive(mediaDriver(leader)))
  if (followers.length > 0) stops.push(followAll(leader, followers))
  readTables(opened, stops)
  return () => {
    clock.pause()
    for (const stop of stops.reverse()) stop()
    store.setState({ recordingId: undefined, files: [], frames: undefined })
  }
}

function openFile(file: MediaFile, streams: readonly Stream[], stops: (() => void)[]): PlayedFile[] {
  const own = streams.filter((stream) => stream.fileId === file.id)
  const stream = own.find((each) => each.kind === 'video') ?? own.find((each) => each.kind === 'audio')
  if (!stream) return []
  const kind = stream.kind === 'video' ? 'video' : 'audio'
  const url = `lab://media/${encodeURIComponent(file.id)}`
  const element = document.createElement(kind)
  element.crossOrigin = 'anonymous'
  element.preload = 'auto'
  element.preservesPitch = true
  if (element instanceof HTMLVideoElement) element.playsInline = true
  const shown = element instanceof HTMLVideoElement ? picture(element, url, stream.index, stream) : undefined
  const mark = (state: PlayedFile['state']) => () =>
    store.setState(({ files }) => ({
      files: files.map((each) => (each.element === element ? { ...each, state } : each))
    }))
  element.addEventListener('loadeddata', mark('ready'))
  element.addEventListener('error', mark('failed'))
  element.src = url
  stops.push(() => {
    shown?.dispose()
    element.pause()
    element.removeAttribute('src')
    element.load()
    element.remove()
  })
  return [{ file, kind, stream, element, picture: shown, state: 'loading' }]
}

function applySound(): void {
  const { files, muted, heardFileId } = playback()
  for (const each of files) each.element.muted = muted || each.file.id !== heardFileId
}

/** The leading file that has sound, at first. */
const usuallyHeard = (files: readonly PlayedFile[], streams: readonly Stream[]): string | undefined =>
  files.find((each) => streams.some((stream) => stream.kind === 'audio' && stream.fileId === each.file.id))
    ?.file.id

function readTables(files: readonly PlayedFile[], stops: (() => void)[]): void {
  const abort = new AbortController()
  stops.push(() => abort.abort())
  const leader = files.find((each) => each.kind === 'video')
  for (const each of files) {
    if (!each.picture) continue
    void loadFrameTable(each.stream.id, abort.signal)
      .then((table) => {
        if (!table || abort.signal.aborted) return
        each.picture?.setTable(table)
        if (each === leader) store.setState({ frames: masterFrames(table, each.stream) })
      })
      .catch(() => undefined)
  }
}

/** Let a media element move the clock; where it has nothing to play, the computer's clock goes on. */
function mediaDriver(leader: PlayedFile): Driver {
  const { element } = leader
  const spare = computerDriver()
  const unit = mediaUnit(leader)
  let playing = false
  return {
    now() {
      if (playing && !element.paused && !element.ended) {
        const time = toMaster(leader.stream, element.currentTime * 1e6)
        spare.seek(time)
        return time
      }
      const time = spare.now()
      if (playing && unit.covers(time) && !element.ended) unit.play(micros(time))
      return time
    },
    play() {
      playing = true
      const time = micros(spare.now())
      spare.play()
      if (unit.covers(time)) unit.play(time)
    },
    pause() {
      playing = false
      spare.pause()
      unit.pause()
    },
    seek(time) {
      spare.seek(time)
      if (playing && !unit.covers(time)) unit.pause()
      unit.seek(time)
    },
    setRate(rate) {
      spare.setRate(rate)
      element.playbackRate = rate
    }
  }
}

interface MediaUnit {
  covers(time: number): boolean
  play(time: Micros): void
  pause(): void
  seek(time: Micros): void
}

function mediaUnit({ element, picture: shown, stream }: PlayedFile): MediaUnit {
  const seeker = seekable(element, () => undefined)
  const seconds = (time: number, place: StreamClock = stream): number => toMedia(place, time) / 1e6
  const length = (): number => (Number.isFinite(element.duration) ? element.duration : stream.duration / 1e6)
  return {
    covers: (time) => seconds(time) >= 0 && seconds(time) < length(),
    play(time) {
      if (shown) shown.release(time)
      else if (Math.abs(element.currentTime - seconds(time)) > 0.02) seeker.force(seconds(time))
      element.play().catch(() => undefined)
    },
    pause: () => element.pause(),
    seek(time) {
      if (shown) shown.show(time)
      else seeker.seek(Math.max(0, Math.min(length(), seconds(time))))
    }
  }
}

/** Keep the other files beside the leader: same state, same speed, small drifts by speed and large ones by a seek. */
function followAll(leader: PlayedFile | undefined, followers: readonly PlayedFile[]): () => void {
  const units = followers.map((each) => ({ each, unit: mediaUnit(each) }))
  let before = clock.state()
  return clock.subscribe((now) => {
    for (const { each, unit } of units) {
      if (!now.playing) {
        if (!each.element.paused) unit.pause()
        if (now.time !== before.time || before.playing) unit.seek(now.time)
        continue
      }
      if (!unit.covers(now.time)) {
        unit.pause()
        continue
      }
      if (each.element.paused) unit.play(now.time)
      const drift = each.element.currentTime - toMedia(each.stream, now.time) / 1e6
      const rate = followRate(drift, now.rate)
      if (rate === undefined && !each.element.seeking) unit.seek(now.time)
      else if (rate !== undefined && each.element.playbackRate !== rate) each.element.playbackRate = rate
      if (leader?.element.seeking) break
    }
    before = now
  })
}
