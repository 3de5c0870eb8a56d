import { join } from 'node:path'
import type { RunOptions } from '../../../../shared/domain/model'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { openFaceDetector, type DetectorRules } from '../faces/face-detector'
import { predictFaces, type FaceReader } from '../faces/predict-faces'
import type { Manifest, ManifestInput, ManifestOutput } from '../manifest'
import { onlyInput, openModel } from '../open-model'
import { compilePipeline, roundedStretch, stepParameters } from '../ops/pipeline'
import {
  videoCropParameters,
  videoFacesParameters,
  videoPersonParameters,
  videoSampleParameters,
  videoTrackParameters
} from '../ops/video-ops'
import { sampledFrames } from './sampled-frames'
import type { OpenRequest, Predictor, Task } from './task'

/** Per person and sampled picture: which of the labels a face shows. */
export const faceExpression: Task = {
  id: 'face-expression',
  accepts: (manifest) =>
    manifest.unit.type === 'person-frame' &&
    isVideo(manifest) &&
    expressionOutput(manifest) !== undefined &&
    isPlain(manifest),
  check(manifest, file) {
    for (const input of manifest.inputs ?? []) {
      const pipeline = compilePipeline(input, file)
      if (!pipeline.ok) return pipeline
    }
    return ok('face-expression')
  },
  open
}

async function open(request: OpenRequest): Promise<Result<Predictor>> {
  const { model, options, provider, threads } = request
  const input = onlyInput(model)
  if (!input.ok) return input
  const output = expressionOutput(model.manifest)
  if (!output)
    return fail(
      'model-outputs',
      `${join(model.folder, 'manifest.json')} has no classification output`,
      undefined,
      model.folder
    )
  const faces = stepParameters(input.value, 'video.faces', videoFacesParameters)
  const detectorModel = await request.findModel(faces.detector)
  if (!detectorModel.ok) return detectorModel
  const detector = await openFaceDetector(
    detectorModel.value,
    detectorRules(input.value, options),
    provider,
    threads
  )
  if (!detector.ok) return detector
  const expression = await openModel(model, [output.id], provider, threads)
  if (!expression.ok) {
    await detector.value.dispose()
    return expression
  }
  const reader: FaceReader = {
    ...readingRules(input.value, options),
    detector: detector.value,
    expression: {
      model: expression.value,
      output: output.id,
      crop: stepParameters(input.value, 'video.crop', videoCropParameters),
      size: roundedStretch(input.value)
    },
    labels: output.target.labels ?? []
  }
  return ok({
    choice: expression.value.choice,
    unit: 'frames',
    total: (item) => sampledFrames(item, reader.rateHz),
    predict: (item, sink) => predictFaces(reader, item, sink),
    async dispose() {
      await expression.value.dispose()
      await detector.value.dispose()
    }
  })
}

/** Certainty that is enough for a face where somebody was seen a moment ago (the idea of Zhang et al. 2022, ByteTrack). */
const CONTINUE_SCORE = 0.3

/** More faces are to be expected where small ones are looked for, up to what a manifest may ask for. */
const MORE_FACES = 3
const MOST_FACES = 64

/** What the manifest asks of the detector, with doubtful faces let through for the tracker to judge, and what this run asks. */
export function detectorRules(input: ManifestInput, options: RunOptions): DetectorRules {
  const { minScore, maxFaces } = stepParameters(input, 'video.faces', videoFacesParameters)
  const smallFaces = options.smallFaces ?? false
  return {
    minScore,
    maxFaces: smallFaces ? Math.min(MOST_FACES, MORE_FACES * maxFaces) : maxFaces,
    doubtfulScore: Math.min(CONTINUE_SCORE, minScore),
    smallFaces
  }
}

/** How faces are sampled and followed, as the manifest says; what this run asks for goes first. */
export function readingRules(
  input: ManifestInput,
  options: RunOptions
): Omit<FaceReader, 'detector' | 'expression' | 'labels'> {
  const faces = detectorRules(input, options)
  const track = stepParameters(input, 'video.track', videoTrackParameters)
  return {
    rateHz: options.rateHz ?? stepParameters(input, 'video.sample', videoSampleParameters).fps,
    minScore: faces.minScore,
    overlapMin: track.iouMin,
    maxGapSeconds: track.maxGapSec,
    maxFaces: faces.maxFaces,
    smallFaces: faces.smallFaces ?? false,
    largestOnly: stepParameters(input, 'video.person', videoPersonParameters).select === 'largest'
  }
}

/** One classification whose outputs need no decoding, of faces that are left out where they are not seen. Others are run as declared. */
function isPlain({ inputs = [], outputs }: Manifest): boolean {
  const steps = inputs.flatMap(({ pipeline }) => pipeline)
  const told = outputs.filter(({ aux }) => !aux)
  return (
    inputs.length === 1 &&
    told.length === 1 &&
    told.every(({ decode = [] }) => decode.every(({ op }) => op === 'identity')) &&
    steps.every(({ op, policy }) => op !== 'video.missing' || policy === undefined || policy === 'skip')
  )
}

const isVideo = (manifest: Manifest): boolean =>
  Object.values(manifest.bindings ?? {}).some((binding) => binding.modality === 'video')

const expressionOutput = (manifest: Manifest): ManifestOutput | undefined =>
  manifest.outputs.find((output) => !output.aux && output.task === 'classification' && output.target.labels)
