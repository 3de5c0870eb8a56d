/** A chain of electrodes; each is shown against the next. */
interface BipolarMontage {
  readonly id: string
  readonly name: string
  readonly chains: readonly (readonly string[])[]
}

/** Bipolar montages of the American Clinical Neurophysiology Society (Guideline 3, 2016): longitudinal and transverse. */
export const bipolarMontages: readonly BipolarMontage[] = [
  {
    id: 'longitudinal',
    name: 'Longitudinal bipolar (double banana)',
    chains: [
      ['Fp1', 'F7', 'T7', 'P7', 'O1'],
      ['Fp1', 'F3', 'C3', 'P3', 'O1'],
      ['Fz', 'Cz', 'Pz'],
      ['Fp2', 'F4', 'C4', 'P4', 'O2'],
      ['Fp2', 'F8', 'T8', 'P8', 'O2']
    ]
  },
  {
    id: 'transverse',
    name: 'Transverse bipolar',
    chains: [
      ['F7', 'Fp1', 'Fp2', 'F8'],
      ['F7', 'F3', 'Fz', 'F4', 'F8'],
      ['T7', 'C3', 'Cz', 'C4', 'T8'],
      ['P7', 'P3', 'Pz', 'P4', 'P8'],
      ['P7', 'O1', 'O2', 'P8']
    ]
  }
]

/** Older names of the same places. */
const alias: Readonly<Record<string, string>> = { t3: 't7', t4: 't8', t5: 'p7', t6: 'p8' }

/** `EEG Fp1-LE` and `FP1.` are the place `fp1`; older names become the present ones. */
export function placeOf(label: string): string {
  const bare = label
    .toLowerCase()
    .replace(/^eeg\s+/, '')
    .replace(/[-–/ ].*$/, '')
    .replace(/\.+$/, '')
  return alias[bare] ?? bare
}

/** Pairs of channels, by index, that a montage shows of these labels; pairs without both electrodes are left out. */
export function bipolarPairs(
  id: string,
  labels: readonly string[]
): readonly { readonly plus: number; readonly minus: number }[] {
  const places = labels.map(placeOf)
  const chains = bipolarMontages.find((montage) => montage.id === id)?.chains ?? []
  return chains.flatMap((chain) =>
    chain.slice(1).flatMap((name, i) => {
      const plus = places.indexOf((chain[i] ?? '').toLowerCase())
      const minus = places.indexOf(name.toLowerCase())
      return plus >= 0 && minus >= 0 ? [{ plus, minus }] : []
    })
  )
}
