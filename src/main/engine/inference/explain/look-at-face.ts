import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { micros, toMaster, toMedia } from '../../../../shared/domain/time'
import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import type { PictureBox } from '../../../../shared/explain/picture-box'
import type { JobContext, JobSpec } from '../../protocol'
import type { DeclaredModel } from '../declared/declared-model'
import type { Face } from '../faces/box'
import { cropFace } from '../faces/crop-face'
import { openFaceDetector } from '../faces/face-detector'
import { videoInput } from '../faces/video-input'
import { readFrameTimes, regularFrameTimes } from '../frame-times'
import { findModel } from '../list-models'
import { stepParameters } from '../ops/pipeline'
import { IDENTITY, type Picture } from '../ops/value'
import { videoCropParameters, videoFacesParameters } from '../ops/video-ops'
import type { RunnableModel } from '../runnable-model'
import { sampleGrid } from '../sample-grid'
import { createStopwatch } from '../stopwatch'
import { detectorRules, readingRules } from '../tasks/face-expression'
import type { LookedAt } from './looked-at'
import { smallPicture } from './small-picture'

type ExplainSpec = Extract<JobSpec, { kind: 'explain' }>

/** Longer side of the picture that the face is found in and cut from, as in a run. */
const PICTURE_PX = 640

/** A face of the picture that a run would look at nearest to the moment, cut out as the model takes it. */
export async function lookAtFace(
  runnable: RunnableModel,
  model: DeclaredModel,
  spec: ExplainSpec,
  context: JobContext
): Promise<Result<LookedAt>> {
  const input = videoInput(runnable)
  const { stream } = spec.item.input
  const frames = (await readFrameTimes(spec.item.input)) ?? regularFrameTimes(spec.item.input)
  const grid = sampleGrid(frames, readingRules(input, spec.options).rateHz, stream.duration)
  const sample = nearest(grid.times, toMedia(stream, micros(spec.time)))
  const picture = await pictureAt(grid.times[sample] ?? 0, spec, context)
  const faces = picture && (await facesOf(picture, input, spec, context))
  if (faces && !faces.ok) return faces
  const all = faces?.value.toSorted((a, b) => a.x + a.w / 2 - (b.x + b.w / 2)) ?? []
  const face = faceMeant(all, spec)
  const own = all[face]
  if (!picture || !own)
    return fail(
      'explain-face',
      `No face is seen in ${spec.item.recording.name} at ${(spec.time / 1e6).toFixed(1)} s.`,
      'Choose a moment at which the video shows the face large and from the front.'
    )
  const crop = cropFace(
    new PictureScaler(),
    picture,
    own,
    stepParameters(input, 'video.crop', videoCropParameters)
  )
  const start = toMaster(stream, grid.bounds[sample] ?? 0)
  const end = toMaster(stream, grid.bounds[sample + 1] ?? stream.duration)
  return ok({
    unit: { key: `face@${sample}`, start, end },
    values: model.inputs.map(({ branches }) => branches.map(() => crop)),
    factsOf: () => ({ recordingId: spec.item.recording.id }),
    seen: {
      streamId: stream.id,
      box: placeOf(crop, picture),
      ...smallPicture(crop),
      faces: all.map(({ x, y, w, h }) => ({ x, y, w, h })),
      face
    },
    picture,
    whole: () => wholePicture(picture),
    close: () => undefined
  })
}

const wholePicture = (picture: DecodedPicture): Picture => ({
  kind: 'picture',
  widthPx: picture.widthPx,
  heightPx: picture.heightPx,
  channels: 3,
  data: new PictureScaler().toRgb(picture, picture.widthPx, picture.heightPx),
  placement: IDENTITY
})

function nearest(times: readonly number[], wanted: number): number {
  return times.reduce(
    (best, time, at) => (Math.abs(time - wanted) < Math.abs((times[best] ?? Infinity) - wanted) ? at : best),
    0
  )
}

async function pictureAt(
  time: number,
  { item: { input } }: ExplainSpec,
  context: JobContext
): Promise<DecodedPicture | undefined> {
  const { widthPx = PICTURE_PX, heightPx = PICTURE_PX } = input.stream.info
  const side = Math.min(PICTURE_PX, Math.max(widthPx, heightPx))
  const decoder = await context.decoder()
  const pictures = decoder.frames({
    fileId: input.file.id,
    streamIndex: input.stream.index,
    times: [time],
    widthPx: side,
    heightPx: side,
    signal: context.signal
  })
  for await (const picture of pictures) return picture
  return undefined
}

/** Sure faces; doubtful ones only where there is no other, or one of them is meant. */
async function facesOf(
  picture: DecodedPicture,
  input: ReturnType<typeof videoInput>,
  spec: ExplainSpec,
  { environment }: JobContext
): Promise<Result<readonly Face[]>> {
  const { detector: id } = stepParameters(input, 'video.faces', videoFacesParameters)
  const { info, model } = await findModel(environment, id)
  if (!model)
    return info.problem
      ? { ok: false, error: info.problem }
      : fail('model', `the face detector "${id}" cannot be used`)
  const rules = detectorRules(input, spec.options)
  const detector = await openFaceDetector(model, rules, spec.provider, environment.threads)
  if (!detector.ok) return detector
  try {
    const [found = []] = await detector.value.detect([picture], createStopwatch())
    const sure = found.filter(({ score }) => score >= rules.minScore)
    return ok(spec.near || sure.length === 0 ? found : sure)
  } finally {
    await detector.value.dispose()
  }
}

/** The face asked for, the one where one is meant to be, or the largest; -1 without any. */
function faceMeant(faces: readonly Face[], { face, near }: ExplainSpec): number {
  if (face !== undefined) return Math.min(face, faces.length - 1)
  const merit = ({ x, y, w, h }: Face): number =>
    near ? -Math.hypot(x + w / 2 - near.x, y + h / 2 - near.y) : w * h
  return faces.reduce((best, one, at) => {
    const known = faces[best]
    return !known || merit(one) > merit(known) ? at : best
  }, -1)
}

/** Where a crop lies in the picture that it was cut from. */
function placeOf({ placement, widthPx, heightPx }: Picture, picture: DecodedPicture): PictureBox {
  return {
    x: placement.left / picture.widthPx,
    y: placement.top / picture.heightPx,
    w: (widthPx * placement.scaleX) / picture.widthPx,
    h: (heightPx * placement.scaleY) / picture.heightPx
  }
}
