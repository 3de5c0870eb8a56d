import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { explainJob } from '../../../../../src/main/engine/inference/explain/explain-job'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import type { JobResult, JobSpec } from '../../../../../src/main/engine/protocol'
import type { Explained } from '../../../../../src/shared/explain/explained'
import {
  Committed,
  contextFor,
  fakeDecoder,
  fitted,
  hasModel,
  itemFor,
  modelsFolder,
  photograph
} from '../fixtures'
import { makeModelsFolder, putModel, type TinyManifest } from '../declared/tiny-models'

const built = hasModel('face-detection')
if (!built) console.log('skipped: the face detector is not built (npm run models)')

const SIDE = 56
const nobody: Picture = {
  kind: 'picture',
  widthPx: 640,
  heightPx: 450,
  channels: 3,
  data: new Uint8Array(640 * 450 * 3).fill(40),
  placement: IDENTITY
}
const people = built ? fitted(photograph(3), 640) : nobody

const model: TinyManifest = {
  unit: { type: 'person-frame', perParticipant: true, hopSec: 0.2 },
  bindings: { face: { modality: 'video', participant: 'each' } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 3, SIDE, SIDE],
      from: 'face',
      pipeline: [
        { op: 'video.sample', fps: 5, mode: 'stride' },
        { op: 'video.faces', detector: 'face-detection', minScore: 0.5, maxFaces: 8 },
        { op: 'video.crop', expand: 0.2, square: true },
        { op: 'image.color', space: 'rgb' },
        { op: 'image.resize', w: SIDE, h: SIDE, filter: 'bilinear', fit: 'stretch' },
        { op: 'image.layout', to: 'NCHW' }
      ]
    }
  ],
  outputs: [
    {
      id: 'edges',
      name: 'y',
      task: 'regression',
      target: { scheme: 'mine', attribute: 'edges', dims: ['edges'] }
    }
  ]
}

/** How much neighbouring pixels of the top left quarter of a face differ, as a sum. */
function edgesOfQuarter(): Uint8Array {
  const graph = new OnnxGraph('quarter')
  const x = graph.input('x', 'float32', ['B', 3, SIDE, SIDE])
  const part = (name: string, from: number, to: number): string =>
    graph.node('Slice', [
      x,
      graph.ints(`${name}-from`, [0, from]),
      graph.ints(`${name}-to`, [SIDE / 2, to]),
      graph.ints(`${name}-axes`, [2, 3])
    ])
  const difference = graph.node('Abs', [
    graph.node('Sub', [part('one', 1, SIDE / 2), part('next', 0, SIDE / 2 - 1)])
  ])
  graph.node('ReduceSum', [difference, graph.ints('all', [1, 2, 3])], { keepdims: 0 }, 'sum')
  graph.node('Unsqueeze', ['sum', graph.ints('last', [1])], {}, 'y')
  graph.output('y', 'float32', ['B', 1])
  return graph.encode({})
}

let folder = ''
beforeAll(() => {
  folder = makeModelsFolder()
  symlinkSync(join(modelsFolder, 'face-detection'), join(folder, 'face-detection'))
  putModel(folder, 'quarter', model, edgesOfQuarter())
})

async function ask(
  more: Partial<Extract<JobSpec, { kind: 'explain' }>>,
  picture: Picture = people
): Promise<JobResult> {
  const made = await explainJob(
    {
      kind: 'explain',
      modelId: 'quarter',
      item: itemFor('video', 4),
      time: 1_500_000,
      options: {},
      provider: 'cpu',
      schemes: [],
      ...more
    },
    {
      ...contextFor(fakeDecoder({ picture: () => picture }), new Committed()),
      environment: { modelsFolder: folder, threads: 1 }
    }
  )
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

async function explained(...given: Parameters<typeof ask>): Promise<Explained> {
  const made = await ask(...given)
  if (made.kind !== 'explained') throw new Error(made.kind)
  return made.explained
}

describe.skipIf(!built)('why a model of faces answers as it does', () => {
  test(
    'it hangs on the part of the face that it looks at, told with the place of the face',
    { timeout: 60_000 },
    async () => {
      const { parts, seen, start, end } = await explained({})
      expect(parts).toHaveLength(49)
      const mass = (only: (x: number, y: number) => boolean): number =>
        parts.reduce((sum, { part, effect }) => {
          if (part.kind !== 'patch') throw new Error(part.kind)
          return only(part.x, part.y) ? sum + Math.abs(effect ?? 0) : sum
        }, 0)
      expect(mass((x, y) => x < 0.5 && y < 0.5) / mass(() => true)).toBeGreaterThanOrEqual(0.95)
      // Three people, from left to right; the place is that of the face and what is around it.
      const { faces = [], face = -1, box } = seen ?? {}
      expect(faces).toHaveLength(3)
      expect(faces.map(({ x }) => x)).toEqual(faces.map(({ x }) => x).toSorted((a, b) => a - b))
      const own = faces[face]
      expect(own?.w).toBe(Math.max(...faces.map(({ w }) => w)))
      const { x = 0, w = 0 } = own ?? {}
      expect((box?.x ?? 0) + (box?.w ?? 0) / 2).toBeCloseTo(x + w / 2, 1)
      expect(box?.w ?? 0).toBeGreaterThan(w)
      expect(seen?.data).toHaveLength((seen?.widthPx ?? 0) * (seen?.heightPx ?? 0) * 3)
      // The stretch that a picture of a run speaks for, five times a second.
      expect(end - start).toBeCloseTo(200_000, -5)
    }
  )

  test('another face is asked for by its number or its place', { timeout: 60_000 }, async () => {
    const second = await explained({ face: 1 })
    expect(second.seen?.face).toBe(1)
    const { x = 0, y = 0, w = 0, h = 0 } = second.seen?.faces?.[1] ?? {}
    const there = await explained({ near: { x: x + w / 2 + 0.01, y: y + h / 2 } })
    expect(there.seen?.faces?.[there.seen.face ?? -1]).toEqual(second.seen?.faces?.[1])
    expect(there.scores).toEqual(second.scores)
  })

  test('a blurred face has fewer edges', { timeout: 60_000 }, async () => {
    const made = await ask({ changes: [{ kind: 'blur', binding: 'face', radiusShare: 0.08 }] })
    if (made.kind !== 'changed') throw new Error(made.kind)
    expect(made.after?.[0]).toBeLessThan((made.before[0] ?? NaN) / 2)
  })

  test('where nobody is seen, that is told', { timeout: 60_000 }, async () => {
    await expect(ask({}, nobody)).rejects.toThrow('No face is seen in Recording 1 at 1.5 s.')
  })
})
