import { readFileSync } from 'node:fs'
import jpeg from 'jpeg-js'
import type * as ort from 'onnxruntime-node'
import { resizeMatrix } from '../../models/convert/resize-matrix'
import { runModel } from './models'

/** RGB picture, 0..255, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export interface Face {
  readonly score: number
  /** Left, top, right, bottom in pixels of the picture. */
  readonly box: readonly [number, number, number, number]
}

export function readPicture(file: string): Picture {
  const { width, height, data } = jpeg.decode(readFileSync(file), {
    useTArray: true,
    formatAsRGBA: false,
    maxMemoryUsageInMB: 1024
  })
  return { width, height, pixels: data }
}

/** Faces as card.md of the model says to find them: letterbox, threshold, keep the best of overlapping boxes. */
export async function findFaces(session: ort.InferenceSession, picture: Picture): Promise<Face[]> {
  const side = Math.max(picture.width, picture.height)
  const left = (picture.width - side) / 2
  const top = (picture.height - side) / 2
  const outputs = await runModel(session, {
    type: 'uint8',
    shape: [1, 256, 256, 3],
    data: cutSquare(picture, left, top, side, 256)
  })
  const scores = outputs.get('scores') ?? new Float32Array()
  const boxes = outputs.get('boxes') ?? new Float32Array()
  const candidates = Array.from(scores, (score, i): Face => {
    const corner = (k: number): number => (boxes[i * 4 + k] ?? NaN) * side + (k % 2 === 0 ? left : top)
    return { score, box: [corner(0), corner(1), corner(2), corner(3)] }
  })
  const faces: Face[] = []
  for (const face of candidates.filter(({ score }) => score >= 0.5).sort((a, b) => b.score - a.score)) {
    if (faces.every((kept) => overlap(kept.box, face.box) < 0.3)) faces.push(face)
  }
  return faces
}

/** The crop that the expression models take: a square around the middle of the box, 1.2 times its longer side. */
export function cutFace(
  picture: Picture,
  { box: [left, top, right, bottom] }: Face,
  sizePx: number
): Uint8Array {
  const side = 1.2 * Math.max(right - left, bottom - top)
  return cutSquare(picture, (left + right - side) / 2, (top + bottom - side) / 2, side, sizePx)
}

/** A square of a picture, black outside of it, resized by matrix products after cutting to whole pixels. */
function cutSquare(picture: Picture, left: number, top: number, side: number, sizePx: number): Uint8Array {
  const whole = Math.round(side)
  const x0 = Math.round(left)
  const y0 = Math.round(top)
  const taps = tapsOf(resizeMatrix(whole, sizePx), whole)
  const result = new Uint8Array(sizePx * sizePx * 3)
  const rows = new Float32Array(whole * sizePx * 3)
  for (let y = 0; y < whole; y++)
    for (let x = 0; x < sizePx; x++)
      for (const { at: k, weight } of taps[x] ?? []) {
        const inside = y0 + y >= 0 && y0 + y < picture.height && x0 + k >= 0 && x0 + k < picture.width
        if (!inside) continue
        const at = ((y0 + y) * picture.width + x0 + k) * 3
        for (let c = 0; c < 3; c++)
          rows[(y * sizePx + x) * 3 + c] =
            (rows[(y * sizePx + x) * 3 + c] ?? 0) + weight * (picture.pixels[at + c] ?? 0)
      }
  for (let y = 0; y < sizePx; y++)
    for (let i = 0; i < sizePx * 3; i++) {
      let sum = 0
      for (const { at: k, weight } of taps[y] ?? []) sum += weight * (rows[k * sizePx * 3 + i] ?? 0)
      result[y * sizePx * 3 + i] = Math.round(sum)
    }
  return result
}

/** The weights of each row that are not zero, with their places. */
function tapsOf(matrix: Float32Array, source: number): { at: number; weight: number }[][] {
  return Array.from({ length: matrix.length / source }, (_, row) =>
    Array.from(matrix.subarray(row * source, (row + 1) * source), (weight, at) => ({ at, weight })).filter(
      ({ weight }) => weight > 0
    )
  )
}

function overlap(a: Face['box'], b: Face['box']): number {
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]))
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]))
  const area = (box: Face['box']): number => (box[2] - box[0]) * (box[3] - box[1])
  return (width * height) / (area(a) + area(b) - width * height)
}
