import { calls } from '../../shared/contract'
import type { CallName, CallParsed } from '../../shared/contract'
import type { AnalysisName, HandlerContext } from './context'
import type { Area } from './area'
import { withProject } from './with-project'

/** Questions about what authors said go to their thread, all in the same way. */
export function analysisHandlers(context: HandlerContext): Area<AnalysisName> {
  const handler =
    <N extends AnalysisName>(name: N) =>
    (input: CallParsed<N>) =>
      withProject(context, (project) => context.analyses.ask(project.folder, name, input))
  const names = Object.keys(calls).filter((name) => isQuestion(name as CallName)) as AnalysisName[]
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as Area<AnalysisName>
}

/** Of what is asked about two authors only the lane between two tracks is read by main itself. */
const isQuestion = (name: CallName): name is AnalysisName =>
  name.startsWith('analysis.') || (name.startsWith('compare.') && name !== 'compare.difference')
