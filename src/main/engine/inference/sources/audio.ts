import { fail, ok } from '../../../../shared/domain/problem'
import { toMedia } from '../../../../shared/domain/time'
import type { StreamInput } from '../../protocol'
import { audioLoadParameters, audioResampleParameters } from '../ops/audio-load'
import type { Sound, Value } from '../ops/value'
import { readSound, readSpan, type SoundRequest } from '../speech/read-sound'
import type { Unit } from '../units/unit'
import { parametersOf } from './parameters-of'
import { participantReader, placeOfPerson, type SoundPlace } from './participant-sound'
import { soundChannel } from './sound-channel'
import type { Source, SourceReader, SourceRequest } from './source'

/** Decoded in one go: units that lie together, up to this many seconds of sound. */
const SPAN_SECONDS = 60
/** Units nearer to each other than this (seconds) are decoded in one go. */
const NEAR_SECONDS = 5

/** Sound of a recording: a piece for each unit, one channel, at the rate that the pipeline asks for. */
export const audio: Source = {
  id: 'audio',
  async open(request) {
    const { item, binding, pipeline } = request
    const asked = parametersOf(pipeline, 'audio.load', audioLoadParameters).channel
    const chosen = soundChannel(item, binding, asked)
    if (!chosen)
      return fail(
        'no-stream',
        `${item.recording.name} has no sound, which the model needs.`,
        undefined,
        item.input.path
      )
    const resample = pipeline.find(({ op }) => op === 'audio.resample')
    const rateHz = resample
      ? audioResampleParameters.parse(resample).hz
      : (chosen.input.stream.info.sampleRateHz ?? 16_000)
    const open = async ({ input, channel }: SoundPlace, units: readonly Unit[]): Promise<SourceReader> => {
      const sound: SoundRequest = {
        decoder: request.decoder,
        fileId: input.file.id,
        streamIndex: input.stream.index,
        ...(channel === undefined ? {} : { channel }),
        rateHz,
        signal: request.signal
      }
      return soundReader({ ...request, units }, input, sound, await levelOf(sound, pipeline))
    }
    if (asked !== 'participant') return ok(await open(chosen, request.units))
    return ok(
      await participantReader(request.units, (unit) => placeOfPerson(item, chosen, unit.personId), open)
    )
  }
}

function soundReader(
  { units, reach, pipeline, stopwatch, aheadSeconds = SPAN_SECONDS }: SourceRequest,
  { stream }: StreamInput,
  sound: SoundRequest,
  level: Level | undefined
): SourceReader {
  const { rateHz } = sound
  const filled = pipeline.some(({ op }) => op === 'audio.fit')
  const rangeOf = (unit: Unit): readonly [number, number] => [
    Math.max(0, toMedia(stream, unit.start) / 1e6 - reach.beforeSeconds),
    Math.max(0, Math.min(stream.duration, toMedia(stream, unit.end)) / 1e6 + reach.afterSeconds)
  ]
  const ranges = units.map((unit) => ({ key: unit.key, range: rangeOf(unit) }))
  const places = new Map(units.map(({ key }, at) => [key, at]))
  const longest = Math.min(SPAN_SECONDS, aheadSeconds)
  let held:
    | { readonly from: number; readonly to: number; readonly first: number; readonly samples: Float32Array }
    | undefined

  /** How far to decode from here, so that the units that follow are in it too. */
  const endOfSpan = (unit: Unit, from: number, to: number): number => {
    const place = places.get(unit.key) ?? ranges.length
    let end = to
    for (let next = place + 1; next < ranges.length; next++) {
      const [start, stop] = ranges[next]?.range ?? [Infinity, Infinity]
      if (start < from || start > end + NEAR_SECONDS || stop - from > longest) break
      end = Math.max(end, stop)
    }
    return end
  }

  return {
    async read(unit) {
      const [from, to] = rangeOf(unit)
      if (to <= from) return undefined
      if (!held || from < held.from || to > held.to) {
        const end = endOfSpan(unit, from, to)
        const { first, samples } = await stopwatch.timeAsync('decode', () =>
          readSpan({ ...sound, fromSeconds: from, toSeconds: end })
        )
        held = { from, to: end, first, samples }
      }
      const start = Math.round(from * rateHz)
      const piece = held.samples.subarray(
        Math.max(0, start - held.first),
        Math.max(0, Math.round(to * rateHz) - held.first)
      )
      if (piece.length === 0) return undefined
      return filledUp({ kind: 'sound', samples: piece, rateHz }, unit, filled)
    },
    blank: (unit, fill) => ({
      kind: 'sound',
      samples: new Float32Array(Math.max(1, Math.round(((unit.end - unit.start) / 1e6) * rateHz))).fill(fill),
      rateHz
    }),
    statistics: () => level,
    close() {
      held = undefined
    }
  }
}

/** A window that begins before the recording, or ends behind it, is as long as the others; a pipeline that fits lengths itself fills the end. */
function filledUp(sound: Sound, { start, end, wanted = { start, end } }: Unit, fitted: boolean): Value {
  const before = Math.round(((start - wanted.start) / 1e6) * sound.rateHz)
  const after = fitted ? 0 : Math.round(((wanted.end - end) / 1e6) * sound.rateHz)
  if (before <= 0 && after <= 0) return sound
  const samples = new Float32Array(before + sound.samples.length + after)
  samples.set(sound.samples, before)
  return { ...sound, samples }
}

interface Level {
  readonly mean: readonly [number]
  readonly std: readonly [number]
}

/** Mean and standard deviation of the whole stream, where a step normalises by more than the unit. */
async function levelOf(sound: SoundRequest, pipeline: SourceRequest['pipeline']): Promise<Level | undefined> {
  const scope = pipeline.find(({ op }) => op === 'audio.normalize')?.['scope']
  if (scope === undefined || scope === 'window' || scope === 'utterance') return undefined
  let count = 0
  let sum = 0
  let squares = 0
  for await (const { samples } of readSound(sound)) {
    count += samples.length
    for (const sample of samples) {
      sum += sample
      squares += sample * sample
    }
  }
  const mean = sum / Math.max(1, count)
  return { mean: [mean], std: [Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean))] }
}
