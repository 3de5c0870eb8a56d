import { z } from 'zod'
import { placeOf } from './bipolar-montage'

/** A row of a montage: channels by name, each times a weight. */
export const MontageRow = z.object({
  label: z.string().trim().min(1).max(200),
  weights: z
    .array(z.object({ channel: z.string().min(1).max(200), weight: z.number() }))
    .min(1)
    .max(1024)
})
export type MontageRow = z.infer<typeof MontageRow>

/** A montage file: rows as weighted sums of channels, by name, so that it serves every recording that has them. */
export const Montage = z.object({
  format: z.literal('affectory.montage/1'),
  name: z.string().trim().min(1).max(200),
  rows: z.array(MontageRow).min(1).max(1024)
})
export type Montage = z.infer<typeof Montage>

/** Rows of a montage for the channels of a recording. */
export interface ResolvedMontage {
  readonly rows: readonly {
    readonly label: string
    readonly weights: { readonly channel: number; readonly weight: number }[]
  }[]
  /** Channels that the recording does not have, each once; rows that need one are left out. */
  readonly missing: readonly string[]
}

/** A channel is found by its label as it is, else by the place it names (`EEG Fp1-LE` is Fp1, T3 is T7). */
export function resolveMontage(montage: Montage, labels: readonly string[]): ResolvedMontage {
  const exact = new Map(labels.map((label, index) => [plain(label), index]).reverse() as [string, number][])
  const places = new Map(
    labels.map((label, index) => [placeOf(label), index]).reverse() as [string, number][]
  )
  const missing = new Set<string>()
  const rows = montage.rows.flatMap(({ label, weights }) => {
    const found = weights.flatMap(({ channel, weight }) => {
      const index = exact.get(plain(channel)) ?? places.get(placeOf(channel))
      if (index === undefined) missing.add(channel)
      return index === undefined ? [] : [{ channel: index, weight }]
    })
    return found.length === weights.length ? [{ label, weights: found }] : []
  })
  return { rows, missing: [...missing] }
}

const plain = (label: string): string => label.trim().replace(/\.+$/, '').toLowerCase()
