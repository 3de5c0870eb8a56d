import { Unreadable } from '../../interchange/unreadable'
import type { BrainVisionHeader } from './header'

/** Samples written as text, one array for each channel, in stored numbers; NaN where a number cannot be read. */
export function textSamples(
  text: string,
  { channels, orientation, storage }: BrainVisionHeader
): readonly Float32Array<ArrayBuffer>[] {
  if (storage.kind !== 'text') throw new Error('these samples are not text')
  const { decimal, skipLines, skipColumns } = storage
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const rows = lines.slice(skipLines)
  const numbersOf = (line: string): Float32Array<ArrayBuffer> => {
    // With a decimal comma, commas do not part numbers.
    const fields = line.trim().split(decimal === ',' ? /[\s;]+/ : /[\s;,]+/)
    return Float32Array.from(fields.slice(skipColumns), (field) =>
      field === '' ? Number.NaN : Number(field.replace(decimal, '.'))
    )
  }
  if (orientation === 'vectorized') {
    if (rows.length < channels.length)
      throw new Unreadable(
        `has ${rows.length} lines of samples for ${channels.length} channels.`,
        'Export it again.'
      )
    return rows.slice(0, channels.length).map(numbersOf)
  }
  const samples = channels.map(() => new Float32Array(rows.length).fill(Number.NaN))
  for (const [r, row] of rows.entries()) {
    const numbers = numbersOf(row)
    for (const [c, channel] of samples.entries()) channel[r] = numbers[c] ?? Number.NaN
  }
  return samples
}
