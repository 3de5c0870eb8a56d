import type { AttributeTask } from './attribute'

/** The parts that a compound label is made of (`Fearfully Surprised`: fear, surprise); empty for a simple label. */
export const mixOf = (task: AttributeTask, labelId: string): readonly string[] =>
  task.mixOf.get(labelId) ?? []

/** The compound label whose parts are exactly these, in any order; undefined when the scheme has none. */
export function compoundOf(task: AttributeTask, parts: readonly string[]): string | undefined {
  const wanted = [...new Set(parts)].sort().join('\n')
  for (const [id, mix] of task.mixOf) if ([...new Set(mix)].sort().join('\n') === wanted) return id
  return undefined
}
