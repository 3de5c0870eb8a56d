import type { z } from 'zod'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type { SpectrogramAnalysis } from '../../../shared/signal/analyses/spectrogram'
import { bandPowerOverTime } from '../../../shared/signal/dsp/band-power-over-time'
import { binFrequencies, segmentCount, stepOf } from '../../../shared/signal/dsp/spectral-segments'
import { spectrogram as windowPowers } from '../../../shared/signal/dsp/spectrogram'
import { noWindow } from '../../../shared/signal/dsp/welch'
import { Refused } from './input'
import type { AnalysisInput } from './input'
import { partsOf } from './parts'
import { windowsOf } from './windows'

type Asked = z.infer<typeof SpectrogramAnalysis>

/** Windows that are transformed before others are heard. */
const PART_WINDOWS = 256

/** Power by time and frequency of the first channel over the first stretch. */
export async function spectrogram(
  input: AnalysisInput,
  asked: Asked
): Promise<AnalysisResultOf<'spectrogram'>> {
  const [channel] = input.channels
  const [span] = input.spans
  const rateHz = channel === undefined ? undefined : input.rateOf(channel)
  if (!span || channel === undefined || rateHz === undefined)
    throw new Refused('There are no samples in the stretch.')
  const options = windowsOf(asked, rateHz)
  const length = Math.floor(((span.toUs - span.fromUs) / 1e6) * rateHz + 1e-4)
  const count = segmentCount(length, options)
  if (count === 0)
    throw new Refused(noWindow(length, 0, options), 'Choose a longer stretch or a shorter window.')
  const step = stepOf(options)
  const all = binFrequencies(options)
  const bins = Math.min(all.length, all.findLastIndex((hz) => hz <= asked.toHz + 1e-9) + 1)
  const perColumn = Math.ceil(count / asked.columns)
  const columns = Math.ceil(count / perColumn)
  const sums = new Float64Array(columns * all.length)
  const used = new Float64Array(columns)
  let startUs = span.fromUs
  for (const part of partsOf(span, options)) {
    const [row] = await input.read(part, [channel])
    if (!row) continue
    if (part.firstWindow === 0) startUs = row.startUs
    const here = Math.min(count - part.firstWindow, segmentCount(row.samples.length, options))
    for (let from = 0; from < here; from += PART_WINDOWS) {
      const to = Math.min(here, from + PART_WINDOWS)
      const found = windowPowers(
        row.samples.subarray(from * step, (to - 1) * step + options.segmentSamples),
        options
      )
      for (let w = 0; w < to - from; w++) {
        if (Number.isNaN(found.power[w * all.length])) continue
        const column = Math.floor((part.firstWindow + from + w) / perColumn)
        used[column] = (used[column] ?? 0) + 1
        for (let k = 0; k < all.length; k++)
          sums[column * all.length + k] =
            (sums[column * all.length + k] ?? 0) + (found.power[w * all.length + k] ?? 0)
      }
      input.progress(part.firstWindow + to, count)
      await input.pause()
    }
  }
  const power = sums.map((sum, i) => sum / (used[Math.floor(i / all.length)] || NaN))
  const middle = (((perColumn - 1) * step + options.segmentSamples) / 2 / rateHz) * 1e6
  const times = Float64Array.from(
    { length: columns },
    (_, column) => startUs + ((column * perColumn * step) / rateHz) * 1e6 + middle
  )
  return {
    kind: 'spectrogram',
    frequencies: all.slice(0, bins),
    times,
    power: Float32Array.from({ length: columns * bins }, (_, i) => {
      const column = Math.floor(i / bins)
      return power[column * all.length + (i - column * bins)] ?? NaN
    }),
    bands: asked.bands.map((band) => bandPowerOverTime({ frequencies: all, times, power }, band)),
    windowsPerColumn: perColumn,
    asRecorded: [...input.asRecorded]
  }
}
