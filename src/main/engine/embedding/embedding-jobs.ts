import type { Sliced } from '../../../shared/agreement/sliced'
import { ok, type Result } from '../../../shared/domain/problem'
import { HEAD_PARTS, headReport } from '../../../shared/embedding/head-report'
import { mapPoints } from '../../../shared/embedding/map-points'
import { nearestRows } from '../../../shared/embedding/neighbours'
import { standardisedByGroup } from '../../../shared/probe/standardise'
import { inSlices } from '../in-slices'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { readVectors } from './read-vectors'

type Spec<K extends JobSpec['kind']> = Extract<JobSpec, { kind: K }>

/** A place in the plane for every embedding. */
export async function embeddingMapJob(
  spec: Spec<'embedding-map'>,
  context: JobContext
): Promise<Result<JobResult>> {
  const vectors = await readVectors(spec.size, context)
  const table = spec.byGroup ? standardisedByGroup(vectors, spec.groups) : vectors
  const made = await inSlices(told(mapPoints(table, spec.options), context), context.signal)
  return ok({ kind: 'embedding-map', map: made })
}

/** The embeddings most like one of them. */
export async function embeddingNearJob(
  spec: Spec<'embedding-near'>,
  context: JobContext
): Promise<Result<JobResult>> {
  const table = await readVectors(spec.size, context)
  return ok({ kind: 'embedding-near', near: nearestRows(table, spec.row, spec.count) })
}

/** A head fitted on labels, scored on people it did not see. */
export async function embeddingHeadJob(
  { size, groups, target, labels, head, byGroup, seed, budget }: Spec<'embedding-head'>,
  context: JobContext
): Promise<Result<JobResult>> {
  const table = await readVectors(size, context)
  const work = headReport({ table, groups, target, labels, head, byGroup, seed, budget }, (done, note) =>
    context.progress(done, HEAD_PARTS, 'parts', note)
  )
  return ok({ kind: 'embedding-head', ...(await inSlices(work, context.signal)) })
}

/** Shares done as progress. */
function* told<T>(work: Generator<number, T>, { progress }: JobContext): Sliced<T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    progress(Math.round(step.value * 100), 100, '%')
    yield
  }
}
