import { electrodeDirection } from './electrode-direction'
import { biosemiSites } from './biosemi-sites'

/** Names of the older system, and mastoids by the place they lie at. */
const ALIASES: Readonly<Record<string, string>> = {
  T3: 'T7',
  T4: 'T8',
  T5: 'P7',
  T6: 'P8',
  M1: 'TP9',
  M2: 'TP10',
  A1: 'LPA',
  A2: 'RPA',
  NZ: 'Nz',
  LPA: 'LPA',
  RPA: 'RPA'
}

/**
 * The 10-05 name behind a channel label: `EEG FP1-REF`, `Fc5.`, `T3`, `fpz` are Fp1, FC5, T7, Fpz; undefined where the label
 * names no scalp electrode (EOG1, ECG, Status) or two of them (Fp1-F7).
 */
export function electrodeName(label: string): string | undefined {
  const bare = label
    .trim()
    .replace(/^EEG[\s_:-]*/i, '')
    .replace(/[-_/\s]*(REF|LE|AVG|AR|CAR)$/i, '')
    .replace(/[.\s]+$/, '')
  const alias = ALIASES[bare.toUpperCase()]
  if (alias) return alias
  const name = bare.toUpperCase().replace(/FP/g, 'Fp').replace(/Z$/, 'z').replace(/H$/, 'h')
  return electrodeDirection(name) ? name : undefined
}

/**
 * The same for all labels of a recording. Labels that are BioSemi places (A1 to A32, and B1 to B32 with 64 channels) are
 * those of its caps; A1 and A2 alone are ears.
 */
export function electrodeNames(labels: readonly string[]): (string | undefined)[] {
  const sites = biosemiSites(labels)
  return labels.map(
    (label) => (sites ? sites.get(label.trim().toUpperCase()) : undefined) ?? electrodeName(label)
  )
}
