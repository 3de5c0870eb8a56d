import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import jpeg from 'jpeg-js'
import type {
  Decoder,
  FrameChunk,
  JobBatch,
  JobContext,
  PredictItem
} from '../../../../src/main/engine/protocol'
import type { DecodedPicture } from '../../../../src/shared/signal/decoder-messages'
import { rgbPicture } from '../../../../src/shared/signal/picture'
import { micros } from '../../../../src/shared/domain/time'
import type { Run, Segment } from '../../../../src/shared/domain/rows'
import { createPictureResizer } from '../../../../src/main/engine/inference/ops/resize-picture'
import { IDENTITY, type Picture } from '../../../../src/main/engine/inference/ops/value'

const root = resolve(import.meta.dirname, '../../../..')
export const modelsFolder = join(root, 'models')
export const dataFolder = resolve(root, process.env['AFFECTORY_DATA'] ?? '../shared/data')

/** Built weights of a model, or the reason why a test that needs them is skipped. */
export const hasModel = (id: string): boolean => existsSync(join(modelsFolder, id, 'weights', `${id}.onnx`))

const demo = join(root, 'node_modules/@vladmandic/face-api/demo')

/** One of the photographs with faces of the face-api package. */
export function photograph(number: number): Picture {
  const { width, height, data } = jpeg.decode(readFileSync(join(demo, `sample${number}.jpg`)), {
    useTArray: true,
    formatAsRGBA: false
  })
  return { kind: 'picture', widthPx: width, heightPx: height, channels: 3, data, placement: IDENTITY }
}

/** Scaled to fit a square, as the decoder does. */
export function fitted(picture: Picture, side: number): Picture {
  const scale = Math.min(side / picture.widthPx, side / picture.heightPx)
  const resize = createPictureResizer({
    widthPx: Math.round(picture.widthPx * scale),
    heightPx: Math.round(picture.heightPx * scale),
    antialias: true
  })
  const { data, ...rest } = resize(picture)
  return { ...rest, data: new Uint8Array(new Uint8ClampedArray(data).buffer), placement: IDENTITY }
}

/** A picture as the decoder gives it. */
export function decoded({ widthPx, heightPx, data }: Picture, time = 0): DecodedPicture {
  return { time, widthPx, heightPx, ...rgbPicture(Uint8Array.from(data), widthPx, heightPx) }
}

export interface FakeSources {
  /** Picture shown at a time (µs). */
  readonly picture?: (time: number) => Picture
  readonly sound?: { readonly rateHz: number; readonly samples: Float32Array }
  readonly onFrame?: (time: number) => void
  readonly onBlock?: (seconds: number) => void
  /** Milliseconds per picture or block. */
  readonly pace?: number
}

/** A decoder that serves pictures and sound made by the test, through the real interface. */
export function fakeDecoder(sources: FakeSources): Decoder {
  const wait = (): Promise<void> =>
    new Promise((done) => (sources.pace ? setTimeout(done, sources.pace) : setImmediate(done)))
  return {
    async *frames({ times, signal }) {
      for (const time of times) {
        signal.throwIfAborted()
        await wait()
        sources.onFrame?.(time)
        const picture = sources.picture?.(time)
        if (!picture) throw new Error('this fake shows no pictures')
        yield decoded(picture, time)
      }
    },
    async *audio({ fromSeconds = 0, toSeconds = Infinity, signal }) {
      const { rateHz, samples } = sources.sound ?? { rateHz: 16_000, samples: new Float32Array(0) }
      const size = 4096
      for (
        let at = Math.floor((fromSeconds * rateHz) / size) * size;
        at < Math.min(samples.length, toSeconds * rateHz);
        at += size
      ) {
        signal.throwIfAborted()
        await wait()
        sources.onBlock?.(at / rateHz)
        yield { startSeconds: at / rateHz, sampleRateHz: rateHz, channels: [samples.slice(at, at + size)] }
      }
    }
  }
}

export type Predicted = Extract<JobBatch, { kind: 'predicted' }>

