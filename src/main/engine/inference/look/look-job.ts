import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { RunOptions } from '../../../../shared/domain/model'
import type { JobContext, JobResult, JobSpec } from '../../protocol'
import { openDeclaredModel, type DeclaredModel } from '../declared/declared-model'
import { lookAtFace } from '../explain/look-at-face'
import { lookAtUnit } from '../explain/look-at-unit'
import type { LookedAt } from '../explain/looked-at'
import { findModel } from '../list-models'
import type { Manifest } from '../manifest'
import { keepMoment } from '../self-test/keep-moment'
import { tokenizerOf } from '../ops/text-tokenize'
import { withReferences } from '../ops/step-references'
import { parseManifest } from '../parse-manifest'
import type { RunnableModel } from '../runnable-model'
import { withLabels } from '../tasks/declared'
import type { Unit } from '../units/unit'
import { unitsOf } from '../units/units-of'
import { collectLook } from './collect-look'
import { showLook } from './show-look'

export type LookSpec = Extract<JobSpec, { kind: 'look' }>

/** Everything between a moment of a recording and what a model says of it: every value on the way, in order. */
export async function lookJob(spec: LookSpec, context: JobContext): Promise<Result<JobResult>> {
  const found = await modelOf(spec, context)
  if (!found.ok) return found
  const runnable = found.value
  return withModel(runnable, spec, context, async (model) => {
    const looked = await lookAt(runnable, model, spec, context)
    if (!looked.ok) return looked
    try {
      const collected = await collectLook(model, looked.value, spec.reads === 'inputs')
      const { unit, seen } = looked.value
      const look = showLook(collected, {
        name: model.manifest.name,
        unit: model.manifest.unit.type,
        start: unit.start,
        end: unit.end,
        provider: model.choice.got,
        tokenOf: (file) => {
          const tokenizer = tokenizerOf(model.assets, file)
          return (id) => tokenizer.tokenOf(id) ?? ''
        },
        row: (count) => rowOf(looked.value, spec.segmentId, count),
        ...(seen?.faces
          ? { faces: { picture: looked.value.whole?.(), boxes: seen.faces, chosen: seen.face ?? 0 } }
          : {})
      })
      const untested =
        spec.testInto === undefined
          ? undefined
          : collected.stopped === undefined
            ? await keepMoment(spec.testInto, runnable, looked.value, spec.item.recording.name)
            : collected.stopped
      return ok({ kind: 'look', look, ...(untested === undefined ? {} : { untested }) })
    } finally {
      await looked.value.close()
    }
  })
}

/** Do something with an opened model, and close it. */
async function withModel<T>(
  runnable: RunnableModel,
  { provider }: Pick<LookSpec, 'provider'>,
  { environment }: JobContext,
  work: (model: DeclaredModel) => Promise<Result<T>>
): Promise<Result<T>> {
  const opened = await openDeclaredModel(runnable, provider, environment.threads)
  if (!opened.ok) return opened
  try {
    return await work(opened.value)
  } finally {
    await opened.value.dispose()
  }
}

/** The model that is meant: one that is installed, or one whose manifest is being written. */
async function modelOf(
  { model: meant, schemes }: Pick<LookSpec, 'model' | 'schemes'>,
  { environment }: JobContext
): Promise<Result<RunnableModel>> {
  const found = meant.kind === 'installed' ? await installed(meant.modelId) : draft(meant)
  if (!found.ok) return found
  const manifest = withReferences(withLabels(graspable(found.value.manifest), schemes), 'manifest.json')
  return manifest.ok ? ok({ ...found.value, manifest: manifest.value }) : manifest

  async function installed(modelId: string): Promise<Result<RunnableModel>> {
    const { info, model } = await findModel(environment, modelId)
    if (model) return ok(model)
    if (info.problem) return { ok: false, error: info.problem }
    return fail(
      'model-kind',
      `${info.name} has no network of its own: it puts together what other models say.`,
      'Look at one of the models that it stands on.'
    )
  }
}

function draft({
  manifest,
  path,
  places
}: Extract<LookSpec['model'], { kind: 'draft' }>): Result<RunnableModel> {
  const parsed = parseManifest(manifest, 'The manifest')
  if (!parsed.ok) return parsed
  return ok({ folder: dirname(path), manifest: parsed.value, weightsPath: path, places })
}

/** Seconds of a moment where a model of a whole recording with a memory is looked at. */
const MOMENT_SECONDS = 10

/** A model that walks over a whole recording is looked at for a moment of it; what a detector gives is read by the tasks that find faces. */
function graspable(manifest: Manifest): Manifest {
  const outputs = manifest.outputs.map(({ decode, ...output }) =>
    output.task === 'detection' || !decode ? output : { ...output, decode }
  )
  const walks = manifest.runtime?.stateful && manifest.unit.type === 'recording'
  return walks
    ? { ...manifest, outputs, unit: { type: 'window', windowSec: MOMENT_SECONDS, hopSec: MOMENT_SECONDS } }
    : { ...manifest, outputs }
}

/** What the model takes of the moment. */
function lookAt(
  runnable: RunnableModel,
  model: DeclaredModel,
  { item, time, segmentId, near, provider, schemes }: LookSpec,
  context: JobContext
): Promise<Result<LookedAt>> {
  const options = optionsFor(model.manifest, item)
  const where = {
    kind: 'explain' as const,
    modelId: model.manifest.id,
    item,
    time: nearestTime(time, unitsOf(model.manifest, item, options).units),
    options,
    provider,
    schemes,
    ...(segmentId === undefined ? {} : { segmentId }),
    ...(near ? { near } : {})
  }
  return model.manifest.unit.type === 'person-frame'
    ? lookAtFace(runnable, model, where, context)
    : lookAtUnit(model, where, context)
}

/** Longest stretch that is looked at where no segments cut a recording, in seconds. */
const LONGEST_SECONDS = 30
const WINDOW_SECONDS = 3

/** A model of segments sees a window where there are none. */
function optionsFor(manifest: Manifest, item: LookSpec['item']): RunOptions {
  const { type, windowSec, maxSec } = manifest.unit
  if (type !== 'segment' && type !== 'utterance' && type !== 'trial') return {}
  const uncut = unitsOf(manifest, item, {}).units.every(
    ({ segmentId, parent, start, end }) =>
      segmentId === undefined && parent?.segmentId === undefined && end - start > LONGEST_SECONDS * 1e6
  )
  if (!uncut) return {}
  const seconds = Math.min(LONGEST_SECONDS, windowSec ?? Math.min(WINDOW_SECONDS, maxSec ?? WINDOW_SECONDS))
  return { mode: 'windows', windowSeconds: seconds, hopSeconds: seconds }
}

/** Which row of a conversation's rows is the segment's. */
function rowOf({ values }: LookedAt, segmentId: string | undefined, count: number): number | undefined {
  for (const value of values.flat()) {
    if (value === 'blank' || value.kind !== 'dialogue' || value.turns.length !== count) continue
    const at = value.turns.findIndex(({ id }) => id === segmentId)
    if (at >= 0) return at
  }
  return undefined
}

/** The moment itself where something is looked at there, else the middle of what lies nearest. */
function nearestTime(time: number, units: readonly Unit[]): number {
  const away = ({ start, end }: Unit): number => Math.max(0, start - time, time - end)
  const [first, ...rest] = units
  if (!first) return time
  const nearest = rest.reduce((best, unit) => (away(unit) < away(best) ? unit : best), first)
  return away(nearest) === 0 ? time : (nearest.start + nearest.end) / 2
}
