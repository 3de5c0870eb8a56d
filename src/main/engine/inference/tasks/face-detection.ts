import { ok } from '../../../../shared/domain/problem'
import { openFaceDetector } from '../faces/face-detector'
import { predictFaces } from '../faces/predict-faces'
import { onlyInput } from '../open-model'
import { compilePipeline } from '../ops/pipeline'
import { detectorRules, readingRules } from './face-expression'
import { sampledFrames } from './sampled-frames'
import type { Task } from './task'

/** Where faces are and who they belong to over time, without labels. */
export const faceDetection: Task = {
  id: 'face-detection',
  accepts: (manifest) =>
    manifest.unit.type === 'frame' &&
    manifest.outputs.some((output) => output.id === 'box' && output.task === 'detection'),
  check(manifest, file) {
    for (const input of manifest.inputs ?? []) {
      const pipeline = compilePipeline(input, file)
      if (!pipeline.ok) return pipeline
    }
    return ok('face-detection')
  },
  async open({ model, options, provider, threads }) {
    const input = onlyInput(model)
    if (!input.ok) return input
    const detector = await openFaceDetector(model, detectorRules(input.value, options), provider, threads)
    if (!detector.ok) return detector
    const reader = { ...readingRules(input.value, options), detector: detector.value, labels: [] }
    return ok({
      choice: detector.value.choice,
      unit: 'frames',
      total: (item) => sampledFrames(item, reader.rateHz),
      predict: (item, sink) => predictFaces(reader, item, sink),
      dispose: detector.value.dispose
    })
  }
}
