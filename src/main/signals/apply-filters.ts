import { filterSections } from '../../shared/signal/filter-sections'
import type { SignalFilter } from '../../shared/signal/signal-view'
import type { SampleBlock } from './read-samples'
import { SectionFilter } from './run-sections'

/** Periods of the lowest frequency after which a filter has settled to what the eye can see. */
const SETTLING_PERIODS = 5

/** More is never read around a page, seconds. */
const LONGEST_SETTLING = 30

/** How much around a stretch filters need to settle, seconds. */
export const settlingSeconds = (filters: readonly SignalFilter[]): number =>
  filters.reduce(
    (longest, filter) => Math.min(LONGEST_SETTLING, Math.max(longest, SETTLING_PERIODS / slowest(filter))),
    0
  )

/** The frequency, or the width of the notch, that takes longest, Hz. */
function slowest(filter: SignalFilter): number {
  switch (filter.kind) {
    case 'highpass':
    case 'lowpass':
      return filter.hz
    case 'bandpass':
      return Math.min(filter.lowHz, filter.highHz - filter.lowHz)
    case 'notch':
      return filter.hz / filter.quality
  }
}

/** Whether a filter would leave nothing of a channel of this rate: such a channel is shown as it is, and said so. */
export const cannotFilter = (filters: readonly SignalFilter[], rateHz: number): boolean =>
  filters.some(
    (filter) =>
      (filter.kind === 'highpass' && filter.hz >= rateHz / 2) ||
      (filter.kind === 'bandpass' && (filter.lowHz >= rateHz / 2 || filter.lowHz >= filter.highHz))
  )

/** Filters of a view, made once for each rate. */
export class ViewFilters {
  private readonly byRate = new Map<number, readonly SectionFilter[]>()
  private room = new Float64Array(0)

  constructor(private readonly filters: readonly SignalFilter[]) {}

  /**
   * A block less its reference, as the filters let it through, one after the other; runs between gaps each on their own.
   * A moment at which the block or its reference has no value has none.
   */
  apply(block: SampleBlock, less: SampleBlock | undefined): SampleBlock {
    const count = block.samples.length
    if (!less && this.filters.length === 0) return block
    if (this.room.length < count) this.room = new Float64Array(count)
    const room = this.room
    const own = block.samples
    const off = less?.samples
    if (off) for (let i = 0; i < count; i++) room[i] = (own[i] as number) - (off[i] as number)
    else for (let i = 0; i < count; i++) room[i] = own[i] as number
    this.filterRuns(room, count, block.rateHz)
    const samples = new Float32Array(count)
    for (let i = 0; i < count; i++) samples[i] = room[i] as number
    return { ...block, samples }
  }

  private filterRuns(room: Float64Array, count: number, rateHz: number): void {
    const made =
      this.byRate.get(rateHz) ??
      this.filters
        .map((filter) => ({ sos: filterSections(filter, rateHz), zeroPhase: filter.phase === 'zero-phase' }))
        .filter(({ sos }) => sos.length > 0)
        .map(({ sos, zeroPhase }) => new SectionFilter(sos, zeroPhase))
    this.byRate.set(rateHz, made)
    for (let from = 0; from < count;) {
      if (Number.isNaN(room[from])) {
        from++
        continue
      }
      let to = from + 1
      while (to < count && !Number.isNaN(room[to])) to++
      for (const filter of made) filter.run(room, from, to)
      from = to
    }
  }
}
