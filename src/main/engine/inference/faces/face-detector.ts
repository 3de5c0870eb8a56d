import { join } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import type { RunnableModel } from '../runnable-model'
import { onlyInput, openModel, type OpenedModel } from '../open-model'
import type { ModelInput } from '../ops/value'
import type { ProviderChoice } from '../session'
import type { Stopwatch } from '../stopwatch'
import { shareInside, type Face } from './box'
import { frameOf, looksAt, type Look } from './looks'
import { mergeBySureness } from './merge-by-sureness'

export interface FaceDetector {
  readonly choice: ProviderChoice
  /** Tells it, with its rules and provider, from every other; absent: what it finds is not kept. */
  readonly key?: string
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
  /** Look at each picture a second time, in parts, for faces that are too small in the whole. */
  readonly smallFaces?: boolean
}

/** Overlap from which two boxes show one face, where the manifest names none. */
const OVERLAP = 0.3

/** Pictures of one run on the CPU. Measured with BlazeFace on one thread (1 MiB of cache to a core): 2 take 7.3 ms each, 4 take 8.0, 8 take 8.6. */
const PICTURES_ON_CPU = 2

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
  const batchMax = net.choice.got === 'cpu' ? Math.min(PICTURES_ON_CPU, net.batchMax) : net.batchMax

  /** Candidates of each look, in shares of the whole picture. All runs are asked for at once, so that the net always has work. */
  const findIn = async (looks: readonly Look[], stopwatch: Stopwatch): Promise<Face[][]> => {
    const runs: Promise<Face[][]>[] = []
    for (let at = 0; at < looks.length; at += batchMax)
      runs.push(find(net, looks.slice(at, at + batchMax), rules, stopwatch))
    return (await Promise.all(runs)).flat()
  }
  return ok({
    choice: net.choice,
    ...(model.weightsHash === undefined
      ? {}
      : { key: JSON.stringify([model.weightsHash, box.decode, rules, net.choice.got]) }),
    async detect(decoded, stopwatch) {
      const looks = decoded.map((picture) =>
        stopwatch.time('preprocess', () => looksAt(scaler, picture, frame, rules.smallFaces ?? false))
      )
      const found = await findIn(looks.flat(), stopwatch)
      return stopwatch.time('output', () => {
        let next = 0
        return looks.map((own) => {
          const [whole = [], ...parts] = own.map(() => found[next++] ?? [])
          return mergeBySureness(withParts(whole, parts.flat(), rules.minScore), rules, overlapMax)
        })
      })
    },
    dispose: net.dispose
  })
}

async function find(
  net: OpenedModel,
  looks: readonly Look[],
  rules: DetectorRules,
  stopwatch: Stopwatch
): Promise<Face[][]> {
  const result = await net.infer(
    looks.map(({ picture }) => picture),
    stopwatch
  )
  return stopwatch.time('output', () =>
    looks.map((look, index) =>
      candidatesOf(result.output('score'), result.output('box'), index, looks.length, rules)
        .map((face) => toWhole(face, result.inputs[index], look))
        .filter(look.tells)
    )
  )
}

/** A face is not looked for inside another that is at least this many times as wide. */
const INSIDE_TIMES = 2
const INSIDE_SHARE = 0.5

/** What was found in the whole picture and, outside of the sure faces there, in its parts: an eye or a mouth seen close may look like a face. */
function withParts(whole: readonly Face[], parts: readonly Face[], minScore: number): readonly Face[] {
  const large = whole.filter((face) => face.score >= minScore)
  const isPartOf = (face: Face, other: Face): boolean =>
    other.w >= INSIDE_TIMES * face.w && shareInside(face, other) > INSIDE_SHARE
  return [...whole, ...parts.filter((face) => !large.some((other) => isPartOf(face, other)))]
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

/** From shares of the net's square input to shares of the whole picture that a look is taken at. */
function toWhole(face: Face, input: ModelInput | undefined, look: Look): Face {
  if (!input?.picture)
    throw new Error(
      'the detector input does not tell where its picture lies; "image.resize" must be among its steps'
    )
  const { placement, widthPx, heightPx } = input.picture
  const across = (share: number): number =>
    (placement.left + share * widthPx * placement.scaleX) / look.wholeWidthPx
  const down = (share: number): number =>
    (placement.top + share * heightPx * placement.scaleY) / look.wholeHeightPx
  return {
    x: across(face.x),
    y: down(face.y),
    w: across(face.x + face.w) - across(face.x),
    h: down(face.y + face.h) - down(face.y),
    score: face.score
  }
}
