import { score } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { electrodeName } from '../../topomap/electrode-name'

/** Two channels by their index, with their names. */
export interface ChannelPair {
  readonly name: string
  readonly first: number
  readonly second: number
}

/** Frontal and posterior electrodes of Zheng & Lu 2015, IEEE Transactions on Autonomous Mental Development 7, 162-175. */
const CAUDAL =
  'FT7-TP7 FC5-CP5 FC3-CP3 FC1-CP1 FCz-CPz FC2-CP2 FC4-CP4 FC6-CP6 FT8-TP8 F7-P7 F5-P5 F3-P3 F1-P1 Fz-Pz F2-P2 F4-P4 F6-P6 F8-P8 Fp1-O1 Fp2-O2 Fpz-Oz AF3-CB1 AF4-CB2'

/** Left electrodes with their right partners (F3-F4, CB1-CB2), of those that a recording has; 27 for the 62 of SEED. */
export function hemispherePairs(labels: readonly string[]): ChannelPair[] {
  return pairsOf(labels, (name) => {
    const match = /^([A-Za-z]+)(\d+)(h?)$/.exec(name)
    const number = Number(match?.[2] ?? 0)
    return match && number % 2 === 1 ? `${match[1]}${number + 1}${match[3]}` : undefined
  })
}

/** Frontal electrodes with their posterior partners, of those that a recording has; 23 for the 62 of SEED. */
export function caudalPairs(labels: readonly string[]): ChannelPair[] {
  const partner = new Map(
    CAUDAL.split(' ').map((pair) => [pair.split('-')[0] ?? '', pair.split('-')[1] ?? ''])
  )
  return pairsOf(labels, (name) => partner.get(name))
}

/** A feature (differential entropy as a rule) of the first channel minus that of the second: DASM over hemisphere pairs, DCAU over caudal pairs. */
export function differences(pairs: readonly ChannelPair[], values: readonly (number | null)[]): Score[] {
  return combined(pairs, values, (a, b) => a - b)
}

/** A feature of the first channel over that of the second: RASM over hemisphere pairs. */
export function ratios(pairs: readonly ChannelPair[], values: readonly (number | null)[]): Score[] {
  return combined(pairs, values, (a, b) => a / b)
}

function combined(
  pairs: readonly ChannelPair[],
  values: readonly (number | null)[],
  of: (a: number, b: number) => number
): Score[] {
  return pairs.map(({ name, first, second }) =>
    score(
      of(values[first] ?? NaN, values[second] ?? NaN),
      `One channel of ${name} has no value, or the second is 0.`
    )
  )
}

function pairsOf(labels: readonly string[], partnerOf: (name: string) => string | undefined): ChannelPair[] {
  const names = labels.map(electrodeName)
  return names.flatMap((name, first) => {
    const partner = name && partnerOf(name)
    const second = partner ? names.indexOf(partner) : -1
    return second < 0 ? [] : [{ name: `${name}-${partner}`, first, second }]
  })
}
