import { predictJob } from '../../../../../src/main/engine/inference/predict-job'
import type {
  Decoder,
  PredictItem,
  PredictedOutput,
  PredictTrack
} from '../../../../../src/main/engine/protocol'
import type { RunOptions } from '../../../../../src/shared/domain/model'
import type { Result } from '../../../../../src/shared/domain/problem'
import type { Segment, SchemeRow } from '../../../../../src/shared/domain/rows'
import { micros } from '../../../../../src/shared/domain/time'
import { Committed, contextFor, runOf } from '../fixtures'

export { makeModelsFolder, putModel, soundFigures, type TinyManifest } from './put-model'

export interface Ran {
  readonly result: Result<unknown>
  readonly committed: Committed
  /** Everything that was said by output id, batches put together. */
  output(id: string): Required<Omit<PredictedOutput, 'outputId'>>
  segments(id: string): readonly Omit<Segment, 'id' | 'trackId'>[]
}

/** Run a model of a folder over items, as the app does. */
export async function runModel(
  folder: string,
  id: string,
  items: readonly PredictItem[],
  decoder: Decoder,
  more: {
    readonly options?: RunOptions
    readonly signal?: AbortSignal
    readonly committed?: Committed
    readonly provider?: string
    readonly schemes?: readonly SchemeRow[]
    readonly onBatch?: () => void
  } = {}
): Promise<Ran> {
  const committed = more.committed ?? new Committed()
  const context = {
    ...contextFor(decoder, committed, {
      ...(more.signal ? { signal: more.signal } : {}),
      ...(more.onBatch ? { onBatch: more.onBatch } : {})
    }),
    environment: { modelsFolder: folder, threads: 1 }
  }
  const result = await predictJob(
    {
      kind: 'predict',
      run: runOf(id),
      items,
      options: more.options ?? {},
      provider: more.provider ?? 'cpu',
      schemes: more.schemes ?? []
    },
    context
  )
  const output = (wanted: string): Required<Omit<PredictedOutput, 'outputId'>> => {
    const own = committed.batches.flatMap(({ outputs = [] }) =>
      outputs.filter(({ outputId }) => outputId === wanted)
    )
    return {
      tracks: own.flatMap(({ tracks = [] }) => tracks),
      traces: own.flatMap(({ traces = [] }) => traces),
      embeddings: own.flatMap(({ embeddings = [] }) => embeddings),
      arrays: own.flatMap(({ arrays = [] }) => arrays),
      relations: own.flatMap(({ relations = [] }) => relations)
    }
  }
  return {
    result,
    committed,
    output,
    segments: (wanted) => output(wanted).tracks.flatMap(({ append }) => append)
  }
}

/** A track of segments, seconds. */
export function trackOf(
  id: string,
  more: Partial<PredictTrack['track']>,
  segments: readonly (readonly [from: number, to: number, more?: Partial<Segment>])[],
  authorKind: PredictTrack['authorKind'] = 'human'
): PredictTrack {
  return {
    authorKind,
    track: {
      id,
      recordingId: 'r1',
      authorId: 'a',
      schemeId: 's',
      attributeId: 'emotion',
      name: id,
      kind: 'segments',
      overlap: 'allowed',
      position: 0,
      locked: false,
      ...more
    },
    segments: segments.map(([from, to, rest], index) => ({
      id: `${id}-${index}`,
      trackId: id,
      start: micros(from * 1e6),
      end: micros(to * 1e6),
      flagged: false,
      ...rest
    }))
  }
}
