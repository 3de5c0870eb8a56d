import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { blazefaceAnchors } from '../face-detection/anchors.ts'
import { ekman7 } from './expression-labels.ts'
import { faceApiExpressionLabels } from './face-api-expression.ts'
import type { GoldenTensor } from './golden.ts'
import { humanExpressionLabels } from './human-expression.ts'
import { resizeMatrix } from './resize-matrix.ts'

/** The little of TensorFlow.js (bundled in face-api) that the references use. */
interface Tensor {
  readonly shape: readonly number[]
  data(): Promise<Float32Array>
}
interface TensorFlow {
  setBackend(name: string): Promise<boolean>
  ready(): Promise<void>
  tensor(values: Float32Array, shape: readonly number[]): Tensor
  loadGraphModel(source: { load(): Promise<unknown> }): Promise<{ execute(input: Tensor): Tensor | Tensor[] }>
  readonly io: { decodeWeights(bytes: ArrayBuffer, specs: readonly unknown[]): unknown }
}
interface FaceApi {
  readonly tf: TensorFlow
  readonly FaceExpressionNet: new () => {
    loadFromWeightMap(weights: unknown): void
    forwardInput(input: unknown): Tensor
  }
  toNetInput(input: Tensor): Promise<unknown>
}

const ModelJson = z.looseObject({
  modelTopology: z.unknown(),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(z.unknown()) }))
})

/** The nets as their own packages run them: TensorFlow.js on its plain CPU backend. Slow, independent of our graphs. */
export async function tfjsReference(nodeModules: string): Promise<{
  detection(image: GoldenTensor): Promise<{ scores: number[]; boxes: number[]; landmarks: number[] }>
  expressionA(image: GoldenTensor): Promise<number[]>
  expressionB(image: GoldenTensor): Promise<number[]>
  mesh(image: GoldenTensor): Promise<{ mesh: number[]; presence: number[] }>
  identity(image: GoldenTensor): Promise<number[]>
}> {
  const faceApi = await loadFaceApi(nodeModules)
  const { tf } = faceApi
  await tf.setBackend('cpu')
  await tf.ready()
  const human = join(nodeModules, '@vladmandic/human/models')
  const blazeface = await tf.loadGraphModel({ load: async () => graphModel(human, 'blazeface') })
  const emotion = await tf.loadGraphModel({ load: async () => graphModel(human, 'emotion') })
  const facemesh = await tf.loadGraphModel({ load: async () => graphModel(human, 'facemesh') })
  const faceres = await tf.loadGraphModel({ load: async () => graphModel(human, 'faceres') })
  const net = expressionNet(faceApi, join(nodeModules, '@vladmandic/face-api/model'))

  return {
    async detection(image) {
      const outputs = await each(image, async (pixels) => {
        const results = blazeface.execute(
          tf.tensor(
            pixels.map((value) => value / 127.5 - 1),
            [1, 256, 256, 3]
          )
        )
        return decodeDetection(
          await Promise.all(
            [results].flat().map(async (result) => ({ shape: result.shape, data: await result.data() }))
          )
        )
      })
      return {
        scores: outputs.flatMap((output) => output.scores),
        boxes: outputs.flatMap((output) => output.boxes),
        landmarks: outputs.flatMap((output) => output.landmarks)
      }
    },
    async mesh(image) {
      const outputs = await each(image, async (pixels) => {
        const results = [
          facemesh.execute(
            tf.tensor(
              pixels.map((value) => value / 255),
              [1, 192, 192, 3]
            )
          )
        ].flat()
        const wide = async (width: number): Promise<number[]> => {
          const found = results.find(({ shape }) => shape.at(-1) === width)
          return found ? [...(await found.data())] : []
        }
        return { mesh: (await wide(1404)).map((value) => value / 192), presence: await wide(1) }
      })
      return {
        mesh: outputs.flatMap(({ mesh }) => mesh),
        presence: outputs.flatMap(({ presence }) => presence)
      }
    },
    async identity(image) {
      const rows = await each(image, async (pixels) => {
        const results = [faceres.execute(tf.tensor(pixels, [1, 224, 224, 3]))].flat()
        const found = results.find(({ shape }) => shape.at(-1) === 1024)
        return found ? [...(await found.data())] : []
      })
      return rows.flat()
    },
    async expressionA(image) {
      const rows = await each(image, async (pixels) => {
        const result = emotion.execute(
          tf.tensor(
            smallGrey(pixels, 112, 64).map((value) => value / 127.5 - 1),
            [1, 64, 64, 1]
          )
        )
        return inEkmanOrder(await firstData(result), humanExpressionLabels)
      })
      return rows.flat()
    },
    async expressionB(image) {
      const rows = await each(image, async (pixels) => {
        const result = net.forwardInput(await faceApi.toNetInput(tf.tensor(pixels, [112, 112, 3])))
        return inEkmanOrder(await result.data(), faceApiExpressionLabels)
      })
      return rows.flat()
    }
  }
}

