import type { LabelArrays, SignalArrays } from '../../../shared/arrays/array-mapping'

/** Channels as one line of text: `Fp1, Fp2, GSR [Ω]`; a unit in brackets where it is not that of the others. */
export const channelsText = (channels: SignalArrays['channels']): string =>
  channels.map(({ label, unit }) => (unit === undefined ? label : `${label} [${unit}]`)).join(', ')

/** The channels that such a line names. */
export const channelsFrom = (text: string): SignalArrays['channels'] =>
  listFrom(text).map((entry) => {
    const match = /^(.*?)\s*\[([^\]]*)\]$/.exec(entry)
    return match ? { label: match[1] ?? '', unit: (match[2] ?? '').trim() } : { label: entry }
  })

/** Entries of a line, parted at commas or line ends. */
export const listFrom = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

type Classes = Extract<LabelArrays['meaning'], { kind: 'classes' }>['classes']

/** Numbers and what they stand for: `1 = positive, 0 = neutral`. */
export const classesText = (classes: Classes): string =>
  classes.map(({ value, label }) => `${value} = ${label}`).join(', ')

/** What such a line says; entries without a number are left out. */
export const classesFrom = (text: string): Classes =>
  listFrom(text).flatMap((entry) => {
    const match = /^(-?\d+(?:\.\d+)?)\s*[=:]\s*(.+)$/.exec(entry)
    return match ? [{ value: Number(match[1]), label: (match[2] ?? '').trim() }] : []
  })

/** A typed number; a decimal comma is one. Undefined when it is none. */
export function numberFrom(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(value) ? undefined : value
}
