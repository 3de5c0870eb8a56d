import { heartRateOnGrid } from '../../../shared/physio/heart-rate'
import type { CurveWork, FeatureLane } from '../../../shared/physio/measures/feature-lane'
import { intervalsIn } from '../../../shared/physio/measures/heart-measures'
import type { MeasuredSignal } from '../../../shared/physio/measures/measure-work'
import { prepareBeats } from '../../../shared/physio/measures/prepare-beats'
import { nnIntervals } from '../../../shared/physio/nn-intervals'
import type { NnIntervals } from '../../../shared/physio/nn-intervals'
import { touchesStretch } from '../../../shared/signal/bad-stretches'
import type { TimeStretch } from '../../../shared/signal/bad-stretches'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { spectrogram } from '../analyses/spectrogram'
import { analysisInput, Refused } from '../analyses/input'
import type { AnalysisInput } from '../analyses/input'
import type { OpenFiles } from '../open-files'
import { openSource } from '../open-source'
import type { Pause } from '../pause'
import { derivedSamples } from './channel-levels'
import type { LevelSource } from './channel-levels'
import { eachBlock } from './each-block'
import { levelSources } from './sources'

/** Values of a curve on its grid; NaN: nothing there. Throws `Refused` where there is nothing to compute it from. */
export async function featureCurve(
  files: OpenFiles,
  work: CurveWork,
  pause: Pause,
  progress: (done: number, total: number) => void
): Promise<Float64Array<ArrayBuffer>> {
  const { lane, grid, settings, places } = work
  if (lane.kind === 'heart-rate') {
    if (!work.beats) throw new Refused('There is no track of heart beats.', 'Detect beats first.')
    const all = { fromUs: Number.NEGATIVE_INFINITY, toUs: Number.POSITIVE_INFINITY }
    return heartRateOnGrid(intervalsIn(prepareBeats(work.beats, settings, work.bad?.beats), all), grid)
  }
  if (lane.kind === 'breath-rate') {
    if (!work.breathsUs) throw new Refused('There is no track of breaths.', 'Detect breaths first.')
    const breaths = nnIntervals(work.breathsUs, settings.longestBreath * 1000)
    return heartRateOnGrid(withoutBad(breaths, work.breathsUs, work.bad?.breaths ?? []), grid)
  }
  const signal = work.signals.find(({ streamId }) => streamId === lane.streamId)
  const place = places[lane.streamId]
  const source = place && openSource(files, place)
  if (!signal || !source)
    throw new Refused('The signal cannot be read.', 'Its file was moved, or the channel is marked as bad.')
  const asked = {
    channels: [lane.channel],
    spans: [{ fromUs: 0, toUs: signal.durationUs }],
    bad: signal.bad,
    // A curve is of a channel: where the view shows pairs or sums instead, it is as recorded.
    view: signal.rows ? undefined : signal.view
  }
  if (lane.kind === 'band-power')
    return await powerCurve(analysisInput(source, asked, pause, progress), work, signal, lane.band)
  const set = levelSources(signal.channels).find(
    ({ kind, channels }) => kind === SET_OF[lane.kind] && channels.some(({ index }) => index === lane.channel)
  )
  if (!set) throw new Refused('The channel does not hold this.', 'Set what it measures in the Signals panel.')
  const input = analysisInput(source, { ...asked, view: undefined }, pause, () => undefined)
  return await meanCurve(input, work, signal, set, (share) => progress(share, 1))
}

/** Intervals with nothing where they touch a bad stretch. */
const withoutBad = (
  nn: NnIntervals,
  timesUs: readonly number[],
  bad: readonly TimeStretch[]
): NnIntervals => ({
  ...nn,
  ms: nn.ms.map((ms, i) => (touchesStretch(timesUs[i] ?? 0, timesUs[i + 1] ?? 0, bad) ? Number.NaN : ms))
})

const SET_OF = {
  tonic: 'eda',
  phasic: 'eda',
  envelope: 'emg',
  temperature: 'temp',
  activity: 'acceleration'
} as const satisfies Partial<Record<FeatureLane['kind'], LevelSource['kind']>>

/** Means of what is derived from a channel around each point of the grid. */
async function meanCurve(
  input: AnalysisInput,
  { lane, grid, settings }: CurveWork,
  signal: MeasuredSignal,
  set: LevelSource,
  progress: (share: number) => void
): Promise<Float64Array<ArrayBuffer>> {
  const sums = new Float64Array(grid.count)
  const counts = new Float64Array(grid.count)
  const blocks = eachBlock(
    input,
    set.channels.map(({ index }) => index),
    [{ fromUs: 0, toUs: signal.durationUs }],
    { marginUs: 60e6, durationUs: signal.durationUs }
  )
  for await (const block of blocks) {
    const made = derivedSamples(set, block.rows, settings)
    if (!made) continue
    const values = lane.kind === 'phasic' && made.phasic ? made.phasic : made.level
    const step = 1e6 / made.rateHz
    const from = Math.max(0, Math.ceil((block.fromUs - made.startUs) / step - 1e-4))
    const to = Math.min(values.length, Math.ceil((block.toUs - made.startUs) / step - 1e-4))
    for (let i = from; i < to; i++) {
      const value = values[i] ?? Number.NaN
      if (Number.isNaN(value)) continue
      const at = masterOf(signal, made.startUs + i * step)
      const place = Math.round(((at - grid.startUs) * grid.rateHz) / 1e6)
      if (place < 0 || place >= grid.count) continue
      sums[place] = (sums[place] ?? 0) + (lane.kind === 'activity' ? 1000 * Math.max(0, value - 1) : value)
      counts[place] = (counts[place] ?? 0) + 1
    }
    progress(block.share)
    await input.pause()
  }
  return sums.map((sum, at) => ((counts[at] ?? 0) > 0 ? sum / (counts[at] ?? 1) : Number.NaN))
}

/** Columns of a spectrogram that are held at a time; longer recordings have a window for several points. */
const MOST_COLUMNS = 20_000

/** Band power of the window around each point of the grid. */
async function powerCurve(
  input: AnalysisInput,
  { grid, settings }: CurveWork,
  signal: MeasuredSignal,
  name: string
): Promise<Float64Array<ArrayBuffer>> {
  const band = eegBands.find((each) => each.name === name)
  if (!band) throw new Refused(`There is no band "${name}".`)
  const { windowSeconds } = settings
  const { times, bands } = await spectrogram(input, {
    kind: 'spectrogram',
    windowSeconds,
    overlap: Math.max(0, 1 - 1 / (grid.rateHz * windowSeconds)),
    taper: 'hann',
    detrend: 'constant',
    toHz: band.highHz,
    columns: MOST_COLUMNS,
    bands: [band]
  })
  const [powers] = bands
  const apart = times.length > 1 ? ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1) : 0
  const reach = Math.max(1e6 / grid.rateHz, apart)
  const out = new Float64Array(grid.count).fill(Number.NaN)
  let next = 0
  for (let i = 0; i < grid.count; i++) {
    const at = grid.startUs + (i * 1e6) / grid.rateHz
    const away = (index: number): number => Math.abs(masterOf(signal, times[index] ?? Infinity) - at)
    while (next + 1 < times.length && away(next + 1) <= away(next)) next++
    if (times.length > 0 && away(next) <= reach / 2 + 1) out[i] = powers?.[next] ?? Number.NaN
  }
  return out
}

const masterOf = ({ offset, driftPpm }: MeasuredSignal, timeUs: number): number =>
  offset + timeUs * (1 + driftPpm / 1e6)
