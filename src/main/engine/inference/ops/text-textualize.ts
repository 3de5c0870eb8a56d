import { z } from 'zod'
import { valueOp } from './op'
import type { Channels, Dialogue, Value } from './value'

const Part = z.object({
  /** Channel whose mean over the unit is told. */
  stream: z.string().optional(),
  /** Result of a model before, of the unit's turn; `index` of a vector's numbers. */
  output: z.string().optional(),
  index: z.number().int().min(0).default(0),
  /** Part of the sentence: `{word}` from the bins, `{value}` the number with two digits. */
  template: z.string(),
  /** Words for stretches of the number, upper end included; the last has none. */
  bins: z.array(z.object({ upTo: z.number().optional(), word: z.string() })).default([])
})

/**
 * Numbers told in words, so that a text model reads them: action units, tone of voice, answers of other models. A part
 * whose number is not known, or whose bin has an empty word, is left out.
 */
export const textTextualize = valueOp(
  'text.textualize',
  z.looseObject({
    from: z.array(Part).min(1),
    join: z.string().default(' '),
    /** Whole sentence: `{parts}` and, of a conversation, `{text}`. */
    format: z.string().default('{parts}')
  }),
  ({ from, join, format }) =>
    (value) => {
      const parts = from.flatMap((part) => told(part, numberOf(part, value)))
      const own = value.kind === 'dialogue' ? (value.turns[value.at]?.text ?? '') : ''
      const text = format.replaceAll('{parts}', () => parts.join(join)).replaceAll('{text}', () => own)
      return { kind: 'words', text: text.trim() }
    }
)

function told({ template, bins }: z.output<typeof Part>, number: number | undefined): string[] {
  if (number === undefined || Number.isNaN(number)) return []
  const word = bins.find(({ upTo }) => upTo === undefined || number <= upTo)?.word ?? ''
  if (template.includes('{word}') && word === '') return []
  return [template.replaceAll('{word}', () => word).replaceAll('{value}', number.toFixed(2))]
}

function numberOf(part: z.output<typeof Part>, value: Value): number | undefined {
  if (value.kind === 'several')
    return value.values.map((inner) => numberOf(part, inner)).find((number) => number !== undefined)
  if (value.kind === 'channels' && part.stream !== undefined) return meanOf(value, part.stream)
  if (value.kind === 'dialogue' && part.output !== undefined)
    return upstreamOf(value, part.output, part.index)
  return undefined
}

function meanOf({ names, data, from, to }: Channels, name: string): number | undefined {
  const samples = data[names.indexOf(name)]?.subarray(from, to)
  const known = samples ? Array.from(samples).filter((sample) => !Number.isNaN(sample)) : []
  return known.length ? known.reduce((sum, sample) => sum + sample, 0) / known.length : undefined
}

const upstreamOf = ({ turns, at, upstream }: Dialogue, output: string, index: number): number | undefined =>
  upstream?.[turns[at]?.id ?? '']?.[output]?.[index]
