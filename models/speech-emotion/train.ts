/**
 * Fits the head of the speech model on EMO-DB and writes head.json and evaluation.json:
 * `AFFECTORY_DATA=<folder> node models/speech-emotion/train.ts`. Needs ffmpeg on the path and <folder>/speech/emodb/flac.
 * Not part of building: the head is small and stands in the repository.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-node'
import { packageReader } from '../convert/package-files.ts'
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

/** Strong, because there are three times as many features as clips. Taken from the literature's range, not tuned on the scores. */
const PENALTY = 1000
const SAMPLE_RATE = 16000

interface Clip {
  readonly speaker: string
  readonly target: number
  readonly features: Float64Array
}

async function main(): Promise<void> {
  const folder = join(process.env['AFFECTORY_DATA'] ?? '../shared/data', 'speech/emodb/flac')
  if (!existsSync(folder)) throw new Error(`${folder} is not there; set AFFECTORY_DATA to the folder that holds speech/emodb/flac`)
  const clips = await readClips(folder)
  const speakers = [...new Set(clips.map((clip) => clip.speaker))].sort()

  const heldOut = speakers.flatMap((speaker) => {
    const model = fit(clips.filter((clip) => clip.speaker !== speaker))
    return clips.filter((clip) => clip.speaker === speaker).map((clip) => ({ target: clip.target, predicted: predict(model, clip) }))
  })
  const shipped = fit(clips)
  const evaluation = {
    data: 'EMO-DB (Burkhardt et al. 2005), 535 clips, 10 speakers, CC BY 4.0',
    labels,
    leaveOneSpeakerOut: evaluate(heldOut, labels),
    onTrainingData: evaluate(clips.map((clip) => ({ target: clip.target, predicted: predict(shipped, clip) })), labels)
  }
  writeFileSync(join(here, 'evaluation.json'), `${JSON.stringify(evaluation, null, 2)}\n`)
  writeFileSync(join(here, 'head.json'), headText(foldStandardisation(shipped)))
  console.log(`leave one speaker out: UAR ${evaluation.leaveOneSpeakerOut.uar}, WAR ${evaluation.leaveOneSpeakerOut.war}, ${clips.length} clips`)
  console.log(`on its own training data: UAR ${evaluation.onTrainingData.uar}`)
}

async function readClips(folder: string): Promise<Clip[]> {
  const graph = embeddingGraph(packageReader(nodeModules, whisperInputs)).encode({})
  const session = await ort.InferenceSession.create(graph, { intraOpNumThreads: 1 })
  const clips: Clip[] = []
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.flac')).sort()) {
    const target = labels.findIndex((label) => label === labelOfLetter[name.charAt(5)])
    if (target < 0) throw new Error(`${name} has no EMO-DB emotion letter in sixth place`)
    const waveform = decode(join(folder, name))
    const { embedding } = await session.run({ waveform: new ort.Tensor('float32', waveform, [1, waveform.length]) })
    if (!(embedding?.data instanceof Float32Array)) throw new Error(`${name} gave no embedding`)
    clips.push({ speaker: name.slice(0, 2), target, features: Float64Array.from(embedding.data) })
  }
  await session.release()
  return clips
}

function decode(file: string): Float32Array {
  const bytes = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 'f32le', '-'], { maxBuffer: 1 << 28 })
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

interface Standardised {
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly model: LogisticModel
}

function fit(clips: readonly Clip[]): Standardised {
  const width = clips[0]?.features.length ?? 0
  const column = (i: number): number[] => clips.map((clip) => clip.features[i] ?? 0)
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const mean = Float64Array.from({ length: width }, (_, i) => average(column(i)))
  const deviation = Float64Array.from({ length: width }, (_, i) => Math.sqrt(average(column(i).map((value) => (value - (mean[i] ?? 0)) ** 2))) || 1)
  const features = clips.map((clip) => standardise(clip.features, mean, deviation))
  const model = fitLogistic({ features, target: clips.map((clip) => clip.target), classes: labels.length, penalty: PENALTY })
  return { mean, deviation, model }
}

function predict({ mean, deviation, model }: Standardised, clip: Clip): number {
  const probabilities = predictLogistic(model, standardise(clip.features, mean, deviation))
  return probabilities.indexOf(Math.max(...probabilities))
}

function standardise(features: Float64Array, mean: Float64Array, deviation: Float64Array): Float64Array {
  return features.map((value, i) => (value - (mean[i] ?? 0)) / (deviation[i] ?? 1))
}

/** w . (x - mean) / deviation + b  =  (w / deviation) . x + (b - w . mean / deviation): two tables fewer to store. */
function foldStandardisation({ mean, deviation, model }: Standardised): Head {
  const weights = model.weights.map((row) => Array.from(row, (w, i) => w / (deviation[i] ?? 1)))
  const bias = weights.map((row, c) => (model.bias[c] ?? 0) - row.reduce((sum, w, i) => sum + w * (mean[i] ?? 0), 0))
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
