/** Sites of the caps with 32 and 64 electrodes in the order of their places A1 to A32 and B1 to B32. */
const CAP_32 =
  'Fp1 AF3 F7 F3 FC1 FC5 T7 C3 CP1 CP5 P7 P3 Pz PO3 O1 Oz O2 PO4 P4 P8 CP6 CP2 C4 T8 FC6 FC2 F4 F8 AF4 Fp2 Fz Cz'
const CAP_64 =
  'Fp1 AF7 AF3 F1 F3 F5 F7 FT7 FC5 FC3 FC1 C1 C3 C5 T7 TP7 CP5 CP3 CP1 P1 P3 P5 P7 P9 PO7 PO3 O1 Iz Oz POz Pz CPz ' +
  'Fpz Fp2 AF8 AF4 AFz Fz F2 F4 F6 F8 FT8 FC6 FC4 FC2 FCz Cz C2 C4 C6 T8 TP8 CP6 CP4 CP2 P2 P4 P6 P8 P10 PO8 PO4 O2'

/** Sites by place for a recording with BioSemi's names; undefined where the labels are others (or of a cap with 128 and more, whose places are no 10-10 sites). */
export function biosemiSites(labels: readonly string[]): ReadonlyMap<string, string> | undefined {
  const places = new Set(labels.map((label) => label.trim().toUpperCase()))
  const bank = (letter: string) => Array.from({ length: 32 }, (_, i) => `${letter}${i + 1}`)
  const has = (letter: string) => bank(letter).every((place) => places.has(place))
  if (!has('A') || places.has('C32')) return undefined
  const all = has('B') ? [...bank('A'), ...bank('B')] : bank('A')
  const sites = (has('B') ? CAP_64 : CAP_32).split(' ')
  return new Map(all.map((place, i) => [place, sites[i] ?? '']))
}
