import type { ModelInfo } from '../../shared/domain/model'
import type { Stream } from '../../shared/domain/rows'
import { liveRefusal } from '../../shared/live/live-refusal'
import { hasInput } from './has-input'
import { liveStore } from './live'
import { useModels } from './models'
import { useProject } from './project'
import { useSelection } from './selection'

const noStreams: readonly Stream[] = []

/** Models that can follow the open recording, and the one that is meant: chosen by the user, else the first of those for faces or voices. Undefined until the engine has looked. */
export function useLiveModels(): {
  readonly models: readonly ModelInfo[] | undefined
  readonly model: ModelInfo | undefined
} {
  const recordingId = useSelection((state) => state.recordingId)
  const streams = useProject((state) =>
    recordingId === undefined ? noStreams : (state.index.streamsByRecording.get(recordingId) ?? noStreams)
  )
  const tracks = useProject((state) =>
    recordingId === undefined ? undefined : state.index.tracksByRecording.get(recordingId)
  )
  const wished = liveStore((state) => state.modelId)
  const words = tracks?.some(({ kind }) => kind === 'utterances') ?? false
  const models = useModels()?.filter(
    (model) => liveRefusal(model) === undefined && hasInput(model, streams, words)
  )
  const first = models?.find(({ task }) => task !== 'declared') ?? models?.[0]
  return { models, model: models?.find(({ id }) => id === wished) ?? first }
}
