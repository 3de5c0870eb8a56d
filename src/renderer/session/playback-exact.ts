import type { Input, VideoSample, VideoSampleSink } from 'mediabunny'
import type { FrameTable } from './frame-table'

/** Frames kept decoded for stepping (measured: 120 frames of 720p take about 170 MB). */
const MAX_FRAMES = 120
/** Upper bound of memory for kept frames, for large pictures. */
const MAX_BYTES = 320 * 1024 * 1024

/** Frames of one video, decoded by number: the truth where the element shows a neighbour, and the cache of frame stepping. */
export interface ExactFrames {
  cached(frame: number): VideoSample | undefined
  /** Decode a frame and its neighbours of the same group of pictures. Undefined when it cannot be decoded or another is wanted by now. */
  get(frame: number): Promise<VideoSample | undefined>
  /** Stop decoding; what is cached stays. */
  rest(): void
  dispose(): void
}

/** Open a video for exact frames. Nothing is read before the first `get`. */
export function exactFrames(url: string, index: number, table: FrameTable): ExactFrames {
  const cache = new Map<number, VideoSample>()
  let opened: Promise<{ input: Input; sink: VideoSampleSink } | undefined> | undefined
  let filling: Fill | undefined
  let limit = MAX_FRAMES
  let disposed = false

  const open = async (): Promise<{ input: Input; sink: VideoSampleSink } | undefined> => {
    const { ALL_FORMATS, Input, UrlSource, VideoSampleSink } = await import('mediabunny')
    const input = new Input({
      formats: ALL_FORMATS,
      source: new UrlSource(url, { getRetryDelay: () => null })
    })
    const track = (await input.getVideoTracks())[index]
    if (!track || !(await track.canDecode())) {
      input.dispose()
      return undefined
    }
    // Frames of a hardware decoder belong to its small pool: keeping them would stall it.
    return { input, sink: new VideoSampleSink(track, { hardwareAcceleration: 'prefer-software' }) }
  }

  const keep = (frame: number, sample: VideoSample, target: number): void => {
    cache.get(frame)?.close()
    cache.set(frame, sample)
    limit = Math.max(8, Math.min(MAX_FRAMES, Math.floor(MAX_BYTES / Math.max(1, sample.allocationSize()))))
    while (cache.size > limit) {
      let farthest = frame
      for (const each of cache.keys())
        if (Math.abs(each - target) > Math.abs(farthest - target)) farthest = each
      cache.get(farthest)?.close()
      cache.delete(farthest)
      if (farthest === frame) break
    }
  }

  const fill = async (run: Fill): Promise<void> => {
    opened ??= open()
    const source = await opened
    if (!source || run.stopped) return
    // One microsecond inside, so that rounding cannot reach back into the group before.
    const from = (table.timeOf(run.from) + 1) / 1e6
    const to = run.to >= table.count ? Infinity : table.middleOf(run.to - 1) / 1e6
    for await (const sample of source.sink.samples(from, to)) {
      if (run.stopped || disposed) {
        sample.close()
        return
      }
      const frame = table.nearest(sample.timestamp * 1e6)
      run.at = frame
      keep(frame, sample, run.target)
      run.answer(frame, cache.get(frame))
      if (frame >= run.target + limit / 2) return
    }
  }

  const start = (target: number): Fill => {
    filling?.stop()
    const run = new Fill(
      table.keyFrameBefore(target),
      Math.min(table.keyFrameAfter(target), target + MAX_FRAMES),
      target
    )
    filling = run
    fill(run)
      .catch(() => undefined)
      .finally(() => run.stop())
    return run
  }

  return {
    cached: (frame) => cache.get(frame),
    get(frame) {
      const sample = cache.get(frame)
      if (sample || disposed) return Promise.resolve(sample)
      const run = filling?.willReach(frame) ? filling : start(frame)
      return run.wait(frame)
    },
    rest: () => filling?.stop(),
    dispose() {
      disposed = true
      filling?.stop()
      for (const sample of cache.values()) sample.close()
      cache.clear()
      void opened?.then((source) => source?.input.dispose())
    }
  }
}

/** One pass of decoding over part of a group of pictures. */
class Fill {
  at = -1
  stopped = false
  private readonly waiting = new Map<number, ((sample: VideoSample | undefined) => void)[]>()

  constructor(
    readonly from: number,
    readonly to: number,
    readonly target: number
  ) {}

  willReach(frame: number): boolean {
    return !this.stopped && frame >= this.from && frame < this.to && frame > this.at
  }

  wait(frame: number): Promise<VideoSample | undefined> {
    if (this.stopped) return Promise.resolve(undefined)
    return new Promise((resolve) => this.waiting.set(frame, [...(this.waiting.get(frame) ?? []), resolve]))
  }

  answer(frame: number, sample: VideoSample | undefined): void {
    for (const resolve of this.waiting.get(frame) ?? []) resolve(sample)
    this.waiting.delete(frame)
  }

  stop(): void {
    this.stopped = true
    for (const frame of [...this.waiting.keys()]) this.answer(frame, undefined)
  }
}
