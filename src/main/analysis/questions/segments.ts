import { ok } from '../../../shared/domain/problem'
import type { Question } from '../question'
import { temporal } from '../temporal'

/** How well two authors' segments lie over each other in time. */
export const segments: Question<'analysis.segments'> = function* (desk, query) {
  const found = yield* temporal(desk, query)
  if (!found.ok) return found
  const { report, schemeId, attributeId, background } = found.value
  return ok({
    ...report,
    revision: desk.reader.revision(),
    schemeId,
    ...(attributeId === undefined ? {} : { attributeId }),
    ...(background === undefined ? {} : { background })
  })
}