/** What main keeps of a run: its batches applied in order, as the store does. */
export class Committed {
  readonly batches: Predicted[] = []
  readonly problems: string[] = []
  readonly tracks = new Map<string, Omit<Segment, 'id' | 'trackId'>[]>()
  readonly chunks = new Map<number, Omit<FrameChunk, 'trackId'>>()
  readonly doneSegmentIds: string[] = []
  doneUntilSeconds: number | undefined
  done = false

  apply(batch: JobBatch): void {
    if (batch.kind === 'problem') this.problems.push(batch.problem.message)
    if (batch.kind !== 'predicted') return
    this.batches.push(batch)
    for (const { personKey, append, replaceFrom } of batch.tracks) {
      const kept = (this.tracks.get(personKey) ?? []).filter(
        (segment) => replaceFrom === undefined || segment.start < replaceFrom
      )
      this.tracks.set(personKey, [...kept, ...append])
    }
    if (batch.frames) this.chunks.set(batch.frames.chunk, batch.frames)
    this.doneSegmentIds.push(...(batch.doneSegmentIds ?? []))
    this.doneUntilSeconds = batch.doneUntilSeconds ?? this.doneUntilSeconds
    this.done ||= batch.recordingDone
  }

  /** Rows of the frames as plain objects, in order of time and person. */
  rows(): Record<string, number>[] {
    return [...this.chunks.values()].flatMap(({ count, columns, pts, data }) =>
      Array.from({ length: count }, (_, row) => ({
        pts: pts[row] ?? NaN,
        ...Object.fromEntries(columns.map((column, at) => [column, data[row * columns.length + at] ?? NaN]))
      }))
    ) as Record<string, number>[]
  }

  /** The item as main hands it to a resumed run. */
  resumed(item: PredictItem): PredictItem {
    return {
      ...item,
      doneUntilSeconds: this.doneUntilSeconds,
      doneSegmentIds: this.doneSegmentIds,
      doneFrames: [...this.chunks.values()]
    }
  }
}

export function contextFor(
  decoder: Decoder,
  committed: Committed,
  more: { signal?: AbortSignal; onBatch?: (batch: JobBatch) => void } = {}
): JobContext & { readonly progressed: (readonly [number, number, string])[] } {
  const progressed: (readonly [number, number, string])[] = []
  return {
    signal: more.signal ?? new AbortController().signal,
    environment: { modelsFolder, threads: 1 },
    progressed,
    progress: (done, total, unit) => progressed.push([done, total, unit]),
    async batch(content) {
      committed.apply(content)
      more.onBatch?.(content)
    },
    parts: async function* () {},
    decoder: async () => decoder
  }
}

export function itemFor(
  kind: 'video' | 'audio',
  seconds: number,
  more: { frameRateHz?: number; segments?: readonly Segment[] } = {}
): PredictItem {
  const { frameRateHz = 25 } = more
  const duration = micros(seconds * 1e6)
  return {
    recording: { id: 'r1', name: 'Recording 1', duration, position: 0 },
    input: {
      stream: {
        id: 's1',
        recordingId: 'r1',
        fileId: 'f1',
        kind,
        name: kind,
        index: 0,
        offset: micros(0),
        driftPpm: 0,
        duration,
        info:
          kind === 'video'
            ? { frameRateHz, frameCount: Math.round(seconds * frameRateHz), widthPx: 640, heightPx: 480 }
            : {},
        cache: {}
      },
      file: {
        id: 'f1',
        recordingId: 'r1',
        path: '/media/one.mp4',
        sizeBytes: 1,
        contentHash: 'h',
        container: 'mp4',
        playback: 'direct',
        missing: false
      },
      path: '/media/one.mp4',
      cacheFolder: '/nowhere/cache'
    },
    segments: more.segments
  }
}

export const runOf = (modelId: string): Run => ({
  id: 'run1',
  modelId,
  authorId: 'a1',
  state: 'running',
  manifestHash: '',
  weightsHash: '',
  runtimeVersion: '',
  providerAsked: 'cpu',
  options: {},
  startedAt: '2025-01-01T00:00:00Z',
  itemsDone: 0,
  itemsTotal: 1,
  timings: {}
})
