import { existsSync, readFileSync } from 'node:fs'
import jpeg from 'jpeg-js'
import { afterAll, describe, expect, test } from 'vitest'
import { overlap, type Face } from '../../../../../src/main/engine/inference/faces/box'
import {
  openFaceDetector,
  type FaceDetector
} from '../../../../../src/main/engine/inference/faces/face-detector'
import { readModelFolder } from '../../../../../src/main/engine/inference/model-folder'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { createStopwatch } from '../../../../../src/main/engine/inference/stopwatch'
import { sharedData } from '../../../../fixtures/shared-data'
import { decoded, fitted, hasModel, modelsFolder, photograph } from '../fixtures'

const built = hasModel('face-detection')
if (!built) console.log('skipped: the face detector is not built (npm run models)')

const detectors = new Map<boolean, Promise<FaceDetector>>()
function detector(smallFaces: boolean): Promise<FaceDetector> {
  const known = detectors.get(smallFaces) ?? open(smallFaces)
  detectors.set(smallFaces, known)
  return known
}

async function open(smallFaces: boolean): Promise<FaceDetector> {
  const { model } = await readModelFolder(`${modelsFolder}/face-detection`)
  if (!model) throw new Error('the face detector cannot be used')
  const rules = { minScore: 0.75, doubtfulScore: 0.3, maxFaces: 24, smallFaces }
  const opened = await openFaceDetector(model, rules, 'cpu', 1)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/** Sure faces from left to right. */
async function facesIn(picture: Picture, smallFaces: boolean): Promise<readonly Face[]> {
  const [faces = []] = await (await detector(smallFaces)).detect([decoded(picture)], createStopwatch())
  return faces.filter(({ score }) => score >= 0.75).toSorted((a, b) => a.x - b.x)
}

/** A grey picture with others laid upon it. */
function collage(
  widthPx: number,
  heightPx: number,
  pieces: readonly { readonly picture: Picture; readonly left: number; readonly top: number }[]
): Picture {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(110)
  for (const { picture, left, top } of pieces)
    for (let y = 0; y < picture.heightPx; y++) {
      const row = picture.data.subarray(y * picture.widthPx * 3, (y + 1) * picture.widthPx * 3)
      data.set(row, ((top + y) * widthPx + left) * 3)
    }
  return { kind: 'picture', widthPx, heightPx, channels: 3, data, placement: IDENTITY }
}

/** Where a face of a piece lies in the collage, by hand. */
const moved = (face: Face, piece: Picture, left: number, top: number, w: number, h: number): Face => ({
  x: (left + face.x * piece.widthPx) / w,
  y: (top + face.y * piece.heightPx) / h,
  w: (face.w * piece.widthPx) / w,
  h: (face.h * piece.heightPx) / h,
  score: face.score
})

describe.skipIf(!built)('small faces', () => {
  afterAll(async () => {
    for (const each of detectors.values()) await (await each).dispose()
  })

  // Four people, in a photograph whose faces are found as they are; made so small that each face is 2 % of a wide picture.
  test.each([
    ['in the middle', 500, 300],
    ['in a corner', 0, 0],
    ['in the other corner', 1040, 528],
    ['where tiles end', 420, 200]
  ] as const)(
    'four faces of about 2 %% of the picture, %s, are missed in the whole, all but one at most, and found in parts, all but one at least, none twice',
    { timeout: 30_000 },
    async (_, left, top) => {
      const large = fitted(photograph(6), 640)
      const piece = fitted(photograph(6), 240)
      const known = await facesIn(large, false)
      expect(known).toHaveLength(4)
      const picture = collage(1280, 720, [{ picture: piece, left, top }])
      const expected = known.map((face) => moved(face, piece, left, top, 1280, 720))
      for (const face of expected) expect(face.w).toBeLessThan(0.035)

      expect((await facesIn(picture, false)).length).toBeLessThanOrEqual(1)
      const found = await facesIn(picture, true)
      expect(found.length).toBeGreaterThanOrEqual(3)
      const which = found.map((face) => expected.findIndex((other) => overlap(face, other) > 0.55))
      expect(which).not.toContain(-1)
      expect(new Set(which).size).toBe(found.length)
    }
  )

  test(
    'faces of every size together are found once each, the large ones where they were',
    { timeout: 30_000 },
    async () => {
      const large = fitted(photograph(6), 700)
      const small = fitted(photograph(6), 240)
      const picture = collage(1280, 720, [
        { picture: large, left: 0, top: 0 },
        { picture: small, left: 900, top: 400 }
      ])
      const before = await facesIn(picture, false)
      const found = await facesIn(picture, true)
      expect(before).toHaveLength(4)
      expect(found).toHaveLength(8)
      for (const face of before) expect(found.some((other) => overlap(face, other) > 0.8)).toBe(true)
    }
  )

  test('nobody is seen in a picture without faces', async () => {
    expect(await facesIn(collage(1280, 720, []), true)).toEqual([])
  })

  const crowd = sharedData('face', 'images', 'multi_face.jpg')
  test.skipIf(crowd === undefined || !existsSync(crowd))(
    'the faces of a real group, far away, are those seen near by',
    { timeout: 30_000 },
    async () => {
      const { width, height, data } = jpeg.decode(readFileSync(crowd ?? ''), {
        useTArray: true,
        formatAsRGBA: false
      })
      const group: Picture = {
        kind: 'picture',
        widthPx: width,
        heightPx: height,
        channels: 3,
        data,
        placement: IDENTITY
      }
      const near = await facesIn(fitted(group, 1280), false)
      const piece = fitted(group, 400)
      const far = await facesIn(collage(1280, 720, [{ picture: piece, left: 600, top: 200 }]), true)
      expect(near.length).toBeGreaterThan(0)
      for (const face of near)
        expect(far.some((other) => overlap(other, moved(face, piece, 600, 200, 1280, 720)) > 0.5)).toBe(true)
    }
  )
})
