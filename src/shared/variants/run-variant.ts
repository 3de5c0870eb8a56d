import { z } from 'zod'
import { perturbationIds, perturbationOf } from './perturbations'

const Part = z.string().min(1).max(80)

/** How a run differs from an ordinary run of its model: what it reads was made worse, or something was taken away. */
export const RunVariant = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('perturbation'),
      change: z.enum(perturbationIds),
      level: z.number(),
      seed: z.number().int().min(0).max(1_000_000).default(1)
    })
    .refine(
      ({ change, level }) => {
        const [least, most] = perturbationOf(change).range
        return level >= least && level <= most
      },
      { error: 'the level is outside of what this perturbation takes', path: ['level'] }
    ),
  /** Turns around the one that is asked about. `turns`: at most so many on a side. */
  z.object({
    kind: z.literal('context'),
    past: z.boolean(),
    future: z.boolean(),
    turns: z.number().int().min(1).max(1000).default(1000)
  }),
  /** Only these members of a fusion. */
  z.object({ kind: z.literal('members'), keep: z.array(Part).min(1).max(16) }),
  /** Only these written components (layers of the transcript) of all. */
  z.object({
    kind: z.literal('components'),
    all: z.array(Part).min(1).max(8),
    keep: z.array(Part).min(1).max(8)
  }),
  z.object({ kind: z.literal('window'), seconds: z.number().positive().max(600) })
])
export type RunVariant = z.infer<typeof RunVariant>

/** The same for the same variant, and for no other; part of the id that its author has. */
export function variantKey(variant: RunVariant): string {
  switch (variant.kind) {
    case 'perturbation': {
      const { seeded } = perturbationOf(variant.change)
      return `${variant.change}=${variant.level}${seeded ? `,seed=${variant.seed}` : ''}`
    }
    case 'context':
      return `context=${contextWord(variant)}${variant.turns < 1000 && (variant.past || variant.future) ? `,turns=${variant.turns}` : ''}`
    case 'members':
      return `members=${variant.keep.toSorted().join('&')}`
    case 'components':
      return `components=${variant.keep.toSorted().join('&')}/${variant.all.toSorted().join('&')}`
    case 'window':
      return `window=${variant.seconds}`
  }
}

/** A few words for lists: "white noise 10 dB". */
export function variantName(variant: RunVariant): string {
  switch (variant.kind) {
    case 'perturbation': {
      const { name, seeded } = perturbationOf(variant.change)
      return `${name} ${levelText(variant)}${seeded && variant.seed !== 1 ? `, seed ${variant.seed}` : ''}`
    }
    case 'context':
      return contextNames[contextWord(variant)]
    case 'members':
    case 'components':
      return `only ${variant.keep.join(' + ')}`
    case 'window':
      return `windows of ${variant.seconds} s`
  }
}

/** A level with its unit. */
export function levelText({
  change,
  level
}: Pick<Extract<RunVariant, { kind: 'perturbation' }>, 'change' | 'level'>): string {
  const { unit } = perturbationOf(change)
  return unit === '' ? String(level) : unit === 'quality' ? `${unit} ${level}` : `${level} ${unit}`
}

type ContextWord = 'none' | 'past' | 'future' | 'both'

/** Which turns around are read. */
export const contextWord = ({ past, future }: { past: boolean; future: boolean }): ContextWord =>
  past && future ? 'both' : past ? 'past' : future ? 'future' : 'none'

const contextNames: Readonly<Record<ContextWord, string>> = {
  none: 'no context',
  past: 'past turns only',
  future: 'future turns only',
  both: 'past and future turns'
}
