import type { ListedArrays, MappingDraft } from './array-mapping'

/** What is wrong with a mapping for the arrays of a file; empty when it can be read. Sentences for people. */
export function checkMapping(mapping: MappingDraft, arrays: readonly ListedArrays[]): readonly string[] {
  const faults: string[] = []
  const find = (pattern: string, file?: string): ListedArrays | undefined =>
    arrays.find((one) => one.pattern === pattern && one.file === file)
  if (mapping.signals.length === 0) faults.push('No array is chosen as the signal.')
  for (const signal of mapping.signals) {
    const found = find(signal.array)
    if (!found) {
      faults.push(`The file has no array "${signal.array}".`)
      continue
    }
    if (found.kind !== 'numbers') faults.push(`"${signal.array}" holds text, not numbers.`)
    if (signal.axes.length !== found.shape.length)
      faults.push(`"${signal.array}" has ${found.shape.length} axes, not ${signal.axes.length}.`)
    if (signal.axes.filter((axis) => axis === 'time').length !== 1)
      faults.push(`One axis of "${signal.array}" must be time.`)
    for (const role of ['channel', 'trial', 'feature'] as const)
      if (signal.axes.filter((axis) => axis === role).length > 1)
        faults.push(`Only one axis of "${signal.array}" can be ${role}s.`)
    if (signal.rateHz === undefined)
      faults.push(`How many samples a second "${signal.array}" has is not said.`)
    const channels = found.shape[signal.axes.indexOf('channel')] ?? 1
    const named = signal.channels.length
    if (named > 0 && named !== channels)
      faults.push(`"${signal.array}" has ${channels} channels, and ${givenNames(named)}.`)
    if (signal.before !== undefined && !find(signal.before))
      faults.push(`The file has no array "${signal.before}".`)
  }
  for (const label of mapping.labels) {
    const found = find(label.array, label.file)
    if (!found) faults.push(`There is no array "${label.array}"${label.file ? ` in ${label.file}` : ''}.`)
    else if (label.axes.length !== found.shape.length)
      faults.push(`"${label.array}" has ${found.shape.length} axes, not ${label.axes.length}.`)
    const rated = found?.shape[label.axes.indexOf('rating')] ?? 1
    if (found && label.meaning.kind === 'ratings' && label.meaning.names.length !== rated)
      faults.push(
        `"${label.array}" rates ${rated} ${rated === 1 ? 'thing' : 'things'}, and ${givenNames(label.meaning.names.length)}.`
      )
    if (label.meaning.kind === 'ratings' && !(label.meaning.min < label.meaning.max))
      faults.push(`The scale of "${label.array}" must end above its start.`)
  }
  return faults
}

const givenNames = (count: number): string => (count === 1 ? '1 name is given' : `${count} names are given`)
