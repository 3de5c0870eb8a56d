import { ok, type Result } from '../../../../shared/domain/problem'
import { openDeclaredModel, type DeclaredModel } from '../declared/declared-model'
import { stepParameters } from '../ops/pipeline'
import { videoCropParameters, videoFacesParameters } from '../ops/video-ops'
import type { RunnableModel } from '../runnable-model'
import { detectorRules, readingRules } from '../tasks/face-expression'
import type { OpenRequest } from '../tasks/task'
import { openFaceDetector } from './face-detector'
import { videoInput } from './video-input'
import type { FaceReader } from './predict-faces'

/** A model that looks at faces, with the detector that finds them. */
export interface FaceModel {
  readonly declared: DeclaredModel
  readonly reader: Omit<FaceReader, 'expression' | 'labels'>
  readonly crop: NonNullable<FaceReader['expression']>['crop']
  dispose(): Promise<void>
}

/** Open a model that looks at faces together with its detector. */
export async function openFaceModel(
  model: RunnableModel,
  {
    options,
    provider,
    threads,
    findModel
  }: Pick<OpenRequest, 'options' | 'provider' | 'threads' | 'findModel'>
): Promise<Result<FaceModel>> {
  const input = videoInput(model)
  const found = await findModel(stepParameters(input, 'video.faces', videoFacesParameters).detector)
  if (!found.ok) return found
  const detector = await openFaceDetector(found.value, detectorRules(input, options), provider, threads)
  if (!detector.ok) return detector
  const declared = await openDeclaredModel(model, provider, threads)
  if (!declared.ok) {
    await detector.value.dispose()
    return declared
  }
  return ok({
    declared: declared.value,
    reader: { ...readingRules(input, options), detector: detector.value },
    crop: stepParameters(input, 'video.crop', videoCropParameters),
    async dispose() {
      await declared.value.dispose()
      await detector.value.dispose()
    }
  })
}
