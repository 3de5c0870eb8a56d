import type { RatingHeadAnswer, RatingHeadQuery } from '../../shared/contract/embeddings'
import { fail, ok, type Result } from '../../shared/domain/problem'
import { attributeTask } from '../../shared/values/attribute'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import type { MadeHeads } from './embedding-keep'
import { embeddingTable, groupsOf } from './embedding-rows'
import { asJob, gone, nameOf, sizeOf } from './embedding-work'
import { inSlices } from './in-slices'
import { ratedRows } from './rating-rows'

/** A ridge head on ratings, remembered so that what it says can be kept. Null: stopped. */
export async function ratingHead(
  context: HandlerContext,
  project: Project,
  heads: MadeHeads,
  query: RatingHeadQuery
): Promise<Result<RatingHeadAnswer | null>> {
  const table = embeddingTable(project, query)
  if (table.facts.length === 0) return gone
  const revision = project.revision()
  const { dims, targets } = await inSlices(ratedRows(project, table, query.ratings))
  if (dims.length === 0)
    return fail(
      'embedding.ratings',
      'None of the embeddings lies where this annotator rated something.',
      'Rate some of the stretches that the model looked at, or choose another annotator.'
    )
  const { penalty, byGroup, seed } = query
  const made = await asJob(context, project, `Head on ${nameOf(project, query)}`, table, {
    kind: 'embedding-ratings',
    size: sizeOf(table),
    groups: groupsOf(project, table),
    dims,
    targets,
    penalty,
    byGroup,
    seed
  })
  if (!made.ok) return made
  if (made.value?.kind !== 'embedding-ratings') return ok(null)
  const { report, values } = made.value
  const { schemeId, attributeId } = query.ratings
  const ranges = new Map(
    attributeTask(project.get('scheme', schemeId), attributeId)?.dimensions.map((one) => [one.id, one])
  )
  const known = (row: number): boolean => targets.some((target) => Number.isFinite(target[row]))
  const ratingsOf = (row: number): Record<string, number> =>
    Object.fromEntries(
      dims.flatMap((dim, d): [string, number][] => {
        const value = values[row * dims.length + d] ?? NaN
        const { min = -Infinity, max = Infinity } = ranges.get(dim) ?? {}
        // What a straight line says beyond the end of the scale is the end of the scale.
        return Number.isFinite(value) ? [[dim, rounded(Math.min(max, Math.max(min, value)))]] : []
      })
    )
  const key = heads.put({
    projectId: project.info().id,
    query,
    source: { schemeId, attributeId },
    kind: 'ratings',
    title: 'Ridge head',
    table,
    numbers: values,
    revision,
    known,
    said: (row) => {
      const ratings = ratingsOf(row)
      return Object.keys(ratings).length > 0 ? { value: { kind: 'ratings', ratings } } : undefined
    }
  })
  return ok({ key, report, revision, unrated: report.rows - report.rated })
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
