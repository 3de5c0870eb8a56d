import type { Unit } from '../units/unit'

/** Units that are read in one go, and the stretch of the recording that they need. */
export interface Stretch {
  readonly units: readonly Unit[]
  /** µs on the recording's clock. */
  readonly fromUs: number
  readonly toUs: number
}

/**
 * Units in groups that share one reading, so that what filters make of it is made once: each as long as `mostUs` allows. With `wholeParent`
 * (a baseline is told from its start) the parent's start belongs to it, and no group spans two parents.
 */
export function channelStretches(
  units: readonly Unit[],
  around: { readonly beforeUs: number; readonly afterUs: number },
  mostUs: number,
  wholeParent: boolean
): readonly Stretch[] {
  const groups: { units: Unit[]; fromUs: number; toUs: number; parent: string | undefined }[] = []
  for (const unit of units) {
    const parent = wholeParent ? unit.parent?.key : undefined
    const span = readSpan(unit)
    const startUs = wholeParent ? Math.min(span.start, unit.parent?.start ?? span.start) : span.start
    const last = groups.at(-1)
    const fromUs = Math.min(last?.fromUs ?? Infinity, startUs)
    const toUs = Math.max(last?.toUs ?? -Infinity, span.end)
    if (
      last &&
      last.parent === parent &&
      (toUs - fromUs <= mostUs || (wholeParent && parent !== undefined))
    ) {
      last.units.push(unit)
      Object.assign(last, { fromUs, toUs })
    } else groups.push({ units: [unit], fromUs: startUs, toUs: span.end, parent })
  }
  return groups.map((group) => ({
    units: group.units,
    fromUs: group.fromUs - around.beforeUs,
    toUs: group.toUs + around.afterUs
  }))
}

/** What is read for a unit: windows that are to be filled up reach beyond the end of their trial. */
export const readSpan = (unit: Unit): { readonly start: number; readonly end: number } => unit.wanted ?? unit