/** face-api's bundle takes Node for Node with its own native TensorFlow; as a browser it brings all it needs. */
async function loadFaceApi(nodeModules: string): Promise<FaceApi> {
  Object.assign(globalThis, {
    window: globalThis,
    document: { createElement: () => ({ getContext: () => null }) }
  })
  return await import(pathToFileURL(join(nodeModules, '@vladmandic/face-api/dist/face-api.esm.js')).href)
}

function graphModel(folder: string, name: string): unknown {
  const json = ModelJson.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  return {
    ...json,
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: exactBuffer(readFileSync(join(folder, `${name}.bin`)))
  }
}

function expressionNet(faceApi: FaceApi, folder: string): InstanceType<FaceApi['FaceExpressionNet']> {
  const manifest = ModelJson.shape.weightsManifest.parse(
    JSON.parse(readFileSync(join(folder, 'face_expression_model-weights_manifest.json'), 'utf8'))
  )
  const bytes = exactBuffer(readFileSync(join(folder, 'face_expression_model.bin')))
  const net = new faceApi.FaceExpressionNet()
  net.loadFromWeightMap(
    faceApi.tf.io.decodeWeights(
      bytes,
      manifest.flatMap((group) => group.weights)
    )
  )
  return net
}

/** Boxes and points as @vladmandic/human decodes them (src/face/blazeface.ts), as fractions of the square. */
function decodeDetection(
  results: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[]
): { scores: number[]; boxes: number[]; landmarks: number[] } {
  const part = (anchors: number, width: number): Float32Array =>
    results.find(({ shape }) => shape[1] === anchors && shape[2] === width)?.data ?? new Float32Array()
  const logits = [...part(512, 1), ...part(384, 1)]
  const values = [...part(512, 16), ...part(384, 16)]
  const centres = blazefaceAnchors(256)
  const value = (anchor: number, i: number): number => (values[anchor * 16 + i] ?? NaN) / 256
  const centre = (anchor: number, axis: number): number => (centres[anchor * 2 + axis] ?? NaN) / 256
  return {
    scores: logits.map((logit) => 1 / (1 + Math.exp(-logit))),
    boxes: logits.flatMap((_, a) =>
      [-0.5, 0.5].flatMap((side) =>
        [0, 1].map((axis) => value(a, axis) + centre(a, axis) + side * value(a, 2 + axis))
      )
    ),
    landmarks: logits.flatMap((_, a) =>
      Array.from({ length: 12 }, (__, i) => value(a, 4 + i) + centre(a, i % 2))
    )
  }
}

function smallGrey(pixels: Float32Array, source: number, target: number): Float32Array {
  const weights = resizeMatrix(source, target)
  const grey = (y: number, x: number): number => {
    const at = (y * source + x) * 3
    return 0.2989 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0)
  }
  return Float32Array.from({ length: target * target }, (_, i) => {
    const row = Math.floor(i / target)
    const column = i % target
    let sum = 0
    for (let y = 0; y < source; y++) {
      const high = weights[row * source + y] ?? 0
      if (high > 0)
        for (let x = 0; x < source; x++) sum += high * (weights[column * source + x] ?? 0) * grey(y, x)
    }
    return sum
  })
}

function inEkmanOrder(probabilities: Float32Array, labels: readonly string[]): number[] {
  return ekman7.map((label) => probabilities[labels.indexOf(label)] ?? NaN)
}

async function each<T>(image: GoldenTensor, run: (pixels: Float32Array) => Promise<T>): Promise<T[]> {
  const size = image.data.length / (image.shape[0] ?? 1)
  const results: T[] = []
  for (let at = 0; at < image.data.length; at += size)
    results.push(await run(Float32Array.from(image.data.subarray(at, at + size), Number)))
  return results
}

async function firstData(result: Tensor | Tensor[]): Promise<Float32Array> {
  const first = [result].flat()[0]
  if (!first) throw new Error('the net gave no output')
  return first.data()
}

function exactBuffer(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}
