import type { LiveSubject } from '../../../../shared/contract/live'
import { ok, type Result } from '../../../../shared/domain/problem'
import { micros, toMaster } from '../../../../shared/domain/time'
import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import { batchesOf } from '../declared/batches'
import type { Decoded } from '../decode/decoded'
import type { Face } from '../faces/box'
import { cropFace } from '../faces/crop-face'
import { createFaceTracker, type FaceTracker } from '../faces/face-tracker'
import { openFaceModel } from '../faces/open-face-model'
import { preparedFace } from '../faces/read-faces'
import { readFrameTimes, regularFrameTimes } from '../frame-times'
import type { Value } from '../ops/value'
import { sampleGrid } from '../sample-grid'
import { createStopwatch } from '../stopwatch'
import { liveOutputs } from './live-outputs'
import type { LiveReader, LiveRequest, LiveSaid } from './live-reader'
import { timelineOf } from './moments'

/** Longer side of the pictures that faces are found in, as in a run. */
const PICTURE_PX = 640
/** Faces are followed from one picture to a later one within this time (µs); behind a jump they are numbered anew. */
const FOLLOWED_US = 2_000_000

/** Faces of single pictures of a video: found, followed while it plays, and read. */
export async function openLiveFaces(request: LiveRequest): Promise<Result<LiveReader>> {
  const { model, item } = request
  const opened = await openFaceModel(model, { ...request, options: {} })
  if (!opened.ok) return opened
  const { declared, reader, crop, dispose } = opened.value
  const { stream, file } = item.input
  const frames = (await readFrameTimes(item.input)) ?? regularFrameTimes(item.input)
  const grid = sampleGrid(frames, reader.rateHz, stream.duration)
  const onMaster = (time: number): number => toMaster(stream, time)
  const timeline = timelineOf(
    grid.times.map((time, at) => {
      const [start, end] = [onMaster(time), onMaster(grid.times[at + 1] ?? stream.duration)].map(micros)
      const span = { start: start ?? micros(0), end: end ?? micros(0) }
      return { due: span.start, ...span, unit: { key: `${at}`, ...span } }
    })
  )
  const stopwatch = createStopwatch()
  const scaler = new PictureScaler()
  const people = followed(reader)

  const pictureAt = async (time: number): Promise<DecodedPicture | undefined> => {
    const { widthPx = PICTURE_PX, heightPx = PICTURE_PX } = stream.info
    const side = Math.min(PICTURE_PX, Math.max(widthPx, heightPx))
    const pictures = request.decoder.frames({
      fileId: file.id,
      streamIndex: stream.index,
      times: [time],
      widthPx: side,
      heightPx: side,
      signal: request.signal
    })
    for await (const picture of pictures) return picture
    return undefined
  }

  const said = async (crops: readonly Value[]): Promise<ReadonlyMap<string, Decoded>[]> => {
    const found: ReadonlyMap<string, Decoded>[] = []
    const units = crops.map((one, at) => preparedFace(declared, one, at))
    for (const batch of batchesOf(units, declared.rules)) {
      const answers = await declared.infer(batch, stopwatch)
      batch.forEach(({ unit }, at) => (found[Number(unit.key)] = answers[at] ?? new Map()))
    }
    return found
  }

  return ok({
    get choice() {
      return declared.choice
    },
    fromTracks: false,
    timeline,
    async read(place): Promise<LiveSaid> {
      const [moment] = timeline.moments(place)
      const time = grid.times[Number(moment?.unit.key)]
      const picture = time === undefined ? undefined : await pictureAt(time)
      if (!moment || time === undefined || !picture)
        return { kind: 'nothing', reason: 'The video shows no picture here.' }
      const [found = []] = await reader.detector.detect([picture], stopwatch)
      const faces = people(time, reader.largestOnly ? largest(found) : found)
      const answers = await said(faces.map(({ face }) => cropFace(scaler, picture, face, crop)))
      const subjects = faces.flatMap(({ number, face: { x, y, w, h } }, at): LiveSubject[] => {
        const outputs = liveOutputs(answers[at] ?? new Map(), declared.manifest)
        if (outputs.length === 0) return []
        return [
          {
            key: `face-${number}`,
            name: `Face ${number}`,
            start: moment.start,
            end: moment.end,
            outputs,
            box: { x, y, w, h }
          }
        ]
      })
      return subjects.length > 0
        ? { kind: 'said', subjects }
        : { kind: 'nothing', reason: 'No face is seen in this picture.' }
    },
    dispose
  })
}

const largest = (faces: readonly Face[]): readonly Face[] =>
  faces.toSorted((a, b) => b.w * b.h - a.w * a.h).slice(0, 1)

/** Faces with numbers that stay theirs from picture to picture; new ones are numbered from left to right. */
function followed(reader: { overlapMin: number; maxGapSeconds: number; minScore: number }) {
  let tracker: FaceTracker | undefined
  let before = -Infinity
  let numbers = new Map<number, number>()
  return (
    time: number,
    faces: readonly Face[]
  ): readonly { readonly number: number; readonly face: Face }[] => {
    if (!tracker || time < before || time - before > FOLLOWED_US) {
      numbers = new Map()
      tracker = createFaceTracker({
        overlapMin: reader.overlapMin,
        gapMax: Math.max(FOLLOWED_US, reader.maxGapSeconds * 1e6),
        startScore: reader.minScore,
        returnSeen: 1
      })
    }
    // The same picture again is no step in time.
    const seen = tracker.step(time > before ? time : before + 1, faces)
    before = time
    return seen
      .toSorted((a, b) => a.face.x + a.face.w / 2 - (b.face.x + b.face.w / 2))
      .map(({ person, face }) => {
        const number = numbers.get(person) ?? numbers.size + 1
        numbers.set(person, number)
        return { number, face }
      })
      .sort((a, b) => a.number - b.number)
  }
}
