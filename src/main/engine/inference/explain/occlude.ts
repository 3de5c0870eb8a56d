import type { OccludedPart } from '../../../../shared/explain/explained'
import type { Picture, Value } from '../ops/value'

export interface OcclusionRules {
  /** Slices of sound and channels. */
  readonly slices: number
  /** Patches along each side of a picture. */
  readonly patches: number
}

/** The parts of a value that can be taken away. Values without parts of their own (notes, tensors) have none. */
export function partsOf(value: Value, { slices, patches }: OcclusionRules): OccludedPart[] {
  switch (value.kind) {
    case 'sound':
      return times(value.samples.length, value.rateHz, slices)
    case 'channels':
      return [
        ...times(value.to - value.from, value.rateHz, slices),
        ...value.names.map((name): OccludedPart => ({ kind: 'channel', name }))
      ]
    case 'words':
      return wordsOf(value.text)
    case 'dialogue':
      return wordsOf(value.turns[value.at]?.text ?? '')
    case 'picture':
    case 'clip':
      return grid(patches)
    case 'notes':
    case 'tokens':
    case 'several':
    case 'tensor':
      return []
  }
}

/** A value with one of its parts taken away; a part of another kind of value leaves it as it is. */
export function withoutPart(value: Value, part: OccludedPart): Value {
  if (value.kind === 'sound' && part.kind === 'time')
    return { ...value, samples: flattened(value.samples, ...samplesOf(part, value.rateHz)) }
  if (value.kind === 'channels' && part.kind === 'time') {
    const [from, to] = samplesOf(part, value.rateHz)
    return { ...value, data: value.data.map((channel) => flat(channel, value.from + from, value.from + to)) }
  }
  if (value.kind === 'channels' && part.kind === 'channel')
    return {
      ...value,
      data: value.data.map((channel, i) =>
        value.names[i] === part.name ? flat(channel, 0, channel.length) : channel
      )
    }
  if (value.kind === 'words' && part.kind === 'word')
    return { ...value, text: without(value.text, part.from, part.to) }
  if (value.kind === 'dialogue' && part.kind === 'word')
    return {
      ...value,
      turns: value.turns.map((turn, i) =>
        i === value.at ? { ...turn, text: without(turn.text, part.from, part.to) } : turn
      )
    }
  if (value.kind === 'picture' && part.kind === 'patch') return withoutPatch(value, part)
  if (value.kind === 'clip' && part.kind === 'patch')
    return { ...value, pictures: value.pictures.map((picture) => withoutPatch(picture, part)) }
  return value
}

function times(length: number, rateHz: number, slices: number): OccludedPart[] {
  return spans(length, slices).map(([from, to]) => ({
    kind: 'time',
    fromSeconds: from / rateHz,
    toSeconds: to / rateHz
  }))
}

const samplesOf = (
  { fromSeconds, toSeconds }: Extract<OccludedPart, { kind: 'time' }>,
  rateHz: number
): [number, number] => [Math.round(fromSeconds * rateHz), Math.round(toSeconds * rateHz)]

/** Equal spans of a length; fewer where there are not enough items. */
function spans(length: number, count: number): [number, number][] {
  const pieces = Math.min(count, length)
  return Array.from({ length: pieces }, (_, i) => [
    Math.floor((i * length) / pieces),
    Math.floor(((i + 1) * length) / pieces)
  ])
}

/** A stretch put to the mean of the whole. */
function flattened(samples: Float32Array, from: number, to: number): Float32Array {
  let sum = 0
  for (const sample of samples) sum += sample
  return samples.slice().fill(samples.length > 0 ? sum / samples.length : 0, from, to)
}

/** A stretch put to the channel's mean over what was recorded; what was not stays so. */
export function flat(channel: Float64Array, from: number, to: number): Float64Array {
  let sum = 0
  let count = 0
  for (const sample of channel)
    if (!Number.isNaN(sample)) {
      sum += sample
      count++
    }
  const mean = count > 0 ? sum / count : NaN
  return channel.map((sample, i) => (i >= from && i < to && !Number.isNaN(sample) ? mean : sample))
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Words of a text in any script, without spaces and marks. */
function wordsOf(text: string): OccludedPart[] {
  return [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }): OccludedPart[] =>
    isWordLike ? [{ kind: 'word', from: index, to: index + segment.length, text: segment }] : []
  )
}

/** A text without a word and without the space that it leaves double. */
const without = (text: string, from: number, to: number): string =>
  `${text.slice(0, from).replace(/\s+$/u, ' ')}${text.slice(to).replace(/^\s+/u, '')}`

type Patch = Extract<OccludedPart, { kind: 'patch' }>

const grid = (patches: number): Patch[] =>
  Array.from({ length: patches * patches }, (_, i) => ({
    kind: 'patch',
    x: (i % patches) / patches,
    y: Math.floor(i / patches) / patches,
    w: 1 / patches,
    h: 1 / patches
  }))

/** A patch put to the picture's mean colour. */
function withoutPatch(picture: Picture, { x, y, w, h }: Patch): Picture {
  const { widthPx, heightPx, channels, data } = picture
  const mean = new Array<number>(channels).fill(0)
  for (let i = 0; i < data.length; i++)
    mean[i % channels] = (mean[i % channels] ?? 0) + (data[i] ?? 0) / (data.length / channels)
  const made = data.slice()
  const [left, right] = [Math.round(x * widthPx), Math.round((x + w) * widthPx)]
  const [top, bottom] = [Math.round(y * heightPx), Math.round((y + h) * heightPx)]
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++)
      for (let c = 0; c < channels; c++) {
        const value = mean[c] ?? 0
        made[(row * widthPx + column) * channels + c] = data instanceof Uint8Array ? Math.round(value) : value
      }
  return { ...picture, data: made }
}
