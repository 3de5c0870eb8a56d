import { z } from 'zod'
import type { ComponentsResult } from './components'

/** Components as they are kept with the project: what was found, and in what. */
export interface KeptComponents {
  /** How they were found, in words: "FastICA of 32 channels over 60 s, high-passed at 1 Hz, from 00:00:00". */
  readonly text: string
  readonly result: ComponentsResult
}

/** Lists are checked by a plain loop: they are long, and a schema for every number takes a while. */
const numbers = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((one) => one === null || typeof one === 'number')
)

const File = z.object({
  format: z.literal('affectory.components/1'),
  text: z.string(),
  channels: numbers,
  rateHz: z.number().positive(),
  means: numbers,
  unmixing: z.array(numbers),
  maps: z.array(numbers),
  shares: numbers,
  rounds: z.number(),
  converged: z.boolean(),
  samples: z.object({ used: z.number(), of: z.number() }),
  suggestions: z.array(
    z.object({ component: z.number(), kind: z.enum(['blink', 'pulse']), correlation: z.number() })
  ),
  courses: z.array(numbers),
  courseRateHz: z.number(),
  frequencies: numbers,
  spectra: z.array(numbers),
  seconds: z.number(),
  parts: z.object({ count: z.number(), seconds: z.number(), ofSeconds: z.number() }).optional()
})

/** The text of a file. Weights and maps are exact; what is only looked at has six digits. NaN is null. */
export function componentsText({ text, result }: KeptComponents): string {
  const short = (values: ArrayLike<number>): number[] =>
    Array.from(values, (value) => Number(value.toPrecision(6)))
  const { kind: _, ...rest } = result
  const file: z.infer<typeof File> = {
    format: 'affectory.components/1',
    text,
    ...rest,
    suggestions: [...result.suggestions],
    means: [...result.means],
    unmixing: result.unmixing.map((row) => [...row]),
    maps: result.maps.map((row) => [...row]),
    courses: result.courses.map(short),
    frequencies: [...result.frequencies],
    spectra: result.spectra.map(short)
  }
  return JSON.stringify(file)
}

/** Components of the text of a file; undefined where it holds none. */
export function readComponents(text: string): KeptComponents | undefined {
  const read = File.safeParse(parsed(text))
  if (!read.success) return undefined
  const { format: _, text: words, ...file } = read.data
  const doubles = (values: readonly (number | null)[]): Float64Array<ArrayBuffer> =>
    Float64Array.from(values, (value) => value ?? Number.NaN)
  return {
    text: words,
    result: {
      kind: 'components',
      ...file,
      means: doubles(file.means),
      unmixing: file.unmixing.map(doubles),
      maps: file.maps.map(doubles),
      courses: file.courses.map((values) => Float32Array.from(doubles(values))),
      frequencies: doubles(file.frequencies),
      spectra: file.spectra.map(doubles)
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A file that was cut off holds no components.
    return undefined
  }
}
