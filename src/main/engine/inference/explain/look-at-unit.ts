import type { SeenPicture } from '../../../../shared/explain/explained'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { JobContext, JobSpec, PredictItem } from '../../protocol'
import type { DeclaredModel } from '../declared/declared-model'
import type { Branch } from '../declared/compile-inputs'
import { openReaders, type Readers } from '../declared/open-readers'
import { factsOf, valueOf } from '../declared/prepare-unit'
import type { Value } from '../ops/value'
import { createStopwatch } from '../stopwatch'
import type { Unit } from '../units/unit'
import { unitsOf } from '../units/units-of'
import type { LookedAt, Values } from './looked-at'
import { pictureIn, smallPicture } from './small-picture'

type ExplainSpec = Extract<JobSpec, { kind: 'explain' }>

/** The unit of a segment or a moment, with everything that the model takes of it. */
export async function lookAtUnit(
  model: DeclaredModel,
  spec: ExplainSpec,
  context: JobContext
): Promise<Result<LookedAt>> {
  const unit = unitAt(model, spec)
  if (!unit)
    return fail(
      'explain-unit',
      `${model.manifest.name} looks at nothing at this moment.`,
      'Choose a segment or a moment that the model looks at.'
    )
  const readers = await openReaders(model.inputs, {
    item: spec.item,
    units: [unit],
    assets: model.assets,
    decoder: await context.decoder(),
    signal: context.signal,
    stopwatch: createStopwatch()
  })
  if (!readers.ok) return readers
  try {
    const values = await readValues(model, unit, readers.value)
    const seen = seenIn(model, values, spec.item)
    const picture = pictureIn(values)
    return ok({
      unit,
      values,
      factsOf: (input) => factsOf(unit, spec.item.recording.id, input, readers.value),
      ...(seen ? { seen } : {}),
      ...(picture ? { picture } : {}),
      close: readers.value.close
    })
  } catch (error) {
    readers.value.close()
    throw error
  }
}

/** The unit of the segment, or the one whose middle is nearest to the moment among those that hold it. */
function unitAt(
  { manifest }: DeclaredModel,
  { item, segmentId, time, options }: ExplainSpec
): Unit | undefined {
  const { units } = unitsOf(manifest, item, options)
  const own = units.filter(
    ({ segmentId: id, parent }) =>
      segmentId !== undefined && (id === segmentId || parent?.segmentId === segmentId)
  )
  const here = (own.length > 0 ? own : units).filter(({ start, end }) => start <= time && time <= end)
  const middle = ({ start, end }: Unit): number => Math.abs((start + end) / 2 - time)
  return [...(here.length > 0 ? here : own)].sort((a, b) => middle(a) - middle(b))[0]
}

/** As a run takes it; what a run would pass over is blank here. */
async function valueAt(unit: Unit, branch: Branch, readers: Readers): Promise<Value | 'blank'> {
  if (branch.binding.whenMissing === 'error') return (await readers.of(branch)?.read(unit)) ?? 'blank'
  const value = await valueOf(unit, branch, readers)
  return value === 'skip' ? 'blank' : value
}

async function readValues(model: DeclaredModel, unit: Unit, readers: Readers): Promise<Values> {
  const values: (Value | 'blank')[][] = []
  for (const { branches } of model.inputs) {
    const own: (Value | 'blank')[] = []
    for (const branch of branches) own.push(await valueAt(unit, branch, readers))
    values.push(own)
  }
  return values
}

/** The whole picture that was looked at, where there is one. */
function seenIn(
  { inputs }: DeclaredModel,
  values: Values,
  { input, streams = [] }: PredictItem
): SeenPicture | undefined {
  const picture = pictureIn(values)
  const modality = inputs
    .flatMap(({ branches }) => branches)
    .find(({ binding }) => binding.modality === 'video' || binding.modality === 'image')?.binding.modality
  const own = [input, ...streams].filter(({ stream: { kind } }) => kind === 'video' || kind === 'image')
  const stream = (own.find(({ stream: { kind } }) => kind === modality) ?? own[0])?.stream
  if (!picture || !stream) return undefined
  return { streamId: stream.id, box: { x: 0, y: 0, w: 1, h: 1 }, ...smallPicture(picture) }
}
