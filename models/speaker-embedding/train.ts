/**
 * Fits the head of the speaker model on EMO-DB and writes head.json and evaluation.json:
 * `AFFECTORY_DATA=<folder> node models/speaker-embedding/train.ts`. Needs ffmpeg on the path and <folder>/speech/emodb/flac.
 * Not part of building: the head is small and stands in the repository.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-node'
import { packageReader } from '../convert/package-files.ts'
import { decodeClip, withoutSilence } from '../convert/training-clips.ts'
import { whisperInputs } from '../convert/whisper-layers.ts'
import { FEATURES, speakerFeatures } from './features.ts'
import { fitNuisance, withoutNuisance, type Nuisance } from './nuisance.ts'
import { groupVoices, voicesHeard } from '../../src/shared/speech/group-voices.ts'

const here = dirname(fileURLToPath(import.meta.url))
/** Men among the speakers of EMO-DB; the others are women (its documentation). */
const MEN = new Set(['03', '10', '11', '12', '15'])
/** Clips of each speaker in a conversation put together. */
const CLIPS = 10
/** Rounds of iteration for the head that is kept, and for each of the many that are only scored. */
const ROUNDS = 200
const SCORED_ROUNDS = 12

interface Clip {
  readonly speaker: string
  readonly features: Float64Array
}

interface Pair {
  readonly cosine: number
  readonly same: boolean
  readonly sameSex: boolean
}

async function main(): Promise<void> {
  const folder = join(process.env['AFFECTORY_DATA'] ?? '../shared/data', 'speech/emodb/flac')
  if (!existsSync(folder))
    throw new Error(`${folder} is not there; set AFFECTORY_DATA to the folder that holds speech/emodb/flac`)
  const clips = await readClips(folder)
  writeFileSync(join(here, 'head.json'), headText(fitNuisance(clips, ROUNDS)))
  const evaluation = `${JSON.stringify(evaluate(clips), null, 2)}\n`
  writeFileSync(join(here, 'evaluation.json'), evaluation)
  console.log(evaluation)
}

/** Every group of speakers is scored with a head that never heard them. */
function evaluate(clips: readonly Clip[]): unknown {
  const speakers = [...new Set(clips.map(({ speaker }) => speaker))].sort()
  const pairs: Pair[] = []
  const conversations = new Map<string, { right: number[]; counted: number[]; rightCounted: number[] }>()
  const groups = [
    ...speakers.map((one) => [one]),
    ...combinations(speakers, 2),
    ...combinations(speakers, 3).filter((_, i) => i % 9 === 0),
    ...combinations(speakers, 4).filter((_, i) => i % 20 === 0)
  ]
  for (const group of groups) {
    const heard = clips.filter(({ speaker }) => !group.includes(speaker))
    const nuisance = fitNuisance(heard, SCORED_ROUNDS)
    const own = clips
      .filter(({ speaker }) => group.includes(speaker))
      .map(({ speaker, features }) => ({ speaker, voice: withoutNuisance(nuisance, features) }))
    if (group.length === 2) pairs.push(...pairsOf(own))
    const turns = group.flatMap((speaker) =>
      spread(
        own.filter((clip) => clip.speaker === speaker),
        CLIPS
      )
    )
    const voices = turns.map(({ voice }) => voice)
    const truth = turns.map(({ speaker }) => speaker)
    const sexes = new Set(group.map((speaker) => MEN.has(speaker))).size
    const kind =
      group.length === 2
        ? `2 speakers, ${sexes === 2 ? 'a man and a woman' : 'of one sex'}`
        : `${group.length} speakers`
    const score = conversations.get(kind) ?? { right: [], counted: [], rightCounted: [] }
    score.right.push(purity(truth, groupVoices(voices, group.length)))
    score.counted.push(Number(voicesHeard(voices) === group.length))
    score.rightCounted.push(purity(truth, groupVoices(voices, 'auto')))
    conversations.set(kind, score)
  }
  return {
    data: 'EMO-DB (Burkhardt et al. 2005), 535 clips of 10 speakers, at most two seconds, seven acted emotions, CC BY 4.0',
    protocol: `speakers scored were left out of the fit; conversations of ${CLIPS} clips of each speaker`,
    equalErrorRate: {
      all: equalErrorRate(pairs),
      sameSex: equalErrorRate(pairs.filter(({ sameSex }) => sameSex)),
      otherSex: equalErrorRate(pairs.filter(({ same, sameSex }) => same || !sameSex))
    },
    conversations: Object.fromEntries(
      [...conversations].map(([kind, { right, counted, rightCounted }]) => [
        kind,
        {
          conversations: right.length,
          purityWithNumberGiven: mean(right),
          numberFoundRight: mean(counted),
          purityWithNumberFound: mean(rightCounted)
        }
      ])
    )
  }
}

