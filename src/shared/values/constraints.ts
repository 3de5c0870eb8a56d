import { fail } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { AttributeTask, Constraint } from './attribute'

type Levels = Readonly<Record<string, number | null>>

/** The first constraint of the scheme that a set of labels breaks, as a sentence; undefined when it breaks none. Labels of level 0 are absent. */
export function brokenConstraint(task: AttributeTask, labels: Levels): Result<never> | undefined {
  const present = presentLabels(labels)
  for (const rule of task.constraints) {
    const broken = sentence(task, rule, present, labels)
    if (broken !== undefined)
      return fail('value.constraint', broken, `The scheme sets this rule for "${task.name}".`)
  }
  return undefined
}

/** Labels that are there: given without a level, or with one above 0. */
export const presentLabels = (labels: Levels): readonly string[] =>
  Object.entries(labels).flatMap(([id, level]) => (level === null || level > 0 ? [id] : []))

/** Labels that may not be together with one, by `exclusive` and `excludes`. */
export function rivalsOf(task: AttributeTask, id: string): ReadonlySet<string> {
  const rivals = new Set<string>()
  for (const rule of task.constraints) {
    const group = rule.labels ?? task.labels.map((label) => label.id)
    if (rule.type === 'exclusive' && group.includes(id)) for (const other of group) rivals.add(other)
    if (rule.type === 'excludes') {
      if (group.includes(id)) for (const other of rule.with ?? []) rivals.add(other)
      if (rule.with?.includes(id)) for (const other of group) rivals.add(other)
    }
  }
  rivals.delete(id)
  return rivals
}

function sentence(
  task: AttributeTask,
  rule: Constraint,
  present: readonly string[],
  labels: Levels
): string | undefined {
  const name = (id: string): string => task.labels.find((label) => label.id === id)?.name ?? id
  const group = rule.labels ?? task.labels.map((label) => label.id)
  const inGroup = present.filter((id) => group.includes(id))
  switch (rule.type) {
    case 'exclusive':
      return inGroup.length > 1 ? `Only one of ${inGroup.map(name).join(', ')} can be given.` : undefined
    case 'excludes': {
      const other = present.find((id) => rule.with?.includes(id))
      return inGroup[0] !== undefined && other !== undefined
        ? `${name(inGroup[0])} cannot stand together with ${name(other)}.`
        : undefined
    }
    case 'requires':
      // Without `with` the rule asks for another attribute (a cause), which is not part of this value.
      return inGroup[0] !== undefined && rule.with?.length && !present.some((id) => rule.with?.includes(id))
        ? `${name(inGroup[0])} needs ${rule.with.map(name).join(' or ')} beside it.`
        : undefined
    case 'min':
      return inGroup.length < (rule.value ?? 0) && present.length > 0
        ? `At least ${rule.value} labels are needed, got ${inGroup.length}.`
        : undefined
    case 'max':
      return inGroup.length > (rule.value ?? Infinity)
        ? `At most ${rule.value} labels can be given, got ${inGroup.length}.`
        : undefined
    case 'sum-to': {
      const sum = group.reduce((total, id) => total + (labels[id] ?? 0), 0)
      return Math.abs(sum - (rule.value ?? 1)) > 1e-6
        ? `The intensities must sum to ${rule.value ?? 1}, got ${Number(sum.toFixed(6))}.`
        : undefined
    }
    case 'all-or-none': {
      const said = group.filter((id) => id in labels)
      return said.length > 0 && said.length < group.length
        ? `All of ${group.map(name).join(', ')} need an answer, or none; ${group.length - said.length} are open.`
        : undefined
    }
  }
}
