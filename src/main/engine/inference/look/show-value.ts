import type { ShownPixels, ShownValue } from '../../../../shared/model-look/shown-value'
import { channelsTensor } from '../ops/channel-values'
import type { Channels, Dialogue, Picture, Tokens, Value } from '../ops/value'
import type { Detail } from './detail'
import { extremesOf, figuresOf } from './figures'
import { numbersOf, showTensor } from './show-tensor'

/** What showing a value needs to know besides it. */
export interface ShowFacts {
  readonly detail: Detail
  /** A token as the vocabulary spells it. */
  readonly tokenOf: (id: number) => string
  /** Part of a text that the unit is about, as the step before said it. */
  readonly target?: readonly [from: number, to: number]
}

/** A value made small enough for a window. */
export function showValue(value: Value, facts: ShowFacts): ShownValue {
  const { detail } = facts
  switch (value.kind) {
    case 'sound':
      return {
        kind: 'sound',
        rateHz: value.rateHz,
        seconds: value.samples.length / value.rateHz,
        samples: value.samples.length,
        figures: figuresOf(value.samples),
        extremes: extremesOf(value.samples, detail.columns)
      }
    case 'picture':
      return showPicture(value, detail)
    case 'clip':
      return {
        kind: 'clip',
        count: value.pictures.length,
        pictures: spread(value.pictures, detail.members).map((picture) =>
          showPicture(picture, { ...detail, pixels: Math.max(24, Math.round(detail.pixels / 2)) })
        )
      }
    case 'words':
      return {
        kind: 'words',
        texts: [value.text, ...(value.pair === undefined ? [] : [value.pair])].map((text) =>
          text.slice(0, detail.characters)
        ),
        ...(value.target ? { target: value.target } : {})
      }
    case 'dialogue':
      return showDialogue(value, detail)
    case 'tokens':
      return showTokens(value, facts)
    case 'channels':
      return showChannels(value, detail)
    case 'notes':
      return { kind: 'notes', count: value.notes.length, seconds: value.durationSeconds }
    case 'several':
      return {
        kind: 'several',
        count: value.values.length,
        values: value.values.slice(0, detail.members).map((one) => showValue(one, facts))
      }
    case 'tensor':
      return showTensor({ ...numbersOf(value), upward: value.series !== undefined }, detail)
  }
}

/** A picture with its longer side at most as long as the detail allows; values that are no bytes fill the range from black to white. */
export function showPicture(picture: Picture, detail: Detail): Extract<ShownValue, { kind: 'picture' }> {
  const { widthPx, heightPx, channels, data } = picture
  const figures = figuresOf(data)
  return {
    kind: 'picture',
    widthPx,
    heightPx,
    channels,
    bytes: data instanceof Uint8Array,
    figures,
    pixels: smaller(
      picture,
      detail.pixels,
      inBytes(figures) ? undefined : [figures.min ?? 0, figures.max ?? 1]
    )
  }
}

const inBytes = ({ min, max }: { readonly min: number | null; readonly max: number | null }): boolean =>
  min !== null && max !== null && min >= 0 && max <= 255 && max > 1.5

function smaller(
  { widthPx, heightPx, channels, data }: Picture,
  most: number,
  range: readonly [number, number] | undefined
): ShownPixels {
  const scale = Math.min(1, most / Math.max(widthPx, heightPx))
  const [w, h] = [Math.max(1, Math.round(widthPx * scale)), Math.max(1, Math.round(heightPx * scale))]
  const made = new Uint8Array(w * h * channels)
  const [low, high] = range ?? [0, 255]
  const factor = 255 / (high - low || 1)
  for (let y = 0; y < h; y++) {
    const [top, bottom] = span(y, h, heightPx)
    for (let x = 0; x < w; x++) {
      const [left, right] = span(x, w, widthPx)
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (let sy = top; sy < bottom; sy++)
          for (let sx = left; sx < right; sx++) sum += data[(sy * widthPx + sx) * channels + c] ?? 0
        const mean = sum / ((bottom - top) * (right - left))
        made[(y * w + x) * channels + c] = Math.max(0, Math.min(255, Math.round((mean - low) * factor)))
      }
    }
  }
  return { widthPx: w, heightPx: h, channels, data: made }
}

const span = (at: number, of: number, length: number): readonly [number, number] => {
  const from = Math.floor((at * length) / of)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * length) / of))]
}

/** Turns around the unit's own. */
function showDialogue({ turns, at }: Dialogue, { members, characters }: Detail): ShownValue {
  const from = Math.max(0, at - members)
  const shown = turns.slice(from, at + members + 1)
  const each = Math.max(80, Math.floor(characters / Math.max(1, shown.length)))
  return {
    kind: 'dialogue',
    total: turns.length,
    turns: shown.map(({ speaker, text }, i) => ({
      ...(speaker === undefined ? {} : { speaker }),
      text: text.slice(0, each),
      own: from + i === at
    }))
  }
}

function showTokens(tokens: Tokens, { detail, tokenOf, target }: ShowFacts): ShownValue {
  return {
    kind: 'tokens',
    text: tokens.text.slice(0, detail.characters),
    ...(target ? { target } : {}),
    total: tokens.ids.length,
    take: tokens.take,
    pieces: tokens.ids.slice(0, detail.pieces).map((id, i) => ({
      id,
      token: tokenOf(id),
      range: tokens.offsets[i] ?? [0, 0]
    }))
  }
}

function showChannels(value: Channels, detail: Detail): ShownValue {
  const { channels, columns } = detail
  const { names, units, bands = [], rateHz, from, to, data } = value
  // A single figure for each channel or band is no curve.
  if (to - from === 1) return showTensor(numbersOf(channelsTensor(value)), detail)
  const own = data.map((row) => (row.length >= to ? row.subarray(from, to) : row))
  const rowName = (row: number): string =>
    bands.length > 0
      ? `${names[Math.floor(row / bands.length)] ?? ''} ${bands[row % bands.length] ?? ''}`
      : (names[row] ?? String(row + 1))
  return {
    kind: 'channels',
    names,
    units,
    bands,
    rateHz,
    samples: own[0]?.length ?? 0,
    figures: figuresOf(own.length === 1 ? (own[0] ?? []) : joined(own)),
    rows: own.slice(0, channels).map((row, i) => ({ name: rowName(i), extremes: extremesOf(row, columns) }))
  }
}

function joined(rows: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    all.set(row, at)
    at += row.length
  }
  return all
}

/** At most so many of a list, evenly from its start to its end. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  return Array.from(
    { length: most },
    (_, i) => list.slice(Math.round((i * (list.length - 1)) / Math.max(1, most - 1)))[0]
  ).filter((one) => one !== undefined)
}
