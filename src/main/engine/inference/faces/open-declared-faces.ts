import { ok, type Result } from '../../../../shared/domain/problem'
import { stepParameters } from '../ops/pipeline'
import { videoMissingParameters } from '../ops/video-ops'
import type { RunnableModel } from '../runnable-model'
import { sampledFrames } from '../tasks/sampled-frames'
import type { OpenRequest, Predictor } from '../tasks/task'
import { openFaceModel } from './open-face-model'
import { predictDeclaredFaces } from './predict-declared-faces'
import { faceSayings } from './read-faces'
import { videoInput } from './video-input'

export { videoInput }

/** Any model that looks at faces of a video, one by one: the faces are found and followed as for expressions. */
export async function openDeclaredFaces(
  model: RunnableModel,
  request: OpenRequest
): Promise<Result<Predictor>> {
  const opened = await openFaceModel(model, request)
  if (!opened.ok) return opened
  const { declared, reader, crop, dispose } = opened.value
  return ok({
    get choice() {
      return declared.choice
    },
    unit: 'frames',
    total: (item) => sampledFrames(item, reader.rateHz),
    predict: (item, sink) =>
      predictDeclaredFaces(
        {
          manifest: model.manifest,
          reader,
          crop,
          sayings: faceSayings(declared),
          missing: stepParameters(videoInput(model), 'video.missing', videoMissingParameters)
        },
        item,
        sink
      ),
    dispose
  })
}
