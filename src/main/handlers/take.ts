import { fail, ok } from '../../shared/domain/problem'
import type { Take, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { composeTakes } from '../../shared/trace/compose-takes'
import { spanOfTake } from '../../shared/trace/trace'
import type { TakeSamples, Trace } from '../../shared/trace/trace'
import type { Project } from '../store'
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

/** Takes of a track in the order in which they are laid over each other. */
export const takesOfTrack = (project: Project, trackId: string): readonly Take[] =>
  project
    .all('take')
    .filter((take) => take.trackId === trackId)
    .sort((a, b) => a.position - b.position)

/** Takes laid over each other at the rate of their track; only the samples that are needed are read. */
export function readTrace(
  project: Project,
  track: Track,
  takes: readonly Take[],
  {
    withLag = true,
    from,
    to
  }: { readonly withLag?: boolean; readonly from?: number; readonly to?: number } = {}
): Trace {
  const visible = takes.filter(({ hidden }) => !hidden)
  const [lowest] = visible
  return composeTakes(
    visible.map((take) => partOf(project, take, withLag, from, to)),
    {
      dims: track.trace?.dims ?? lowest?.dims ?? [],
      rateHz: track.trace?.rateHz ?? lowest?.rateHz ?? 1,
      hold: track.trace?.mode === 'binary',
      origin: lowest && micros(spanOfTake(lowest, withLag).start),
      withLag,
      from,
      to
    }
  )
}

function partOf(project: Project, take: Take, withLag: boolean, from?: number, to?: number): TakeSamples {
  const { start } = spanOfTake(take, withLag)
  const indexOf = (time: number): number => Math.floor(((time - start) / 1e6) * take.rateHz)
  const first = from === undefined ? 0 : Math.max(0, Math.min(take.count, indexOf(from)))
  const last = to === undefined ? take.count : Math.max(first, Math.min(take.count, indexOf(to) + 2))
  return { take, first, samples: project.takeSamples(take, first, last) }
}
