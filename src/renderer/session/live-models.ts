import type { ModelInfo } from '../../shared/domain/model'
import type { Stream } from '../../shared/domain/rows'
import { liveRefusal } from '../../shared/live/live-refusal'
import { liveStore } from './live'
import { useModels } from './models'
import { useProject } from './project'
import { useSelection } from './selection'

const noStreams: readonly Stream[] = []

/** Models that can follow the open recording, and the one that is meant: chosen by the user, else the first. Undefined until the engine has looked. */
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
  return { models, model: models?.find(({ id }) => id === wished) ?? models?.[0] }
}

/** Kind of stream that carries a modality; words are in tracks. */
const carriers: Readonly<Record<string, readonly Stream['kind'][]>> = {
  audio: ['audio'],
  video: ['video'],
  image: ['image', 'video'],
  eeg: ['signal'],
  physio: ['signal'],
  imu: ['signal'],
  mocap: ['signal'],
  midi: ['notes']
}

const hasInput = ({ reads }: ModelInfo, streams: readonly Stream[], words: boolean): boolean =>
  reads.every(({ modality, optional }) => {
    if (optional) return true
    const kinds = carriers[modality]
    if (kinds) return streams.some(({ kind }) => kinds.includes(kind))
    return modality === 'text' || modality === 'labels' ? words : true
  })
