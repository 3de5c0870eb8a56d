import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as ort from 'onnxruntime-node'
import { ekman7 } from '../../models/convert/expression-labels'
import { cutFace, findFaces, readPicture } from './find-faces'
import { dataFolder, nodeModules, openModel, runModel } from './models'

let detector: ort.InferenceSession
let expression: ort.InferenceSession
beforeAll(async () => {
  detector = await openModel('face-detection')
  expression = await openModel('face-expression')
})
afterAll(async () => {
  await detector.release()
  await expression.release()
})

const demo = (name: string): string => join(nodeModules, '@vladmandic/face-api/demo', name)
const photographs = join(dataFolder, 'face/images')

/** Name of the strongest expression of every face, from left to right. */
async function expressionsIn(file: string): Promise<string[]> {
  const picture = readPicture(file)
  const faces = (await findFaces(detector, picture)).sort((a, b) => a.box[0] - b.box[0])
  const data = new Uint8Array(faces.length * 112 * 112 * 3)
  faces.forEach((face, i) => data.set(cutFace(picture, face, 112), i * 112 * 112 * 3))
  const probabilities =
    (await runModel(expression, { type: 'uint8', shape: [faces.length, 112, 112, 3], data })).get(
      'probabilities'
    ) ?? new Float32Array()
  return faces.map((_, i) => {
    const row = probabilities.subarray(i * 7, i * 7 + 7)
    return ekman7[row.indexOf(Math.max(...row))] ?? ''
  })
}

describe('faces in photographs', () => {
  it.each([
    ['sample1.jpg', 3],
    ['sample2.jpg', 3],
    ['sample3.jpg', 3],
    ['sample4.jpg', 4],
    ['sample5.jpg', 5],
    ['sample6.jpg', 4]
  ])('every person in %s is found once, and nothing else (%i)', async (name, people) => {
    expect(await findFaces(detector, readPicture(demo(name)))).toHaveLength(people)
  })

  it('a box lies around the face: left woman of the sixth photograph, eyes to chin', async () => {
    const faces = await findFaces(detector, readPicture(demo('sample6.jpg')))
    const [left] = faces.sort((a, b) => a.box[0] - b.box[0])
    const expected = [236, 535, 461, 760]
    left?.box.forEach((edge, i) => expect(Math.abs(edge - (expected[i] ?? NaN))).toBeLessThan(25))
  })

  it('three of the four women of the sixth photograph smile and the third does not', async () => {
    expect(await expressionsIn(demo('sample6.jpg'))).toEqual([
      'happiness',
      'happiness',
      'neutral',
      'happiness'
    ])
  })
})

describe.skipIf(!existsSync(photographs))('faces in the photographs of AFFECTORY_DATA', () => {
  it.each([
    ['single_face.jpg', 1],
    ['multi_face.jpg', 5],
    ['free-mountain-vector-01.jpg', 0]
  ])('%s shows %i', async (name, people) => {
    expect(await findFaces(detector, readPicture(join(photographs, name)))).toHaveLength(people)
  })

  it('all five people of the group photograph look happy, the man with sunglasses too', async () => {
    expect(await expressionsIn(join(photographs, 'multi_face.jpg'))).toEqual(Array(5).fill('happiness'))
  })
})
