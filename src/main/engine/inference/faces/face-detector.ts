import { join } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import { fitInside } from '../../../../shared/signal/picture'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import type { RunnableModel } from '../runnable-model'
import type { ManifestInput } from '../manifest'
import { onlyInput, openModel } from '../open-model'
import { imageResizeParameters } from '../ops/image-ops'
import { IDENTITY, type ModelInput, type Picture } from '../ops/value'
import type { ProviderChoice } from '../session'
import type { Stopwatch } from '../stopwatch'
import { overlap, type Face } from './box'
import { mergeFaces } from './merge-faces'

export interface FaceDetector {
  readonly choice: ProviderChoice
  readonly batchMax: number
  /** Faces of each picture, surest first, at most `maxFaces`. */
  detect(pictures: readonly DecodedPicture[], stopwatch: Stopwatch): Promise<readonly (readonly Face[])[]>
  dispose(): Promise<void>
}

export interface DetectorRules {
  /** Least certainty of a face. */
  readonly minScore: number
  /** Also give doubtful faces from this certainty on, for those who know where somebody was a moment ago. */
  readonly doubtfulScore?: number
  readonly maxFaces: number
}

/** Overlap from which two boxes show one face, where the manifest names none. */
const OVERLAP = 0.3

/** A detector whose outputs are `score` per candidate and `box` as left, top, right, bottom in shares of its input. */
export async function openFaceDetector(
  model: RunnableModel,
  rules: DetectorRules,
  asked: string,
  threads: number
): Promise<Result<FaceDetector>> {
  const file = join(model.folder, 'manifest.json')
  const box = model.manifest.outputs.find((output) => output.id === 'box')
  if (!box || !model.manifest.outputs.some((output) => output.id === 'score')) {
    return fail(
      'model-outputs',
      `${file} lacks an output "score" or "box", which a face detector has`,
      undefined,
      file
    )
  }
  const opened = await openModel(model, ['score', 'box'], asked, threads)
  if (!opened.ok) return opened
  const net = opened.value
  const input = onlyInput(model)
  const frame = input.ok ? frameOf(input.value) : undefined
  const scaler = new PictureScaler()
  const most = box.decode?.find((step) => step.op === 'select')?.['overlap']
  const overlapMax = typeof most === 'number' ? most : OVERLAP
  return ok({
    choice: net.choice,
    batchMax: net.batchMax,
    async detect(decoded, stopwatch) {
      const pictures = stopwatch.time('preprocess', () =>
        decoded.map((picture) => inColor(scaler, picture, frame))
      )
      const result = await net.infer(pictures, stopwatch)
      return stopwatch.time('output', () =>
        pictures.map((picture, index) => {
          const candidates = candidatesOf(
            result.output('score'),
            result.output('box'),
            index,
            pictures.length,
            rules
          )
          return mergeBySureness(candidates, rules, overlapMax).map((face) =>
            toPicture(face, result.inputs[index], picture)
          )
        })
      )
    },
    dispose: net.dispose
  })
}

/** Sides of the square or box that the net's pictures are made to fit, where its pipeline shrinks them without aliasing and keeps their aspect. */
interface Frame {
  readonly w: number
  readonly h: number
}

function frameOf(input: ManifestInput): Frame | undefined {
  const resize = imageResizeParameters.safeParse(input.pipeline.find(({ op }) => op === 'image.resize'))
  return resize.success && resize.data.antialias && resize.data.fit === 'contain' ? resize.data : undefined
}

/** RGB of a picture. One that the net will see at less than half its size is made that small at once: a sixth of the pixels to give colours to. */
function inColor(scaler: PictureScaler, picture: DecodedPicture, frame: Frame | undefined): Picture {
  const small = frame ? fitInside(picture.widthPx, picture.heightPx, frame.w, frame.h) : picture
  const { widthPx, heightPx } = picture.widthPx > 2 * small.widthPx ? small : picture
  const data = scaler.toRgb(picture, widthPx, heightPx)
  return { kind: 'picture', widthPx, heightPx, channels: 3, data, placement: IDENTITY }
}

function candidatesOf(
  scores: Float32Array,
  boxes: Float32Array,
  picture: number,
  pictures: number,
  rules: DetectorRules
): Face[] {
  const count = scores.length / pictures
  const minScore = rules.doubtfulScore ?? rules.minScore
  const found: Face[] = []
  for (let i = picture * count; i < (picture + 1) * count; i++) {
    const score = scores[i] ?? 0
    if (score < minScore) continue
    const [left = 0, top = 0, right = 0, bottom = 0] = boxes.subarray(i * 4, i * 4 + 4)
    if (right > left && bottom > top) found.push({ x: left, y: top, w: right - left, h: bottom - top, score })
  }
  return found
}

/** Doubtful boxes neither move nor join the sure ones. */
function mergeBySureness(
  candidates: readonly Face[],
  { minScore, maxFaces }: DetectorRules,
  most: number
): Face[] {
  const sure = mergeFaces(
    candidates.filter((face) => face.score >= minScore),
    most
  )
  const doubtful = mergeFaces(
    candidates.filter((face) => face.score < minScore),
    most
  )
  return [...sure, ...doubtful.filter((face) => !sure.some((other) => overlap(face, other) > most))].slice(
    0,
    maxFaces
  )
}

/** From shares of the net's square input to shares of the picture it was made from. */
function toPicture(face: Face, input: ModelInput | undefined, picture: Picture): Face {
  if (!input?.picture)
    throw new Error(
      'the detector input does not tell where its picture lies; "image.resize" must be among its steps'
    )
  const { placement, widthPx, heightPx } = input.picture
  const across = (share: number): number =>
    (placement.left + share * widthPx * placement.scaleX) / picture.widthPx
  const down = (share: number): number =>
    (placement.top + share * heightPx * placement.scaleY) / picture.heightPx
  return {
    x: across(face.x),
    y: down(face.y),
    w: across(face.x + face.w) - across(face.x),
    h: down(face.y + face.h) - down(face.y),
    score: face.score
  }
}
