import type { RunVariant } from '../../../../shared/variants/run-variant'
import type { Unit } from '../units/unit'

/** Units as a variant of the model looks at them: a conversation that is read as a whole is read once for each turn, with the turns around that the variant leaves. */
export function contextUnits(units: readonly Unit[], variant: RunVariant | undefined): readonly Unit[] {
  if (variant?.kind !== 'context') return units
  return units.flatMap((unit) => {
    const { turns } = unit
    if (turns === undefined || unit.at !== undefined) return [unit]
    return turns.map((turn, at) => {
      const from = variant.past ? Math.max(0, at - variant.turns) : at
      const to = variant.future ? Math.min(turns.length, at + variant.turns + 1) : at + 1
      return { ...unit, key: `${unit.key}/${turn.id}`, turns: turns.slice(from, to), tells: at - from }
    })
  })
}
