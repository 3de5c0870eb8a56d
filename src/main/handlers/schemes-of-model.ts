import type { ModelInfo } from '../../shared/domain/model'
import type { SchemeRow } from '../../shared/domain/rows'
import { loadSchemes, type Project } from '../store'

/** Schemes that the outputs of a model name, for those that do not list their labels; the project's own first. */
export function schemesOfModel(project: Project, folder: string, model: ModelInfo): readonly SchemeRow[] {
  const wanted = new Set(model.outputs.map(({ schemeId }) => schemeId))
  const own = project.all('scheme').filter(({ id }) => wanted.has(id))
  const shipped = loadSchemes(folder).filter(({ id }) => wanted.has(id))
  return [...own, ...shipped]
}
