import { randomUUID } from 'node:crypto'
import type { CommandCall } from '../../shared/contract'
import type { Result } from '../../shared/domain/problem'
import { fail } from '../../shared/domain/problem'
import type { GoldRow } from '../../shared/domain/study'
import { micros } from '../../shared/domain/time'
import { takesOfTrack } from '../../shared/trace/read-trace'
import type { Applied, NewTake, Project } from '../store'
import type { GoldTraces } from './gold-traces'

/** Write gold traces as takes of the gold author, in place of those that the recipe made before, as one edit. */
export function writeGoldTraces(
  project: Project,
  recipe: GoldRow,
  { lanes }: GoldTraces,
  authorId: string
): Result<Applied> {
  const before: CommandCall[] = []
  const takes: { take: NewTake; samples: Float64Array }[] = []
  for (const { recordingId, personId, grid, dims, fused } of lanes) {
    const made = dims.filter((_, d) => (fused[d]?.used ?? 0) > 0)
    if (made.length === 0) continue
    const known = project
      .all('track')
      .find(
        (track) =>
          track.kind === 'trace' &&
          track.authorId === recipe.goldAuthorId &&
          track.recordingId === recordingId &&
          track.schemeId === recipe.schemeId &&
          track.attributeId === recipe.attributeId &&
          track.personId === personId
      )
    const trackId = known?.id ?? randomUUID()
    const old = known ? takesOfTrack(project, known.id).filter(({ source }) => source === 'gold') : []
    if (old.length > 0) before.push({ id: 'take-delete', input: { ids: old.map(({ id }) => id) } })
    if (!known)
      before.push({
        id: 'track-create',
        input: {
          id: trackId,
          recordingId,
          authorId: recipe.goldAuthorId,
          schemeId: recipe.schemeId,
          attributeId: recipe.attributeId,
          personId,
          kind: 'trace',
          overlap: 'allowed',
          trace: { mode: 'bounded', rateHz: grid.rateHz, dims: made }
        }
      })
    const columns = made.map((dim) => fused[dims.indexOf(dim)]?.values ?? new Float64Array(grid.count))
    const samples = new Float64Array(grid.count * made.length)
    columns.forEach((values, column) =>
      values.forEach((value, i) => (samples[i * made.length + column] = value))
    )
    const provenance = dims.flatMap((dim, d) => {
      const one = fused[d]
      return one ? [{ dim, annotators: one.provenance }] : []
    })
    takes.push({
      take: {
        trackId,
        start: micros(Math.round(grid.startUs)),
        rateHz: grid.rateHz,
        dims: made,
        source: 'gold',
        madeAt: new Date().toISOString(),
        extra: { gold: { recipeId: recipe.id, rule: recipe.rule, dims: provenance } }
      },
      samples
    })
  }
  if (takes.length === 0) {
    const reason = lanes.flatMap(({ fused }) => fused.flatMap((one) => one.reason ?? []))[0]
    return fail('gold.undefined', `There is no gold trace: ${reason ?? 'no trace has a value.'}`)
  }
  return project.commitTakes(authorId, takes, before)
}
