import { z } from 'zod'
import {
  midiLikeEvents,
  remiEvents,
  usualVocabulary,
  type TokenStyle
} from '../../../../shared/music/midi-tokens'
import { pianoRoll } from '../../../../shared/music/piano-roll'
import { onlyFor, valueOp, type Assets } from './op'
import { seriesOf } from './audio-series'

const Vocabulary = z.union([z.record(z.string(), z.number().int()), z.array(z.string())])

/**
 * Notes as numbers of events. `scheme` is `midi-like`, `remi`, or `custom` with a `file` of the manifest that lists events, or
 * gives each its number, in the words of one of these (`style`). Longer pieces are cut at `maxLen`; `bos` and `eos` are numbers
 * put before and behind.
 */
const midiTokens = valueOp(
  'music.midiTokens',
  z
    .looseObject({
      scheme: z.enum(['midi-like', 'remi', 'custom']),
      file: z.string().optional(),
      style: z.enum(['midi-like', 'remi']).default('remi'),
      maxLen: z.number().int().min(1).max(1_000_000).optional(),
      bos: z.number().int().optional(),
      eos: z.number().int().optional(),
      padId: z.number().int().default(0)
    })
    .refine(({ scheme, file }) => scheme !== 'custom' || file !== undefined, {
      path: ['file'],
      message: 'must name the vocabulary of a custom scheme'
    }),
  ({ scheme, file, style, maxLen, bos, eos, padId }, assets) => {
    const kind: TokenStyle = scheme === 'custom' ? style : scheme
    const numbers = file === undefined ? numbered(usualVocabulary[kind]) : vocabularyOf(file, assets)
    return onlyFor('music.midiTokens', 'notes', ({ notes, tempos = [], meters = [] }) => {
      const events = kind === 'remi' ? remiEvents({ notes, tempos, meters }) : midiLikeEvents({ notes })
      const ids = events.map((event) => {
        const id = numbers.get(event)
        if (id === undefined)
          throw new Error(`music.midiTokens: the vocabulary "${file ?? kind}" has no event "${event}"`)
        return id
      })
      const room =
        maxLen === undefined ? ids.length : maxLen - Number(bos !== undefined) - Number(eos !== undefined)
      const all = [
        ...(bos === undefined ? [] : [bos]),
        ...ids.slice(0, Math.max(0, room)),
        ...(eos === undefined ? [] : [eos])
      ]
      return {
        kind: 'tensor',
        type: 'int64',
        data: BigInt64Array.from(all, BigInt),
        dims: [all.length],
        fill: { axis: 0, value: padId }
      }
    })
  }
)

/** Rows of pitches over time, the lowest first. */
const musicPianoRoll = valueOp(
  'music.pianoRoll',
  z.looseObject({
    fps: z.number().positive().max(1000),
    pitchRange: z
      .tuple([z.number().int().min(0).max(127), z.number().int().min(0).max(127)])
      .refine(([low, high]) => high >= low, 'must ascend')
      .default([0, 127]),
    value: z.enum(['binary', 'velocity']).default('binary'),
    drums: z.boolean().default(false)
  }),
  (settings) =>
    onlyFor('music.pianoRoll', 'notes', ({ notes, durationSeconds }) => {
      const { rows, frames, data } = pianoRoll(notes, durationSeconds, settings)
      return seriesOf(rows, frames, settings.fps, data)
    })
)

/** Steps for pieces of music as notes. */
export const musicOps = [midiTokens, musicPianoRoll]

const numbered = (events: readonly string[]): ReadonlyMap<string, number> =>
  new Map(events.map((event, id) => [event, id]))

function vocabularyOf(file: string, assets: Assets): ReadonlyMap<string, number> {
  const read = Vocabulary.safeParse(assets.json(file))
  if (!read.success)
    throw new Error(
      `music.midiTokens: the file "${file}" must be a list of events or an object from event to number`
    )
  return Array.isArray(read.data) ? numbered(read.data) : new Map(Object.entries(read.data))
}