async function readClips(folder: string): Promise<Clip[]> {
  const graph = speakerFeatures(packageReader(join(here, '../../node_modules'), whisperInputs))
  graph.output('features', 'float32', [1, FEATURES])
  const session = await ort.InferenceSession.create(graph.encode({}), { intraOpNumThreads: 1 })
  const clips: Clip[] = []
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.flac'))
    .sort()) {
    const waveform = withoutSilence(decodeClip(join(folder, name)))
    const { features } = await session.run({
      waveform: new ort.Tensor('float32', waveform, [1, waveform.length])
    })
    if (!(features?.data instanceof Float32Array)) throw new Error('the graph gave no features')
    clips.push({ speaker: name.slice(0, 2), features: Float64Array.from(features.data) })
  }
  await session.release()
  return clips
}

function pairsOf(clips: readonly { readonly speaker: string; readonly voice: Float64Array }[]): Pair[] {
  return clips.flatMap((a, i) =>
    clips.slice(i + 1).map((b) => ({
      cosine: cosine(a.voice, b.voice),
      same: a.speaker === b.speaker,
      sameSex: MEN.has(a.speaker) === MEN.has(b.speaker)
    }))
  )
}

function cosine(a: Float64Array, b: Float64Array): number {
  let product = 0
  let own = 0
  let other = 0
  for (let i = 0; i < a.length; i++) {
    product += (a[i] ?? 0) * (b[i] ?? 0)
    own += (a[i] ?? 0) ** 2
    other += (b[i] ?? 0) ** 2
  }
  return product / Math.sqrt(own * other)
}

/** Share of wrong decisions where as many same voices are refused as different ones are taken. */
function equalErrorRate(pairs: readonly Pair[]): number {
  const sorted = pairs.toSorted((a, b) => a.cosine - b.cosine)
  const targets = pairs.filter(({ same }) => same).length
  const others = pairs.length - targets
  let refused = 0
  let passed = others
  for (const { same } of sorted) {
    if (same) refused++
    else passed--
    if (refused / targets >= passed / others) return rounded((refused / targets + passed / others) / 2)
  }
  return 1
}

/** Share of turns in groups whose most frequent speaker is theirs. */
function purity(truth: readonly string[], groups: readonly number[]): number {
  const byGroup = Map.groupBy(truth, (_, i) => groups[i])
  const right = [...byGroup.values()].reduce(
    (sum, own) =>
      sum + Math.max(...[...Map.groupBy(own, (speaker) => speaker).values()].map(({ length }) => length)),
    0
  )
  return right / truth.length
}

/** So many items, evenly over a list. */
function spread<T>(items: readonly T[], count: number): T[] {
  return Array.from({ length: Math.min(count, items.length) }, (_, i) =>
    items.slice(Math.floor((i * items.length) / count), Math.floor((i * items.length) / count) + 1)
  ).flat()
}

function combinations(items: readonly string[], count: number): string[][] {
  if (count === 0) return [[]]
  return items.flatMap((item, i) =>
    combinations(items.slice(i + 1), count - 1).map((rest) => [item, ...rest])
  )
}

function mean(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0) / values.length)
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function headText({ mean: centre, deviation, directions, gains }: Nuisance): string {
  const scales = directions.map((direction) => Math.max(...direction.map(Math.abs)))
  const bytes = Int8Array.from(
    directions.flatMap((direction, k) =>
      [...direction].map((value) => Math.round((value / (scales[k] ?? 1)) * 127))
    )
  )
  const numbers = (values: ArrayLike<number>): string =>
    JSON.stringify(Array.from(values, (value) => Number(value.toPrecision(6))))
  return `{
  "mean": ${numbers(centre)},
  "deviation": ${numbers(deviation)},
  "gains": ${numbers(gains)},
  "scales": ${numbers(scales)},
  "directions": "${Buffer.from(bytes.buffer).toString('base64')}"
}
`
}

await main()
