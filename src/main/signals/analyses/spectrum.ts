import { undefinedScore } from '../../../shared/metrics/base/score'
import type { Score } from '../../../shared/metrics/base/score'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type { BandNumbers, ChannelSpectrum, SpectrumAnalysis } from '../../../shared/signal/analyses/spectrum'
import { bandPowerTrapezoid, relativeBandPower } from '../../../shared/signal/dsp/band-power'
import type { Band } from '../../../shared/signal/dsp/eeg-bands'
import type { Spectrum } from '../../../shared/signal/dsp/welch'
import { welch } from '../../../shared/signal/dsp/welch'
import type { z } from 'zod'
import { BandEntropy } from './band-entropy'
import type { AnalysisInput } from './input'
import { partsOf } from './parts'
import { windowsOf } from './windows'

/** Samples that are held at a time. */
const MOST_SAMPLES = 8e6

type Asked = z.infer<typeof SpectrumAnalysis>

/** Spectra of every channel in every group, and their means over channels. */
export async function spectrum(input: AnalysisInput, asked: Asked): Promise<AnalysisResultOf<'spectrum'>> {
  const groups = new Map<string | undefined, Map<number, Sum>>()
  let done = 0
  const work = input.spans.flatMap((span) => channelsByRate(input).map((channels) => ({ span, channels })))
  for (const { span, channels } of work) {
    const sums = groups.get(span.group) ?? new Map<number, Sum>()
    groups.set(span.group, sums)
    const rateHz = input.rateOf(channels[0] ?? -1) ?? 1
    const parts = partsOf(span, windowsOf(asked, rateHz))
    for (const [p, part] of parts.entries()) {
      const most = Math.max(1, Math.floor(MOST_SAMPLES / (((part.toUs - part.fromUs) / 1e6) * rateHz)))
      for (let from = 0; from < channels.length; from += most) {
        const batch = channels.slice(from, from + most)
        const rows = await input.read(part, batch)
        for (const [at, channel] of batch.entries()) {
          const row = rows[at]
          if (!row) continue
          const sum = sums.get(channel) ?? new Sum(asked, row.rateHz)
          sums.set(channel, sum)
          sum.add(row.samples, part.sharedSamples)
          await input.pause()
        }
        input.progress(done + (p + Math.min(1, (from + most) / channels.length)) / parts.length, work.length)
      }
    }
    done++
  }
  const channels = [...groups].flatMap(([group, sums]) => {
    const own = [...sums].map(([channel, sum]) => ({ ...sum.result(), channel, group }))
    const mean = own.length > 1 ? meanOf(own, asked.bands) : undefined
    return mean ? [...own, { ...mean, group }] : own
  })
  return { kind: 'spectrum', channels, asRecorded: [...input.asRecorded] }
}

/** Channels of one rate together, in their order. */
function channelsByRate({ channels, rateOf }: AnalysisInput): readonly (readonly number[])[] {
  const byRate = new Map<number | undefined, number[]>()
  for (const channel of channels) {
    const own = byRate.get(rateOf(channel))
    if (own) own.push(channel)
    else byRate.set(rateOf(channel), [channel])
  }
  return [...byRate.values()]
}

/** Windows of one channel, stretch after stretch: every window counts the same. */
class Sum {
  private power: Float64Array<ArrayBuffer> | undefined
  private frequencies = new Float64Array(0)
  private used = 0
  private leftOut = 0
  private reason = ''
  private readonly entropies: readonly BandEntropy[]

  constructor(
    private readonly asked: Asked,
    private readonly rateHz: number
  ) {
    this.entropies = asked.entropy ? asked.bands.map((band) => new BandEntropy(band, rateHz)) : []
  }

  /** @param shared samples at the end that come again with the next part */
  add(samples: Float64Array<ArrayBuffer>, shared: number): void {
    for (const entropy of this.entropies) entropy.add(samples.subarray(0, samples.length - shared))
    const found = welch(samples, windowsOf(this.asked, this.rateHz))
    if ('reason' in found) {
      this.reason = found.reason
      return
    }
    this.frequencies = found.frequencies
    this.power ??= new Float64Array(found.power.length)
    for (let k = 0; k < found.power.length; k++)
      this.power[k] = (this.power[k] ?? 0) + (found.power[k] ?? 0) * found.used
    this.used += found.used
    this.leftOut += found.leftOut
  }

  result(): ChannelSpectrum {
    const { rateHz, frequencies, used, leftOut, reason } = this
    const power = (this.power ?? new Float64Array(0)).map((value) => value / used)
    const spectrum = { frequencies, power, used, leftOut }
    const none = used === 0 ? { reason: reason || 'There are no samples in the stretch.' } : {}
    const bands = this.asked.bands.map((band, at): BandNumbers => {
      const entropy = this.entropies[at]
      return {
        ...powers(spectrum, band, this.asked.bands, none.reason),
        ...(entropy
          ? { nats: entropy.score('de-nats-zero-phase'), bits: entropy.score('de-bits-causal') }
          : {})
      }
    })
    return { rateHz, ...spectrum, ...none, bands }
  }
}

function powers(
  spectrum: Spectrum,
  band: Band,
  all: readonly Band[],
  reason: string | undefined
): Pick<BandNumbers, 'power' | 'share'> {
  if (reason !== undefined) return { power: undefinedScore(reason), share: undefinedScore(reason) }
  if (band.highHz > (spectrum.frequencies.at(-1) ?? 0)) {
    const beyond = undefinedScore(
      `${band.highHz} Hz is beyond half the rate of the channel (${spectrum.frequencies.at(-1) ?? 0} Hz).`
    )
    return { power: beyond, share: beyond }
  }
  return { power: bandPowerTrapezoid(spectrum, band), share: relativeBandPower(spectrum, band, all) }
}

/** Mean density of channels of one rate, with the band numbers of that mean; entropies are means over channels. */
function meanOf(channels: readonly ChannelSpectrum[], bands: readonly Band[]): ChannelSpectrum | undefined {
  const there = channels.filter(({ reason }) => reason === undefined)
  const [first] = there
  if (!first || there.some(({ rateHz }) => rateHz !== first.rateHz)) return undefined
  const power = first.power.map((_, k) => mean(there.map((one) => one.power[k] ?? 0)))
  const spectrum = {
    frequencies: first.frequencies,
    power,
    used: Math.min(...there.map(({ used }) => used)),
    leftOut: Math.max(...there.map(({ leftOut }) => leftOut))
  }
  return {
    rateHz: first.rateHz,
    ...spectrum,
    bands: bands.map((band, at) => ({
      ...powers(spectrum, band, bands, undefined),
      ...meanScores('nats', there, at),
      ...meanScores('bits', there, at)
    }))
  }
}

function meanScores(
  name: 'nats' | 'bits',
  channels: readonly ChannelSpectrum[],
  band: number
): Partial<Record<'nats' | 'bits', Score>> {
  const scores = channels.flatMap((channel) => channel.bands[band]?.[name] ?? [])
  if (scores.length === 0) return {}
  const missing = scores.find(({ value }) => value === null)
  return { [name]: missing ?? { value: mean(scores.map(({ value }) => value ?? 0)) } }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
