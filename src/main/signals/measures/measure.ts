import { micros, toMedia } from '../../../shared/domain/time'
import { heartMeasures, intervalsIn, noHeart } from '../../../shared/physio/measures/heart-measures'
import type { Stretch } from '../../../shared/physio/measures/heart-measures'
import type {
  LevelScore,
  MeasureResult,
  MeasureRow,
  MeasuredSignal,
  PlacedWork
} from '../../../shared/physio/measures/measure-work'
import { prepareBeats } from '../../../shared/physio/measures/prepare-beats'
import { breathMeasures, skinMeasures } from '../../../shared/physio/measures/skin-and-breath'
import type { SizedResponse } from '../../../shared/physio/measures/skin-and-breath'
import { analysisInput } from '../analyses/input'
import type { OpenFiles } from '../open-files'
import { openSource } from '../open-source'
import type { Pause } from '../pause'
import { bandLevels, bandRows } from './band-levels'
import { channelLevels } from './channel-levels'
import { levelSources, sourceLabel } from './sources'

/** All measures of all stretches. */
export async function measure(
  files: OpenFiles,
  work: PlacedWork,
  pause: Pause,
  progress: (done: number, total: number) => void
): Promise<MeasureResult> {
  const levels = work.stretches.map((): LevelScore[] => [])
  const tell = progressOf(work, progress)
  let responses: readonly SizedResponse[] | undefined = work.responses
  let responseUnit: string | undefined
  for (const signal of work.signals) {
    const place = work.places[signal.streamId]
    const source = place && openSource(files, place)
    if (!source) continue
    const stretches = work.stretches.map((stretch) => inStream(signal, stretch))
    // Numbers of the body are of samples as recorded; only spectra see the view.
    const input = analysisInput(source, { channels: [], spans: [], bad: signal.bad }, pause, () => undefined)
    for (const set of levelSources(signal.channels)) {
      const [channel] = set.channels
      const measured =
        work.responsesIn?.streamId === signal.streamId && work.responsesIn.channel === channel?.index
      if (!work.levels && !measured) continue
      const found = await channelLevels(
        input,
        set,
        {
          stretches,
          settings: work.settings,
          durationUs: signal.durationUs,
          responses: measured ? (responses ?? []).map((one) => responseIn(signal, one)) : undefined
        },
        tell()
      )
      if (measured) {
        const sizes = found.responses
        responseUnit = channel?.unit
        responses = responses?.map((one, at) => ({ ...one, ...sizeOf(sizes[at]) }))
      }
      if (!work.levels) continue
      for (const { measure: id, scores } of found.numbers)
        for (const [at, score] of scores.entries())
          levels[at]?.push({
            measure: id,
            streamId: signal.streamId,
            label: sourceLabel(set),
            unit: channel?.unit ?? '',
            score
          })
    }
    const rows = bandRows(signal)
    if (work.bands && rows.length > 0) {
      const channels = rows.map(({ index }) => index)
      const asked = { channels, spans: [], bad: signal.bad, view: signal.view }
      const seen = analysisInput(source, asked, pause, () => undefined)
      const bands = await bandLevels(seen, signal, stretches, work.settings, tell())
      for (const [at, row] of bands.entries()) levels[at]?.push(...row)
    }
  }
  const prepared = work.beats && prepareBeats(work.beats, work.settings, work.bad?.beats)
  const rows: MeasureRow[] = []
  for (const [at, stretch] of work.stretches.entries()) {
    rows.push({
      fromUs: stretch.fromUs,
      toUs: stretch.toUs,
      events: {
        ...(prepared ? heartMeasures(prepared, stretch, work.settings) : noHeart()),
        ...skinMeasures(responses, stretch, work.settings, work.bad?.responses),
        ...breathMeasures(work.breathsUs, stretch, work.settings, work.bad?.breaths)
      },
      levels: levels[at] ?? []
    })
    await pause()
  }
  const all = prepared && intervalsIn(prepared, { fromUs: -Infinity, toUs: Infinity })
  return {
    rows,
    ...(prepared ? { correction: prepared.counts } : {}),
    ...(all ? { intervals: { endsUs: all.endsUs, ms: all.ms } } : {}),
    ...(responseUnit === undefined ? {} : { responseUnit })
  }
}

const sizeOf = (one: SizedResponse | undefined): { readonly amplitude?: number } =>
  one?.amplitude === undefined ? {} : { amplitude: one.amplitude }

/** The part of a stretch of the recording that a stream has, µs of the stream; empty where it has none. */
function inStream(signal: MeasuredSignal, { fromUs, toUs }: Stretch): Stretch {
  const clock = { offset: micros(signal.offset), driftPpm: signal.driftPpm }
  const from = Math.min(signal.durationUs, Math.max(0, toMedia(clock, fromUs)))
  return { fromUs: from, toUs: Math.max(from, Math.min(signal.durationUs, toMedia(clock, toUs))) }
}

function responseIn(signal: MeasuredSignal, response: SizedResponse): SizedResponse {
  const clock = { offset: micros(signal.offset), driftPpm: signal.driftPpm }
  return { onsetUs: toMedia(clock, response.onsetUs), peakUs: toMedia(clock, response.peakUs) }
}

/** One part of the progress for every set of channels. */
function progressOf(
  work: PlacedWork,
  progress: (done: number, total: number) => void
): () => (share: number) => void {
  const total = work.signals.reduce(
    (sum, signal) =>
      sum + levelSources(signal.channels).length + (work.bands && bandRows(signal).length > 0 ? 1 : 0),
    1
  )
  let done = -1
  return () => {
    const before = ++done
    return (share) => progress(before + share, total)
  }
}
