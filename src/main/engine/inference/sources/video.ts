import { fail, ok } from '../../../../shared/domain/problem'
import { toMedia } from '../../../../shared/domain/time'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import type { StreamInput } from '../../protocol'
import { readFrameTimes, regularFrameTimes } from '../frame-times'
import { IDENTITY, type Picture } from '../ops/value'
import { samplePictures, type PictureChoice } from '../ops/sample-pictures'
import { videoSampleParameters } from '../ops/video-ops'
import { sampleGrid } from '../sample-grid'
import type { Unit } from '../units/unit'
import { parametersOf } from './parameters-of'
import type { Source, SourceReader, SourceRequest } from './source'

/** Longer side of the pictures; what models take is smaller. */
const PICTURE_PX = 640
/** Pictures kept for units that overlap. */
const KEPT = 256

/** Whole pictures of a video: those of the unit's time, as often as `video.sample` asks. */
export const video: Source = {
  id: 'video',
  async open(request) {
    const { item } = request
    const input = [item.input, ...(item.streams ?? [])].find(({ stream }) => stream.kind === 'video')
    if (!input)
      return fail(
        'no-stream',
        `${item.recording.name} has no video, which the model needs.`,
        undefined,
        item.input.path
      )
    const frames = (await readFrameTimes(input)) ?? regularFrameTimes(input)
    const sample = parametersOf(request.pipeline, 'video.sample', videoSampleParameters)
    return ok(
      pictureReader(request, input, sampleGrid(frames, sample.fps, input.stream.duration).times, sample)
    )
  }
}

function pictureReader(
  request: SourceRequest,
  input: StreamInput,
  times: readonly number[],
  choice: PictureChoice
): SourceReader {
  const scaler = new PictureScaler()
  const kept = new Map<number, Picture>()
  const oneEach =
    request.units.some(({ speaksFor }) => speaksFor !== undefined) &&
    !request.pipeline.some(({ op }) => op === 'video.sample')
  const timesOf = (unit: Unit): number[] => {
    const from = toMedia(input.stream, unit.start)
    const to = toMedia(input.stream, unit.end)
    const inside = times.filter((time) => time >= from && time < to)
    if (inside.length > 0)
      return oneEach
        ? inside.slice(0, 1)
        : samplePictures(inside.length, choice).flatMap((place) => inside[place] ?? [])
    const nearest = times.reduce(
      (best, time) => (Math.abs(time - from) < Math.abs(best - from) ? time : best),
      times[0] ?? 0
    )
    return times.length > 0 ? [nearest] : []
  }
  return {
    async read(unit) {
      const wanted = timesOf(unit)
      const missing = [...new Set(wanted)].filter((time) => !kept.has(time))
      if (missing.length > 0) await fetch(missing)
      const pictures = wanted.flatMap((time) => kept.get(time) ?? [])
      for (const time of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(time)
      const [first] = pictures
      if (!first) return undefined
      return pictures.length === 1 ? first : { kind: 'clip', pictures }
    },
    close: () => kept.clear()
  }

  async function fetch(missing: readonly number[]): Promise<void> {
    const { widthPx = PICTURE_PX, heightPx = PICTURE_PX } = input.stream.info
    const side = Math.min(PICTURE_PX, Math.max(widthPx, heightPx))
    let at = 0
    const decoded = request.decoder.frames({
      fileId: input.file.id,
      streamIndex: input.stream.index,
      times: missing,
      widthPx: side,
      heightPx: side,
      signal: request.signal
    })
    for await (const picture of decoded) {
      const time = missing[at++]
      if (time === undefined) return
      kept.set(time, {
        kind: 'picture',
        widthPx: picture.widthPx,
        heightPx: picture.heightPx,
        channels: 3,
        data: scaler.toRgb(picture, picture.widthPx, picture.heightPx),
        placement: IDENTITY
      })
    }
  }
}
