import type { ModelInfo } from '../../shared/domain/model'
import type { Stream } from '../../shared/domain/rows'

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

/** Whether a recording has what a model cannot do without. */
export const hasInput = ({ reads }: ModelInfo, streams: readonly Stream[], words: boolean): boolean =>
  reads.every(({ modality, optional }) => {
    if (optional) return true
    const kinds = carriers[modality]
    if (kinds) return streams.some(({ kind }) => kinds.includes(kind))
    return modality === 'text' || modality === 'labels' ? words : true
  })
