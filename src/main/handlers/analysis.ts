import type { CallParsed } from '../../shared/contract'
import { withProject } from './with-project'
import type { Area } from './area'
import type { HandlerContext } from './context'

/** Calls that the thread of analyses answers. */
const names = ['compare.report', 'compare.items', 'compare.diarization', 'analysis.items'] as const

type Name = (typeof names)[number]

/** Questions about what authors said go to their thread, all in the same way. */
export function analysisHandlers(context: HandlerContext): Area<Name> {
  const handler =
    <N extends Name>(name: N) =>
    (input: CallParsed<N>) =>
      withProject(context, (project) => context.analyses.ask(project.folder, name, input))
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as Area<Name>
}
