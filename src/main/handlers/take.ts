import { fail, ok } from '../../shared/domain/problem'
import { readTrace, takesOfTrack } from '../../shared/trace/read-trace'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'take.begin' | 'take.append' | 'take.finish' | 'take.abort' | 'take.drafts' | 'trace.read'

/** More numbers than this travel by URL. */
const MOST_NUMBERS = 500_000

/** Continuous ratings: taking them in while they are made, and reading them. */
export function takeHandlers(context: HandlerContext): Area<Names> {
  return {
    'take.begin': ({ authorId, ...take }) =>
      withProject(context, (project) => project.beginTake(authorId, take)),
    'take.append': ({ takeId, samples, events }) =>
      withProject(context, (project) =>
        project.appendTake(
          takeId,
          Float64Array.from(samples, (value) => value ?? Number.NaN),
          events
        )
      ),
    'take.finish': ({ takeId, ...options }) =>
      withProject(context, (project) => {
        const finished = project.finishTake(takeId, options)
        if (finished.ok) tellChanged(context, finished.value)
        return mapResult(finished, ({ revision }) => ({ revision, takeId }))
      }),
    'take.abort': ({ takeId }) => withProject(context, (project) => ok(project.abortTake(takeId))),
    'take.drafts': () => withProject(context, (project) => ok(project.takeDrafts())),
    'trace.read': ({ trackId, from, to, withLag, takeIds }) =>
      withProject(context, (project) => {
        const track = project.get('track', trackId)
        if (!track) return fail('track.gone', 'The track does not exist any more.')
        const takes = takesOfTrack(project, trackId)
          .filter(({ id, hidden }) => (takeIds ? takeIds.includes(id) : !hidden))
          .map((take) => ({ ...take, hidden: false }))
        const rateHz = track.trace?.rateHz ?? takes[0]?.rateHz ?? 1
        const dims = track.trace?.dims ?? takes[0]?.dims ?? []
        if (((to - from) / 1e6) * rateHz * dims.length > MOST_NUMBERS)
          return fail('trace.too-long', 'This stretch of the trace is too long to be read in one answer.')
        const { values, startUs } = readTrace(project, track, takes, { from, to, withLag })
        return ok({
          startUs,
          rateHz,
          dims,
          values: values.map((column) => Array.from(column, (value) => (Number.isNaN(value) ? null : value)))
        })
      })
  }
}
