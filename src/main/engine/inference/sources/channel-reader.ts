import { dirname, join } from 'node:path'
import { toMaster, toMedia } from '../../../../shared/domain/time'
import { badStretches, onStreamClock, type TimeStretch } from '../../../../shared/signal/bad-stretches'
import { analysisInput, type EvenSamples } from '../../../signals/analyses/input'
import { OpenFiles } from '../../../signals/open-files'
import { openSource, type SignalSource } from '../../../signals/open-source'
import { pauses } from '../../../signals/pause'
import type { PredictItem, StreamInput } from '../../protocol'
import type { ChannelPlace } from './channel-places'

/** Rows of a stretch at one rate, on the recording's clock. */
export interface StretchRows {
  readonly data: readonly Float64Array[]
  readonly rateHz: number
  /** Seconds on the recording's clock of the first sample. */
  readonly startSeconds: number
  /** Place of a time of the recording among the samples, not rounded. */
  placeOf(masterUs: number): number
}

/** Reads stretches of channels; NaN where nothing was recorded or where a stretch was marked as bad. */
export interface ChannelReader {
  read(fromUs: number, toUs: number): Promise<StretchRows | undefined>
  close(): void
}

/**
 * Open the streams of some channels. All come at `rateHz`: those recorded at another rate are brought there, by the caller's `resample`.
 */
export function channelReader(
  item: PredictItem,
  places: readonly ChannelPlace[],
  rateHz: number,
  resample: (row: Float64Array, fromHz: number, toHz: number) => Float64Array,
  signal: AbortSignal
): ChannelReader {
  const files = new OpenFiles()
  const streams = [
    ...new Map(
      places.flatMap(({ found }) => (found ? [[found.input.stream.id, found.input] as const] : []))
    ).values()
  ]
  const opened = streams.flatMap((input) => {
    const source = openSource(files, placeOf(input))
    return source ? [{ input, source, bad: badOf(item, input) }] : []
  })
  const pause = pauses(() => signal.aborted)
  return {
    async read(fromUs, toUs) {
      const rows = new Map<number, Row>()
      for (const { input, source, bad } of opened) {
        const own = [...places.entries()].filter(([, { found }]) => found?.input === input)
        const channels = own.map(([, { found }]) => found?.index ?? -1)
        const found = await readStream({ input, source, bad }, channels, fromUs, toUs, pause)
        found.forEach((samples, at) => {
          const place = own[at]?.[0]
          if (place !== undefined && samples) rows.set(place, { input, ...atRate(samples, rateHz, resample) })
        })
      }
      return joined(rows, places.length, rateHz)
    },
    close: () => files.close()
  }
}

interface Row extends EvenSamples {
  readonly input: StreamInput
}

/** Where the parts of a stream lie; cache paths are relative to the project's folder, which the cache folder lies in. */
function placeOf({ stream, path, cacheFolder }: StreamInput) {
  const cached = (role: string): string | undefined => {
    const file = stream.cache[role]
    return file === undefined ? undefined : join(dirname(cacheFolder), file)
  }
  const [layout, pyramid] = [cached('layout'), cached('pyramid')]
  return { file: path, ...(layout !== undefined && { layout }), ...(pyramid !== undefined && { pyramid }) }
}

function badOf({ tracks = [] }: PredictItem, { stream }: StreamInput): readonly TimeStretch[] {
  const segments = new Map(tracks.map(({ track, segments: own }) => [track.id, own]))
  const stretches = badStretches(
    stream.id,
    tracks.map(({ track }) => track),
    (id) => segments.get(id) ?? []
  )
  return onStreamClock(stream, stretches)
}

async function readStream(
  { input, source, bad }: { input: StreamInput; source: SignalSource; bad: readonly TimeStretch[] },
  channels: readonly number[],
  fromUs: number,
  toUs: number,
  pause: () => Promise<void>
): Promise<readonly (EvenSamples | undefined)[]> {
  const span = { fromUs: toMedia(input.stream, fromUs), toUs: toMedia(input.stream, toUs) }
  const reading = analysisInput(source, { channels, spans: [], bad }, pause, () => undefined)
  const rows = await reading.read(span, channels)
  return rows.map((row) => (row.samples.some((value) => !Number.isNaN(value)) ? row : undefined))
}

function atRate(
  row: EvenSamples,
  rateHz: number,
  resample: (row: Float64Array, fromHz: number, toHz: number) => Float64Array
): EvenSamples {
  if (row.rateHz === rateHz) return row
  return {
    startUs: row.startUs,
    rateHz,
    samples: new Float64Array(resample(row.samples, row.rateHz, rateHz))
  }
}

/** All rows on the grid of the first: others are moved by less than half a sample. */
function joined(rows: ReadonlyMap<number, Row>, count: number, rateHz: number): StretchRows | undefined {
  const [first] = rows.values()
  if (!first) return undefined
  const step = 1e6 / rateHz
  const { input, startUs } = first
  const startMaster = toMaster(input.stream, startUs)
  const length = first.samples.length
  const data = Array.from({ length: count }, (_, index) => {
    const row = rows.get(index)
    if (!row) return new Float64Array(length).fill(Number.NaN)
    const behind = Math.round((toMaster(row.input.stream, row.startUs) - startMaster) / step)
    if (behind === 0 && row.samples.length === length) return row.samples
    return Float64Array.from({ length }, (_unused, i) => row.samples[i - behind] ?? NaN)
  })
  return {
    data,
    rateHz,
    startSeconds: startMaster / 1e6,
    placeOf: (masterUs) => (toMedia(input.stream, masterUs) - startUs) / step
  }
}
