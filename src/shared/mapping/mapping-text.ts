import type { MappingReport, MappingStep } from './label-mapper'
import type { AttributeRef } from './scheme-map'

/** How schemes and labels are called. */
export interface MappingNames {
  scheme(ref: AttributeRef): string
  label(ref: AttributeRef, id: string): string
}

/** What a mapping did, in sentences: which table, on which classes the numbers are, what is brought together or left out. */
export function mappingText(report: MappingReport, names: MappingNames): readonly string[] {
  const { to, shared, notShared } = report
  const list = (ids: readonly string[]): string => ids.map((id) => names.label(to, id)).join(', ')
  return [
    ...report.steps.map(
      (step) => `${names.scheme(step.from)} is mapped ${kindText[step.kind]} to ${names.scheme(to)}.`
    ),
    shared.length === 0
      ? 'No class is shared.'
      : notShared.length === 0
        ? `Metrics on all ${shared.length} classes: ${list(shared)}.`
        : `Metrics on the ${shared.length} shared ${shared.length === 1 ? 'class' : 'classes'}: ${list(shared)}. Not all can say ${list(notShared)}; such segments are left out.`,
    ...report.steps.flatMap((step) => [...lossText(step, to, names), ...leftOutText(step, names)])
  ]
}

const kindText: Readonly<Record<MappingStep['kind'], string>> = {
  rename: 'label by label',
  group: 'in groups',
  matrix: 'by weights',
  threshold: 'from a level on',
  quadrant: 'by quadrant',
  affine: 'by scale and offset',
  axis: 'by one of its axes'
}

function lossText(step: MappingStep, to: AttributeRef, names: MappingNames): readonly string[] {
  if (!step.lossy) return ['Nothing is lost on the way.']
  const groups = step.kind === 'axis' ? [] : step.merges
  const merged = groups.map(
    ({ target, sources }) =>
      `${sources.map((id) => names.label(step.from, id)).join(' and ')} become ${names.label(to, target)}`
  )
  return merged.length > 0 ? [`Lossy: ${merged.join('; ')}.`] : ['Lossy.']
}

function leftOutText(step: MappingStep, names: MappingNames): readonly string[] {
  if (step.leftOut.length === 0) return []
  const parts = step.leftOut.map(
    ({ answer, why, segments }) => `${names.label(step.from, answer)} (${segments}, ${why})`
  )
  return [`Left out of ${names.scheme(step.from)}: ${parts.join(', ')}.`]
}
