import { ok } from '../../shared/domain/problem'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { withProject } from './with-project'

/** Answers to questionnaires. They are given by commands; here they are read. */
export function questionnaireHandlers(context: HandlerContext): Area<'questionnaire.responses'> {
  return {
    'questionnaire.responses': () =>
      withProject(context, (project) => Promise.resolve(ok(project.all('response'))))
  }
}
