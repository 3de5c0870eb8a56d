/**
 * Fits the head of the speech model on EMO-DB and writes head.json and evaluation.json:
 * `AFFECTORY_DATA=<folder> node models/speech-emotion/train.ts`. Needs ffmpeg on the path and <folder>/speech/emodb/flac.
 * Not part of building: the head is small and stands in the repository.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-node'
import { packageReader } from '../convert/package-files.ts'
import { decodeClip, withoutSilence } from '../convert/training-clips.ts'
import { whisperInputs } from '../convert/whisper-layers.ts'
import { embeddingGraph } from './embedding.ts'
import { evaluate } from './evaluate.ts'
import type { Head } from './head.ts'
import { labels } from './head.ts'
import type { LogisticModel } from './logistic.ts'
import { fitLogistic, predictLogistic } from './logistic.ts'

const here = dirname(fileURLToPath(import.meta.url))
const nodeModules = join(here, '../../node_modules')

/** The letter in an EMO-DB file name is the German word's: Wut, Langeweile, Ekel, Angst, Freude, Trauer, neutral. */
const labelOfLetter: Readonly<Record<string, string>> = {
  W: 'anger',
  L: 'boredom',
  E: 'disgust',
  A: 'fear',
  F: 'happiness',
  T: 'sadness',
  N: 'neutral'
}

/** Strong, because there are more features than examples. Twice the 1000 of a first trial with one example per clip; not tuned on the scores. */
const PENALTY = 2000

/**
 * A clip gives two examples: as it stands, and without the silence around the speech. The copy of EMO-DB in use is
 * cut or padded to two seconds, and how much silence follows tells the emotion, which it must not.
 */
interface Example {
  readonly speaker: string
  readonly target: number
  readonly trimmed: boolean
  readonly features: Float64Array
}

async function main(): Promise<void> {
  const folder = join(process.env['AFFECTORY_DATA'] ?? '../shared/data', 'speech/emodb/flac')
  if (!existsSync(folder))
    throw new Error(`${folder} is not there; set AFFECTORY_DATA to the folder that holds speech/emodb/flac`)
  const examples = await readExamples(folder)
  const speakers = [...new Set(examples.map((example) => example.speaker))].sort()

  const heldOut = speakers.flatMap((speaker) => {
    const model = fit(examples.filter((example) => example.speaker !== speaker))
    return examples.filter((example) => example.speaker === speaker).map((example) => decide(model, example))
  })
  const shipped = fit(examples)
  const onTrainingData = examples.map((example) => decide(shipped, example))
  const whole = (decision: Decision): boolean => !decision.trimmed
  const evaluation = {
    data: 'EMO-DB (Burkhardt et al. 2005), 535 clips of 10 speakers, two seconds each, CC BY 4.0',
    labels,
    leaveOneSpeakerOut: evaluate(heldOut.filter(whole), labels),
    leaveOneSpeakerOutWithoutSilence: evaluate(
      heldOut.filter((decision) => decision.trimmed),
      labels
    ),
    onTrainingData: evaluate(onTrainingData.filter(whole), labels)
  }
  writeFileSync(join(here, 'evaluation.json'), `${JSON.stringify(evaluation, null, 2)}\n`)
  writeFileSync(join(here, 'head.json'), headText(foldStandardisation(shipped)))
  for (const [name, result] of Object.entries(evaluation)) {
    if (typeof result === 'object' && 'uar' in result)
      console.log(`${name}: UAR ${result.uar}, WAR ${result.war}, ${result.clips} clips`)
  }
}

async function readExamples(folder: string): Promise<Example[]> {
  const graph = embeddingGraph(packageReader(nodeModules, whisperInputs)).encode({})
  const session = await ort.InferenceSession.create(graph, { intraOpNumThreads: 1 })
  const examples: Example[] = []
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.flac'))
    .sort()) {
    const target = labels.findIndex((label) => label === labelOfLetter[name.charAt(5)])
    if (target < 0) throw new Error(`${name} has no EMO-DB emotion letter in sixth place`)
    const whole = decodeClip(join(folder, name))
    for (const trimmed of [false, true]) {
      const features = await embed(session, trimmed ? withoutSilence(whole) : whole)
      examples.push({ speaker: name.slice(0, 2), target, trimmed, features })
    }
  }
  await session.release()
  return examples
}

async function embed(session: ort.InferenceSession, waveform: Float32Array): Promise<Float64Array> {
  const { embedding } = await session.run({
    waveform: new ort.Tensor('float32', waveform, [1, waveform.length])
  })
  if (!(embedding?.data instanceof Float32Array)) throw new Error('the graph gave no embedding')
  return Float64Array.from(embedding.data)
}

interface Standardised {
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly model: LogisticModel
}

function fit(examples: readonly Example[]): Standardised {
  const width = examples[0]?.features.length ?? 0
  const column = (i: number): number[] => examples.map((example) => example.features[i] ?? 0)
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const mean = Float64Array.from({ length: width }, (_, i) => average(column(i)))
  const deviation = Float64Array.from(
    { length: width },
    (_, i) => Math.sqrt(average(column(i).map((value) => (value - (mean[i] ?? 0)) ** 2))) || 1
  )
  const features = examples.map((example) => standardise(example.features, mean, deviation))
  const model = fitLogistic({
    features,
    target: examples.map((example) => example.target),
    classes: labels.length,
    penalty: PENALTY
  })
  return { mean, deviation, model }
}

interface Decision {
  readonly target: number
  readonly predicted: number
  readonly trimmed: boolean
}

function decide({ mean, deviation, model }: Standardised, { features, target, trimmed }: Example): Decision {
  const probabilities = predictLogistic(model, standardise(features, mean, deviation))
  return { target, trimmed, predicted: probabilities.indexOf(Math.max(...probabilities)) }
}

function standardise(features: Float64Array, mean: Float64Array, deviation: Float64Array): Float64Array {
  return features.map((value, i) => (value - (mean[i] ?? 0)) / (deviation[i] ?? 1))
}

/** w . (x - mean) / deviation + b  =  (w / deviation) . x + (b - w . mean / deviation): two tables fewer to store. */
function foldStandardisation({ mean, deviation, model }: Standardised): Head {
  const weights = model.weights.map((row) => Array.from(row, (w, i) => w / (deviation[i] ?? 1)))
  const bias = weights.map(
    (row, c) => (model.bias[c] ?? 0) - row.reduce((sum, w, i) => sum + w * (mean[i] ?? 0), 0)
  )
  return { labels: [...labels], bias: bias.map(rounded), weights: weights.map((row) => row.map(rounded)) }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}

function headText(head: Head): string {
  const rows = head.weights.map((row) => `    ${JSON.stringify(row)}`).join(',\n')
  return `{\n  "labels": ${JSON.stringify(head.labels)},\n  "bias": ${JSON.stringify(head.bias)},\n  "weights": [\n${rows}\n  ]\n}\n`
}

await main()
