import { fail, ok } from '../../shared/domain/problem'
import type { AnalysisAnswer } from '../../shared/signal/analyses'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { analysisSlot } from './analysis-slot'
import { keepLane } from './keep-lane'
import { measured } from './measured'
import { signalPlace } from './signal-place'
import { withProject } from './with-project'

/** Analyses of signals. */
export function signalHandlers(
  context: HandlerContext
): Area<'signal.analyse' | 'signal.measure' | 'signal.keepLane' | 'signal.stop'> {
  return {
    'signal.analyse': ({ streamId, slot, ...asked }) =>
      withProject<AnalysisAnswer>(context, async (project) => {
        const place = signalPlace(project, streamId)
        if (!place) return fail('stream.gone', 'The signal does not exist any more.')
        const found = await context.signals.analyse(
          { ...asked, place },
          {
            slot: analysisSlot(slot),
            progress: (done, total) => context.emit('analysisProgress', { slot, done, total })
          }
        )
        if (found === 'superseded') return ok({ state: 'superseded' })
        if (found === undefined)
          return fail(
            'signal.nothing-to-read',
            `There is nothing to read of ${project.get('stream', streamId)?.name ?? 'the signal'} yet.`,
            'Wait until its import has ended; when its file was moved, find it again in the inspector.'
          )
        return found.kind === 'refused'
          ? fail('signal.analysis-refused', found.message, found.hint)
          : ok({ state: 'done', result: found.result })
      }),
    'signal.measure': (asked) => withProject(context, (project) => measured(context, project, asked)),
    'signal.keepLane': (asked) => withProject(context, (project) => keepLane(context, project, asked)),
    'signal.stop': ({ slot }) => {
      context.signals.stop(analysisSlot(slot))
      return ok(undefined)
    }
  }
}
