import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { resampleRatio } from '../../../../shared/signal/dsp/resample-poly'
import type { ManifestBinding, Modality } from '../manifest'
import { resampleRuns } from '../ops/resample-runs'
import type { Channels } from '../ops/value'
import type { Unit } from '../units/unit'
import { channelPlaces, type ChannelPlace } from './channel-places'
import { channelReader, type ChannelReader, type StretchRows } from './channel-reader'
import { gatherStatistics } from './channel-statistics'
import { channelStretches, readSpan, type Stretch } from './channel-stretches'
import type { Source, SourceReader, SourceRequest } from './source'

/** Seconds of units that are read and filtered in one go. */
const STRETCH_SECONDS = 60

/** Samples of one reading: 24 million doubles are 192 MB. */
const MOST_SAMPLES = 24e6

/** EEG, physiology, movement and motion capture: channels of signal streams, wherever they lie on the recording's clock. */
export const channelSources: readonly Source[] = (['eeg', 'physio', 'imu', 'mocap'] as const).map(
  (id: Modality): Source => ({ id, open: openChannels })
)

async function openChannels(request: SourceRequest): Promise<Result<SourceReader>> {
  const { item, binding, pipeline, units, signal } = request
  const places = channelPlaces(binding, item.streams ?? [item.input])
  const usable = checked(request, places)
  if (!usable.ok) return usable
  const rateHz = usable.value
  const reader = channelReader(item, places, rateHz, resampled, signal)
  const wholeParent = pipeline.some(
    ({ op, relativeTo }) => op === 'signal.baseline' && relativeTo !== 'recording'
  )
  const around = { beforeUs: request.reach.beforeSeconds * 1e6, afterUs: request.reach.afterSeconds * 1e6 }
  const stretches = channelStretches(units, around, STRETCH_SECONDS * 1e6, wholeParent).map((stretch) =>
    pipeline.some(({ op, relativeTo }) => op === 'signal.baseline' && relativeTo === 'recording')
      ? { ...stretch, fromUs: Math.min(0, stretch.fromUs) }
      : stretch
  )
  const read = unitReader(reader, stretches, places, rateHz, request)
  const statistics = await gatherStatistics(request, read)
  return ok({
    read,
    blank: (unit, fill) => blank(unit, fill, places, rateHz),
    ...(statistics && { statistics }),
    close: () => reader.close()
  })
}

/** The rate of all channels, or why they cannot be read. Channels that are missing are left to the step that picks, or to the binding's rule. */
function checked(
  { item, binding, pipeline }: SourceRequest,
  places: readonly ChannelPlace[]
): Result<number> {
  const what = `${item.recording.name}: `
  const missing = places.filter(({ found }) => !found).map(({ name }) => name)
  const rates = [...new Set(places.flatMap(({ found }) => found?.rateHz ?? []))]
  const asked = pipeline.find(({ op }) => op === 'signal.resample')?.['hz']
  const wantedHz = typeof asked === 'number' ? asked : undefined
  const lenient =
    binding.optional === true || (binding.whenMissing !== undefined && binding.whenMissing !== 'error')
  if (rates.length === 0 && !lenient)
    return fail(
      'no-stream',
      `${what}the model reads ${named(binding)}, and no stream of the recording has any of it`,
      'Add the file with the signal to the recording, or give its channels the names that the model knows.',
      item.recording.name
    )
  if (missing.length > 0 && !lenient && !pipeline.some(dealsWithMissing))
    return fail(
      'model-channels',
      `${what}the model reads ${missing.length === 1 ? 'the channel' : 'the channels'} ${missing.join(', ')}, which the recording does not have`,
      'Rename the channels under Signals, or let the manifest say what stands in for them ("whenMissing").',
      item.recording.name
    )
  if (rates.length > 1 && wantedHz === undefined)
    return fail(
      'model-channels',
      `${what}the channels of the model are recorded at different rates (${rates.join(', ')} Hz)`,
      'A step "signal.resample" in the manifest brings them to one.',
      item.recording.name
    )
  const slowest = Math.min(...rates)
  if (binding.minHz !== undefined && slowest < binding.minHz)
    return fail(
      'model-channels',
      `${what}the model needs ${binding.minHz} samples a second, the recording has ${slowest}`,
      undefined,
      item.recording.name
    )
  return ok(rates.length === 1 ? (rates[0] ?? 1) : (wantedHz ?? binding.minHz ?? 1))
}

