import type { Decoded } from '../decode/decoded'
import { batchesOf } from '../declared/batches'
import type { DeclaredModel } from '../declared/declared-model'
import type { OpenedModel } from '../open-model'
import { IDENTITY, type Picture, type Value } from '../ops/value'
import type { Stopwatch } from '../stopwatch'
import type { PreparedUnit } from '../declared/prepare-unit'
import { micros } from '../../../../shared/domain/time'

/** What every output of a model says of one face. */
export type FaceSaid = ReadonlyMap<string, Decoded>

/** A declared model as one that reads faces: what it says is kept here, and each face is given its number in the list. */
export interface FaceSayings {
  readonly model: OpenedModel
  readonly said: readonly FaceSaid[]
  /** What it says of a black picture. */
  black(stopwatch: Stopwatch): Promise<FaceSaid | undefined>
}

/** Name under which the number of a face is told. */
export const NUMBER = 'number'

export function faceSayings(declared: DeclaredModel): FaceSayings {
  const said: FaceSaid[] = []
  const read = async (crops: readonly Value[], stopwatch: Stopwatch): Promise<FaceSaid[]> => {
    const units = stopwatch.time('preprocess', () =>
      crops.map((crop, at) => preparedFace(declared, crop, at))
    )
    const found: FaceSaid[] = []
    for (const batch of batchesOf(units, declared.rules)) {
      const answers = await declared.infer(batch, stopwatch)
      // Batches may be sorted; keys say which crop each is.
      batch.forEach(({ unit }, at) => (found[Number(unit.key)] = answers[at] ?? new Map()))
    }
    return found
  }
  return {
    said,
    model: {
      get choice() {
        return declared.choice
      },
      batchMax: declared.rules.max,
      async infer(crops, stopwatch) {
        const first = said.length
        const found = await read(crops, stopwatch)
        said.push(...found)
        return { inputs: [], output: () => Float32Array.from(found, (_, at) => first + at) }
      },
      dispose: declared.dispose
    },
    black: async (stopwatch) => (await read([blackPicture], stopwatch))[0]
  }
}

/** Of any size: the pipeline brings it to the model's. */
const blackPicture: Picture = {
  kind: 'picture',
  widthPx: 64,
  heightPx: 64,
  channels: 3,
  data: new Uint8Array(64 * 64 * 3),
  placement: IDENTITY
}

/** A face cut out of its picture as what the model takes of it. */
export function preparedFace({ inputs }: DeclaredModel, crop: Value, at: number): PreparedUnit {
  return {
    unit: { key: `${at}`, start: micros(0), end: micros(0) },
    inputs: inputs.map(({ branches, join }) =>
      join(
        branches.map(({ run }) => run(crop, {})),
        {}
      )
    )
  }
}
