import { diarizationReport } from '../../../shared/compare/diarization-report'
import { labelsOf } from '../../../shared/domain/labels'
import { isNeutralLabel } from '../../../shared/domain/neutral-label'
import { fail, ok } from '../../../shared/domain/problem'
import { comparedLabels } from '../../../shared/values/answers-in-labels'
import { bothSides } from '../compared'
import type { Question } from '../question'

/** Emotion diarization error of two authors. */
export const compareDiarization: Question<'compare.diarization'> = function* (desk, { neutral, ...query }) {
  const sides = yield* bothSides(desk, query)
  if (!sides.ok) return sides
  const { reference, candidate, schemeId, attributeId } = sides.value
  const scheme = desk.reader.get('scheme', schemeId)
  const labels = labelsOf(scheme, attributeId)
  const calm = labels.find(({ id }) => id === neutral) ?? labels.find(isNeutralLabel)
  if (!calm)
    return fail('no-neutral', 'None of the labels stands for no emotion.', 'Choose the label that does.')
  yield
  return ok(
    diarizationReport({
      reference: reference.segments,
      candidate: candidate.segments,
      recordings: desk.reader.all('recording'),
      axes: comparedLabels(scheme, attributeId),
      neutral: calm.id
    })
  )
}
