import { join } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { Manifest, ManifestOutput } from '../manifest'
import { onlyInput, openModel } from '../open-model'
import { audioResampleParameters } from '../ops/audio-load'
import { compilePipeline, stepParameters } from '../ops/pipeline'
import { predictSegments } from '../speech/predict-segments'
import { predictWhole } from '../speech/predict-whole'
import { predictWindows } from '../speech/predict-windows'
import type { SpeechReader } from '../speech/speech-reader'
import type { OpenRequest, Predictor, Task } from './task'

/** Which of the labels a stretch of speech carries: segments of a track, sliding windows, or a whole clip. */
export const speechEmotion: Task = {
  id: 'speech-emotion',
  accepts: (manifest) =>
    manifest.unit.type === 'segment' &&
    isMeanOfWindows(manifest) &&
    manifest.inputs?.length === 1 &&
    isAudio(manifest) &&
    isMixed(manifest) &&
    manifest.outputs.filter(({ aux }) => !aux).length === 1 &&
    isUndecoded(manifest) &&
    emotionOutput(manifest) !== undefined,
  check(manifest, file) {
    for (const input of manifest.inputs ?? []) {
      const pipeline = compilePipeline(input, file)
      if (!pipeline.ok) return pipeline
      if (!input.pipeline.some((step) => step.op === 'audio.resample')) {
        return fail(
          'model-op',
          `${file}, input "${input.name}": no "audio.resample" names the sample rate the model takes`,
          undefined,
          file
        )
      }
    }
    return ok('speech-emotion')
  },
  open
}

/** Window and hop in seconds, where neither the run nor the manifest names them. */
const WINDOW_SECONDS = 3
const HOP_SECONDS = 1
/** Longest piece, where the manifest names none. */
const LONGEST_SECONDS = 30

async function open({ model, options, provider, threads }: OpenRequest): Promise<Result<Predictor>> {
  const { manifest, folder } = model
  const input = onlyInput(model)
  if (!input.ok) return input
  const output = emotionOutput(manifest)
  if (!output)
    return fail(
      'model-outputs',
      `${join(folder, 'manifest.json')} has no classification output`,
      undefined,
      folder
    )
  const embedding = manifest.outputs.find(({ task }) => task === 'embedding')?.id
  const outputs = embedding === undefined ? [output.id] : [output.id, embedding]
  const opened = await openModel(model, outputs, provider, threads)
  if (!opened.ok) return opened
  const reader: SpeechReader = {
    model: opened.value,
    output: output.id,
    labels: output.target.labels ?? [],
    ...(embedding === undefined ? {} : { embedding }),
    rateHz: stepParameters(input.value, 'audio.resample', audioResampleParameters).hz,
    longestSeconds: manifest.unit.maxSec ?? LONGEST_SECONDS
  }
  const windowSeconds = Math.min(
    reader.longestSeconds,
    options.windowSeconds ?? manifest.unit.windowSec ?? WINDOW_SECONDS
  )
  const hopSeconds = Math.min(windowSeconds, options.hopSeconds ?? manifest.unit.hopSec ?? HOP_SECONDS)
  const mode = options.mode ?? 'windows'
  return ok({
    choice: opened.value.choice,
    unit: mode === 'segments' ? 'segments' : 'seconds',
    total: (item) => (mode === 'segments' ? (item.segments?.length ?? 0) : item.input.stream.duration / 1e6),
    predict(item, sink) {
      switch (mode) {
        case 'segments':
          return predictSegments(reader, item, sink)
        case 'whole':
          return predictWhole(reader, item, sink)
        case 'windows':
          return predictWindows(reader, { windowSeconds, hopSeconds }, item, sink)
      }
    },
    dispose: opened.value.dispose
  })
}

const isAudio = (manifest: Manifest): boolean =>
  Object.values(manifest.bindings ?? {}).some((binding) => binding.modality === 'audio')

/** What this task makes of windows by itself; any other way is for the task that follows manifests to the letter. */
const isMeanOfWindows = ({ aggregate = [] }: Manifest): boolean =>
  aggregate.every(({ to, method }) => to === 'segment' && method === 'mean-prob') && aggregate.length <= 1

/** This task reads all channels as one; models that name a channel are run as their manifest says. */
const isMixed = ({ inputs = [] }: Manifest): boolean =>
  inputs.every(({ pipeline }) =>
    pipeline.every(({ op, channel = 'mix' }) => op !== 'audio.load' || channel === 'mix')
  )

/** This task takes what the network gives for probabilities; models whose answers are decoded are run as their manifest says. */
const isUndecoded = ({ outputs }: Manifest): boolean =>
  outputs.every(({ decode = [] }) => decode.every(({ op }) => op === 'identity' || op === 'embedding'))

const emotionOutput = (manifest: Manifest): ManifestOutput | undefined =>
  manifest.outputs.find((output) => !output.aux && output.task === 'classification' && output.target.labels)
