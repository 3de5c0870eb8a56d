import type { Problem } from '../../../../shared/domain/problem'
import type { PredictItem } from '../../protocol'
import type { Manifest } from '../manifest'

/** What was left out of a recording and why, told once at its end. */
export interface Tally {
  tooShort(count: number): void
  missing(binding: string): void
  fault(reason: string): void
  silent(count: number): void
  problems(total: number): readonly Problem[]
}

export function createTally({ recording, input }: PredictItem, { name, unit }: Manifest): Tally {
  const left = { short: 0, silent: 0 }
  const missing = new Map<string, number>()
  const faults: string[] = []
  const noun = `${unit.type.replace('-', ' ')}s`
  const told = (severity: Problem['severity'], text: string, hint?: string): Problem => ({
    code: 'left-out',
    message: `${recording.name}: ${text}`,
    ...(hint === undefined ? {} : { hint }),
    file: input.path,
    severity
  })
  return {
    tooShort: (count) => void (left.short += count),
    missing: (binding) => void missing.set(binding, (missing.get(binding) ?? 0) + 1),
    fault: (reason) => void faults.push(reason),
    silent: (count) => void (left.silent += count),
    problems(total) {
      if (total === 0 && left.short === 0)
        return [
          told(
            'info',
            `there are no ${noun} for ${name} to look at.`,
            'Make them first, or choose another track in the run dialogue.'
          )
        ]
      return [
        ...(faults.length > 0
          ? [
              told(
                'warning',
                `${faults.length} of ${total} ${noun} could not be prepared for ${name}. The first: ${faults[0] ?? ''}`
              )
            ]
          : []),
        ...[...missing].map(([binding, count]) =>
          told(
            'info',
            `nothing of “${binding}” was found for ${count} of ${total} ${noun}, which were left out.`
          )
        ),
        ...(left.short > 0
          ? [told('info', `${left.short} ${noun} are shorter than ${name} takes and were left out.`)]
          : []),
        ...(left.silent > 0
          ? [told('warning', `${name} gave no number ${left.silent} times; no label was written there.`)]
          : [])
      ]
    }
  }
}
