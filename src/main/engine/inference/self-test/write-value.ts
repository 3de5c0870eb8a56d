import type { Picture, Value } from '../ops/value'
import type { WrittenValue } from './fixture'

/** Numbers of one fixture at most; a minute of sound at 16 kHz has a million. */
const MOST_NUMBERS = 1_500_000

/** A value of a recording as it stands in a fixture; undefined for one that cannot be written down, or is too long. */
export function writeValue(value: Value): WrittenValue | undefined {
  switch (value.kind) {
    case 'sound': {
      const { rateHz, samples } = value
      return samples.length > MOST_NUMBERS
        ? undefined
        : { kind: 'sound', rateHz, samples: Array.from(samples, rounded) }
    }
    case 'picture':
      return writePicture(value)
    case 'clip': {
      const pictures = value.pictures.map(writePicture).filter((one) => one !== undefined)
      const numbers = pictures.reduce((sum, { data }) => sum + data.length, 0)
      return pictures.length === value.pictures.length && numbers <= MOST_NUMBERS
        ? { kind: 'clip', pictures }
        : undefined
    }
    case 'words':
      return { kind: 'words', text: value.text, ...(value.pair === undefined ? {} : { pair: value.pair }) }
    case 'dialogue':
      return {
        kind: 'dialogue',
        at: value.at,
        turns: value.turns.map(({ text, speaker }) => ({
          text,
          ...(speaker === undefined ? {} : { speaker })
        }))
      }
    case 'channels': {
      const { names, units, rateHz, data, from, to, bands } = value
      const own = data.map((row) => row.subarray(from, to))
      if (bands || own.reduce((sum, row) => sum + row.length, 0) > MOST_NUMBERS) return undefined
      return {
        kind: 'channels',
        names: [...names],
        units: [...units],
        rateHz,
        data: own.map((row) => Array.from(row, (sample) => (Number.isNaN(sample) ? null : rounded(sample))))
      }
    }
    case 'tokens':
    case 'notes':
    case 'several':
    case 'tensor':
      return undefined
  }
}

function writePicture({
  widthPx,
  heightPx,
  channels,
  data
}: Picture): Extract<WrittenValue, { kind: 'picture' }> | undefined {
  return data instanceof Uint8Array && data.length <= MOST_NUMBERS
    ? { kind: 'picture', widthPx, heightPx, channels, data: [...data] }
    : undefined
}

/** Seven digits, as many as a float32 has. */
const rounded = (value: number): number => Number(value.toPrecision(7))
