import type { SignalSamples, SignalStretch } from '../../shared/signal/signal-page'
import { ViewFilters, cannotFilter, settlingSeconds } from './apply-filters'
import { atRate, cannotResample, resamplingSeconds } from './apply-rate'
import { firstChannel, neededChannels, references, rowsOf, withMade } from './apply-reference'
import type { SignalSource } from './open-source'
import type { Pause } from './pause'
import { readSamples } from './read-samples'
import type { SampleBlock } from './read-samples'
import { removeComponents, withComponentChannels } from './remove-components'

/**
 * Samples of a stretch with the view applied: more is read on either side, so that filters have settled where the stretch
 * begins, and cut off again. Each gap starts filters anew.
 */
export async function viewedSamples(
  source: SignalSource,
  { fromUs, toUs, channels, view }: Omit<SignalStretch, 'place'>,
  pause: Pause
): Promise<SignalSamples> {
  const shown = view ?? { filters: [] }
  const rows = rowsOf(source.channels.length, channels, shown.reference)
  const referenced = neededChannels(rows, shown)
  const needed = withComponentChannels(referenced, shown)
  const slowest = Math.min(...needed.flatMap((index) => source.channels[index]?.rateHz ?? []))
  const around = (settlingSeconds(shown.filters) + resamplingSeconds(shown.rateHz, slowest)) * 1e6
  const read = await rawSamples(source, needed, fromUs - around, toUs + around, pause)
  const recorded = new Map(needed.map((index, at) => [index, read[at] ?? []] as const))
  const cleaned = removeComponents(recorded, shown, referenced)
  const made = withMade(cleaned.raw, shown.made)
  const filters = new ViewFilters(shown.filters)
  const out: (readonly SampleBlock[])[] = []
  const unfilteredRows: number[] = []
  for (const [index, { blocks, less, refused }] of references(made.blocks, rows, shown.reference).entries()) {
    const rateHz = blocks[0]?.rateHz ?? 1
    const row = rows[index]
    const skip =
      refused ||
      cannotFilter(shown.filters, rateHz) ||
      cannotResample(rateHz, shown.rateHz) ||
      (row !== undefined && (made.refused.has(firstChannel(row)) || cleaned.refused.has(firstChannel(row))))
    if (skip && blocks.length > 0) unfilteredRows.push(index)
    const viewed = skip
      ? blocks
      : atRate(
          blocks.map((block, at) => filters.apply(block, less?.[at])),
          shown.rateHz
        )
    out.push(viewed.map((block) => cut(block, fromUs, toUs)))
    await pause()
  }
  return { rows: out, unfilteredRows }
}

async function rawSamples(
  { inPlace, pyramid, channels }: SignalSource,
  wanted: readonly number[],
  fromUs: number,
  toUs: number,
  pause: Pause
): Promise<readonly (readonly SampleBlock[])[]> {
  if (inPlace) {
    const there = wanted.map((index) => inPlace.layout.channels[index])
    const known = there.flatMap((channel) => channel ?? [])
    const found = await readSamples(inPlace.file, inPlace.layout, known, fromUs, toUs, pause)
    let at = 0
    return there.map((channel) => (channel ? (found[at++] ?? []) : []))
  }
  return wanted.map((index) => {
    const channel = channels[index]
    if (!channel || !pyramid) return []
    const step = 1e6 / channel.rateHz
    const first = Math.max(0, Math.floor((fromUs - channel.startUs) / step) - 2)
    const samples = pyramid.samples(channel, first, Math.ceil((toUs - channel.startUs) / step) + 2)
    return samples.length === 0
      ? []
      : [{ startUs: channel.startUs + first * step, rateHz: channel.rateHz, samples }]
  })
}

/** What lies in the stretch, and one sample on either side for the lines between samples. */
function cut({ startUs, rateHz, samples }: SampleBlock, fromUs: number, toUs: number): SampleBlock {
  const step = 1e6 / rateHz
  const first = Math.max(0, Math.min(samples.length, Math.floor((fromUs - startUs) / step) - 1))
  const end = Math.max(first, Math.min(samples.length, Math.ceil((toUs - startUs) / step) + 1))
  return { startUs: startUs + first * step, rateHz, samples: samples.subarray(first, end) }
}
