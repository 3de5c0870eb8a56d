/** Names of action units: Ekman and Friesen 1978, Facial Action Coding System (the numbers and names are its terms). */
const NAMES: Readonly<Record<number, string>> = {
  1: 'inner brow raiser',
  2: 'outer brow raiser',
  4: 'brow lowerer',
  5: 'upper lid raiser',
  6: 'cheek raiser',
  7: 'lid tightener',
  9: 'nose wrinkler',
  10: 'upper lip raiser',
  11: 'nasolabial deepener',
  12: 'lip corner puller',
  13: 'cheek puffer',
  14: 'dimpler',
  15: 'lip corner depressor',
  16: 'lower lip depressor',
  17: 'chin raiser',
  18: 'lip puckerer',
  20: 'lip stretcher',
  22: 'lip funneler',
  23: 'lip tightener',
  24: 'lip pressor',
  25: 'lips part',
  26: 'jaw drop',
  27: 'mouth stretch',
  28: 'lip suck',
  43: 'eyes closed',
  45: 'blink',
  46: 'wink'
}

const LETTERS = 'ABCDE'

/** Name of an action unit by its label id (`AU06`); undefined for unknown ones. */
export const actionUnitName = (id: string): string | undefined => NAMES[numberOf(id)]

/** `AU6C`: number without leading zeros and the letter of its intensity (1 A trace to 5 E maximum); without one, `AU6`. */
export function actionUnitCode(id: string, level: number | null | undefined): string {
  const number = numberOf(id)
  return `AU${Number.isNaN(number) ? id : number}${intensityLetter(level) ?? ''}`
}

/** A to E for the levels 1 to 5; undefined for none and for 0, which is absent. */
export const intensityLetter = (level: number | null | undefined): string | undefined =>
  level == null || level < 1 ? undefined : LETTERS[Math.round(level) - 1]

const numberOf = (id: string): number => Number(/^AU0*(\d+)/i.exec(id)?.[1] ?? NaN)
