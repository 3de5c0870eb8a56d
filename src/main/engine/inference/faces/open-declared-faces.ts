import { join } from 'node:path'
import { ok, type Result } from '../../../../shared/domain/problem'
import { openDeclaredModel } from '../declared/declared-model'
import type { ManifestInput } from '../manifest'
import { stepParameters } from '../ops/pipeline'
import { videoCropParameters, videoFacesParameters, videoMissingParameters } from '../ops/video-ops'
import type { RunnableModel } from '../runnable-model'
import { detectorRules, readingRules } from '../tasks/face-expression'
import { sampledFrames } from '../tasks/sampled-frames'
import type { OpenRequest, Predictor } from '../tasks/task'
import { openFaceDetector } from './face-detector'
import { predictDeclaredFaces } from './predict-declared-faces'
import { faceSayings } from './read-faces'

/** Any model that looks at faces of a video, one by one: the faces are found and followed as for expressions. */
export async function openDeclaredFaces(
  model: RunnableModel,
  { options, provider, threads, findModel }: OpenRequest
): Promise<Result<Predictor>> {
  const input = videoInput(model)
  const detectorId = stepParameters(input, 'video.faces', videoFacesParameters).detector
  const found = await findModel(detectorId)
  if (!found.ok) return found
  const detector = await openFaceDetector(found.value, detectorRules(input, options), provider, threads)
  if (!detector.ok) return detector
  const declared = await openDeclaredModel(model, provider, threads)
  if (!declared.ok) {
    await detector.value.dispose()
    return declared
  }
  const reader = { ...readingRules(input, options), detector: detector.value }
  return ok({
    get choice() {
      return declared.value.choice
    },
    unit: 'frames',
    total: (item) => sampledFrames(item, reader.rateHz),
    predict: (item, sink) =>
      predictDeclaredFaces(
        {
          manifest: model.manifest,
          reader,
          crop: stepParameters(input, 'video.crop', videoCropParameters),
          sayings: faceSayings(declared.value),
          missing: stepParameters(input, 'video.missing', videoMissingParameters)
        },
        item,
        sink
      ),
    async dispose() {
      await declared.value.dispose()
      await detector.value.dispose()
    }
  })
}

/** The input that says how faces are found; steps of its branches count too. */
function videoInput({ manifest, folder }: RunnableModel): ManifestInput {
  const [input] = manifest.inputs ?? []
  if (!input) throw new Error(`${join(folder, 'manifest.json')} names no inputs`)
  const branch = input.branches?.[0]
  return branch ? { ...input, pipeline: [...branch.pipeline, ...input.pipeline] } : input
}
