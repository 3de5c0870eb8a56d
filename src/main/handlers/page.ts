import { ok } from '../../shared/domain/problem'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { withProject } from './with-project'

/** What galleries ask. */
export function pageHandlers(context: HandlerContext): Area<'page.labels'> {
  return { 'page.labels': (wanted) => withProject(context, (project) => ok(project.pageLabels(wanted))) }
}