/** `signal.pick` says what stands in for a channel, and distances on the head are a matter of names. */
const dealsWithMissing = ({ op, measure }: SourceRequest['pipeline'][number]): boolean =>
  op === 'signal.pick' || (op === 'eeg.connectivity' && measure === 'distance')

const named = ({ channels, modality }: ManifestBinding): string =>
  channels ? `the channels ${channels.slice(0, 8).join(', ')}${channels.length > 8 ? ' ...' : ''}` : modality

/** Units one after the other; those of one stretch share its rows. */
function unitReader(
  reader: ChannelReader,
  stretches: readonly Stretch[],
  places: readonly ChannelPlace[],
  rateHz: number,
  { stopwatch, item }: SourceRequest
): (unit: Unit) => Promise<Channels | undefined> {
  const stretchOf = new Map(
    stretches.flatMap((stretch) => stretch.units.map((unit) => [unit.key, stretch] as const))
  )
  let kept: { readonly stretch: Stretch; readonly rows: StretchRows | undefined } | undefined
  return async (unit) => {
    const stretch = stretchOf.get(unit.key)
    if (!stretch) return undefined
    if (kept?.stretch !== stretch) {
      const samples = ((stretch.toUs - stretch.fromUs) / 1e6) * rateHz * places.length
      if (samples > MOST_SAMPLES)
        throw new Error(
          `${item.recording.name}: ${Math.round(samples / 1e6)} million samples would be read at once; ${MOST_SAMPLES / 1e6} million are the most. Choose shorter units or a baseline nearer to them.`
        )
      kept = {
        stretch,
        rows: await stopwatch.timeAsync('decode', () => reader.read(stretch.fromUs, stretch.toUs))
      }
    }
    return kept.rows && ofUnit(kept.rows, unit, places)
  }
}

/**
 * The unit's own samples in the rows of its stretch: the first at or behind its start, as many as it is long. A window that reaches beyond its trial has what was recorded there: a signal does
 * not end with a trial.
 */
function ofUnit(rows: StretchRows, unit: Unit, places: readonly ChannelPlace[]): Channels | undefined {
  const span = readSpan(unit)
  const start = Math.ceil(rows.placeOf(span.start) - 1e-3)
  const count = Math.round(((span.end - span.start) / 1e6) * rows.rateHz)
  const length = rows.data[0]?.length ?? 0
  // A unit that reaches beyond what was read is filled with gaps, so that units stay equally long.
  const before = Math.max(0, -start)
  const after = Math.max(0, start + count - length)
  const data = before + after === 0 ? rows.data : rows.data.map((row) => widened(row, before, after))
  const from = start + before
  const to = from + count
  if (!data.some((row) => row.subarray(from, to).some((value) => !Number.isNaN(value)))) return undefined
  return {
    kind: 'channels',
    names: places.map(({ name }) => name),
    units: places.map(({ unit: of }) => of),
    data,
    rateHz: rows.rateHz,
    from,
    to,
    startSeconds: rows.startSeconds - before / rows.rateHz
  }
}

function widened(row: Float64Array, before: number, after: number): Float64Array {
  const wide = new Float64Array(before + row.length + after).fill(Number.NaN)
  wide.set(row, before)
  return wide
}

function blank(
  unit: Unit,
  fill: number,
  places: readonly ChannelPlace[],
  rateHz: number
): Channels | undefined {
  if (places.length === 0) return undefined
  const count = Math.max(1, Math.round(((unit.end - unit.start) / 1e6) * rateHz))
  return {
    kind: 'channels',
    names: places.map(({ name }) => name),
    units: places.map(({ unit: of }) => of),
    data: places.map(() => new Float64Array(count).fill(fill)),
    rateHz,
    from: 0,
    to: count,
    startSeconds: unit.start / 1e6
  }
}

function resampled(row: Float64Array, fromHz: number, toHz: number): Float64Array {
  const { up, down } = resampleRatio(fromHz, toHz)
  return resampleRuns(row, up, down)
}
