import type { PerturbationKind } from '../../../shared/variants/perturbations'

/** Levels of a perturbation as typed, for instance "20, 10, 0"; or what is wrong with the first that is none. */
export function readSteps(
  text: string,
  { range: [least, most], unit }: Pick<PerturbationKind, 'range' | 'unit'>
): { readonly levels: readonly number[]; readonly fault?: string } {
  const levels: number[] = []
  for (const part of text.split(/[,;\s]+/).filter((each) => each !== '')) {
    const level = Number(part)
    if (!Number.isFinite(level)) return { levels: [], fault: `“${part}” is no number.` }
    if (level < least || level > most)
      return {
        levels: [],
        fault: `${part} is outside of ${least} to ${most}${unit === '' ? '' : ` ${unit}`}.`
      }
    if (!levels.includes(level)) levels.push(level)
  }
  return { levels }
}
