/**
 * Writes golden.json of the face models anew: `node models/write-golden.ts`.
 * Only needed when a golden's input changes. Expected values come from TensorFlow.js, never from our own graphs.
 */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Golden, GoldenInput } from './convert/golden.ts'
import { goldenInput } from './convert/golden.ts'
import { tfjsReference } from './convert/tfjs-reference.ts'

const here = dirname(fileURLToPath(import.meta.url))
const nodeModules = join(here, '../node_modules')
const source =
  'the nets of @vladmandic/human@3.3.6 and @vladmandic/face-api@1.7.15, run by TensorFlow.js 4.22 on its CPU backend'
const tolerance = 0.001

const faceApi = { kind: 'photo', package: '@vladmandic/face-api', version: '1.7.15' } as const
const sample2 = {
  ...faceApi,
  path: 'demo/sample2.jpg',
  sha256: '7d2b60ae6f13bf30f422e04df87451081a02c83de469056f25afb44b7000c691'
}
const sample6 = {
  ...faceApi,
  path: 'demo/sample6.jpg',
  sha256: '9baad80f9d5e306fb9b8c0913d44445f1e95848df317530efb03d0934c57ba87'
}

/** Score above which an anchor's box and points belong into the golden. */
const FACE_SCORE = 0.5

const reference = await tfjsReference(nodeModules)
write('face-detection', [
  await detectionCase('four people in a photograph', {
    ...sample6,
    sizePx: 256,
    regions: [{ x: 210, y: 0, side: 1536 }]
  }),
  await detectionCase('a pattern without a face', { kind: 'pattern', shape: [1, 256, 256, 3] })
])

const faces: readonly [string, GoldenInput][] = [
  ['a smiling woman', { ...sample6, sizePx: 112, regions: [{ x: 609, y: 329, side: 336 }] }],
  [
    'two women, one looking down, one in profile, in one batch',
    {
      ...sample2,
      sizePx: 112,
      regions: [
        { x: 1443, y: 186, side: 224 },
        { x: 345, y: 179, side: 224 }
      ]
    }
  ],
  ['a pattern that is no face', { kind: 'pattern', shape: [1, 112, 112, 3] }]
]
const expressions: { name: string; input: GoldenInput; a: number[]; b: number[] }[] = []
for (const [name, input] of faces) {
  const image = goldenInput(input, nodeModules)
  expressions.push({
    name,
    input,
    a: await reference.expressionA(image),
    b: await reference.expressionB(image)
  })
}
write(
  'face-expression-a',
  expressions.map(({ name, input, a }) => ({
    name,
    input,
    expected: { probabilities: all(a) },
    tolerance,
    source
  }))
)
write(
  'face-expression-b',
  expressions.map(({ name, input, b }) => ({
    name,
    input,
    expected: { probabilities: all(b) },
    tolerance,
    source
  }))
)
write(
  'face-expression',
  expressions.map(({ name, input, a, b }) => ({
    name,
    input,
    expected: {
      probabilities: all(a.map((value, i) => (value + (b[i] ?? NaN)) / 2)),
      probabilities_a: all(a),
      probabilities_b: all(b)
    },
    tolerance,
    source
  }))
)

const every = 13
for (const [id, sizePx, margin] of [
  ['face-mesh', 192, 24],
  ['face-identity', 224, 56]
] as const) {
  const cases: [string, GoldenInput][] = [
    [
      'a smiling woman',
      { ...sample6, sizePx, regions: [{ x: 609 - margin, y: 329 - margin, side: sizePx * 2 }] }
    ],
    [
      'two women, one looking down, one in profile, in one batch',
      {
        ...sample2,
        sizePx,
        regions: [
          { x: 1443, y: 186, side: sizePx },
          { x: 345, y: 179, side: sizePx }
        ]
      }
    ],
    ['a pattern that is no face', { kind: 'pattern', shape: [1, sizePx, sizePx, 3] }]
  ]
  const written: Golden['cases'] = []
  for (const [name, input] of cases) {
    const image = goldenInput(input, nodeModules)
    const spread = (values: readonly number[]) =>
      some(
        values,
        values.flatMap((_, i) => (i % every === 0 ? [i] : []))
      )
    const found = id === 'face-mesh' ? await reference.mesh(image) : undefined
    const expected: Golden['cases'][number]['expected'] = found
      ? { mesh: spread(found.mesh), presence: all(found.presence) }
      : { descriptor: spread(await reference.identity(image)) }
    written.push({ name, input, expected, tolerance, source })
  }
  write(id, written)
}

async function detectionCase(name: string, input: GoldenInput): Promise<Golden['cases'][number]> {
  const { scores, boxes, landmarks } = await reference.detection(goldenInput(input, nodeModules))
  const anchors = scores.flatMap((score, anchor) => (score > FACE_SCORE ? [anchor] : []))
  const flat = (width: number): number[] =>
    anchors.flatMap((anchor) => Array.from({ length: width }, (_, i) => anchor * width + i))
  const expected = {
    scores: all(scores),
    ...(anchors.length ? { boxes: some(boxes, flat(4)), landmarks: some(landmarks, flat(12)) } : {})
  }
  return { name, input, expected, tolerance, source }
}

function all(values: readonly number[]): { values: number[] } {
  return { values: values.map(rounded) }
}

function some(values: readonly number[], at: readonly number[]): { at: number[]; values: number[] } {
  return { at: [...at], values: at.map((i) => rounded(values[i] ?? NaN)) }
}

function rounded(value: number): number {
  return Number(value.toFixed(6))
}

/** One case is one block of lines, lists of numbers on one line: a changed value shows as one changed line. */
function write(id: string, cases: Golden['cases']): void {
  const text = JSON.stringify({ cases }, null, 2).replace(/\[[\s\d.,e-]+\]/g, (list) =>
    list.replace(/\s+/g, '')
  )
  writeFileSync(join(here, id, 'golden.json'), `${text}\n`)
  console.log(`${id.padEnd(20)} ${cases.map((entry) => entry.name).join('; ')}`)
}
