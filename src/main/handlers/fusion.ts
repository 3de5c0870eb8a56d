import { ok } from '../../shared/domain/problem'
import type { FusionLanePicture, FusionStretch } from '../../shared/contract/fusion'
import { fuser } from '../../shared/fusion/fuse-lane'
import type { FusedLane } from '../../shared/fusion/fuse-lane'
import { fusedSegments } from '../../shared/fusion/fused-segments'
import { missingMembers } from '../../shared/fusion/missing-members'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { keepFusion } from './fusion-keep'
import { fusionScore } from './fusion-score'
import { fusionTables } from './fusion-table'
import { inSlices } from './in-slices'
import { refusedBlind } from './refused-blind'
import { withProject } from './with-project'

/** Answers of several authors put together: tried against a reference, looked at, and kept as a run. */
export function fusionHandlers(
  context: HandlerContext
): Area<'fusion.score' | 'fusion.lanes' | 'fusion.keep'> {
  const scores = fusionTables()
  const pictures = fusionTables()
  return {
    'fusion.score': (query) =>
      withProject(context, async (project) => {
        const began = performance.now()
        const table = await scores.read(project, query)
        if (!table.ok) return table
        const answer = await inSlices(fusionScore(project, query, table.value))
        return answer.ok ? ok({ ...answer.value, tookMs: performance.now() - began }) : answer
      }),
    'fusion.lanes': (query) =>
      withProject(context, async (project) => {
        const table = await pictures.read(project, { ...query, recordingIds: [query.recordingId] })
        if (!table.ok) return table
        const { plan } = query
        // The head knows the recordings that it is fitted on, not only the one that is looked at.
        const fitted = plan.combine === 'stack' ? await scores.read(project, query) : table
        if (!fitted.ok) return fitted
        const head = await inSlices(fitted.value.head(plan))
        if (!head.ok) return head
        const { labels, names, places } = table.value
        const fuse = fuser(plan, labels, names, head.value)
        if (!fuse.ok) return fuse
        return ok(
          places.map(({ name, personId, lane }): FusionLanePicture => {
            const fused = fuse.value(lane)
            return {
              name,
              ...(personId === undefined ? {} : { personId }),
              fused: stretches(fused, names),
              ...(fused.compound ? { compound: stretches(fused.compound, names) } : {}),
              members: lane.members.map((member) => stretches(alone(lane.cells, member, labels), []))
            }
          })
        )
      }),
    'fusion.keep': ({ name, ...query }) =>
      withProject(context, async (project) => {
        const table = await scores.read(project, query)
        if (!table.ok) return table
        const refused = refusedBlind(
          project,
          table.value.recordings.map(({ id }) => id)
        )
        if (refused) return refused
        const head = await inSlices(table.value.head(query.plan))
        if (!head.ok) return head
        const fuse = fuser(query.plan, table.value.labels, table.value.names, head.value)
        if (!fuse.ok) return fuse
        return keepFusion(context, project, query, table.value, head.value, {
          modelId: `fusion.${slug(name)}`,
          modelName: name
        })
      })
  }
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '') || 'fusion'

function stretches(lane: FusedLane, names: readonly string[]): FusionStretch[] {
  return fusedSegments(
    lane,
    names.map((_, m) => String(m))
  ).map(({ start, end, label = '', extra }) => ({
    start,
    end,
    label,
    missing: missingMembers({ extra }).map(Number)
  }))
}

/** A member's own strongest label where it says something. */
function alone(
  cells: FusedLane['cells'],
  { scores, present }: { readonly scores: Float64Array; readonly present: Uint8Array },
  labels: readonly string[]
): FusedLane {
  const best = Int16Array.from(present, (here, i) => {
    if (!here) return -1
    const own = scores.subarray(i * labels.length, (i + 1) * labels.length)
    const most = own.indexOf(Math.max(...own))
    return (own[most] ?? 0) > 0 ? most : -1
  })
  return { cells, labels, scores, best, missing: new Uint32Array(present.length) }
}
