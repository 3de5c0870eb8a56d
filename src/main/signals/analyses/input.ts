import type { AnalysisSpan } from '../../../shared/signal/analyses'
import { LONGEST_VIEW_US, changesSamples } from '../../../shared/signal/signal-view'
import type { TimeStretch } from '../../../shared/signal/bad-stretches'
import type { SignalView } from '../../../shared/signal/signal-view'
import { cannotResample } from '../apply-rate'
import { firstChannel, rowsOf } from '../apply-reference'
import type { SignalSource } from '../open-source'
import type { Pause } from '../pause'
import type { SampleBlock } from '../read-samples'
import { viewedSamples } from '../viewed-samples'

/** Samples of a channel at an even rate with NaN where nothing was recorded. */
export interface EvenSamples {
  /** Time of the first, µs of the stream. */
  readonly startUs: number
  readonly rateHz: number
  readonly samples: Float64Array<ArrayBuffer>
}

/** What an analysis works on. */
export interface AnalysisInput {
  /** Rows by index: channels, or pairs of a bipolar view. */
  readonly channels: readonly number[]
  readonly spans: readonly AnalysisSpan[]
  /** Marked as bad, µs of the stream, in order: rows have nothing there, once the view was applied. */
  readonly bad?: readonly TimeStretch[] | undefined
  readonly view?: SignalView | undefined
  /** Rows of a stretch with the view applied, in the order asked for; a row without samples has none. */
  read(
    span: Pick<AnalysisSpan, 'fromUs' | 'toUs'>,
    channels: readonly number[]
  ): Promise<readonly EvenSamples[]>
  /** Samples a second of a row; undefined for one that does not exist. */
  rateOf(channel: number): number | undefined
  /** Rows that the view does not fit, so far: they were read as recorded. */
  readonly asRecorded: ReadonlySet<number>
  readonly pause: Pause
  progress(done: number, total: number): void
}

/** Why an analysis cannot be done with what was asked, in a sentence for the user. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly hint?: string
  ) {
    super(message)
  }
}

/** Samples that are read at a time: 32 million doubles are 256 MB. */
const MOST_SAMPLES = 32e6

/** A stretch is read in parts where it is longer, so that a filter never has more than a page before it. */
const PART_US = LONGEST_VIEW_US

export function analysisInput(
  source: SignalSource,
  asked: Pick<AnalysisInput, 'channels' | 'spans' | 'bad' | 'view'>,
  pause: Pause,
  progress: AnalysisInput['progress']
): AnalysisInput {
  const asRecorded = new Set<number>()
  const rateOf = (index: number): number | undefined => {
    const [row] = rowsOf(source.channels.length, [index], asked.view?.reference)
    const recorded = row && source.channels[firstChannel(row)]?.rateHz
    const shown = asked.view?.rateHz
    return recorded === undefined || shown === undefined || cannotResample(recorded, shown) ? recorded : shown
  }
  const countOf = ({ fromUs, toUs }: Pick<AnalysisSpan, 'fromUs' | 'toUs'>, row: number): number =>
    ((toUs - fromUs) / 1e6) * (rateOf(row) ?? 0)
  return {
    ...asked,
    asRecorded,
    pause,
    progress,
    rateOf,
    async read({ fromUs, toUs }, channels) {
      const total = channels.reduce((sum, row) => sum + countOf({ fromUs, toUs }, row), 0)
      if (total > MOST_SAMPLES) throw tooLong(total)
      const blocks = channels.map((): SampleBlock[] => [])
      const parts = Math.max(1, Math.ceil((toUs - fromUs) / PART_US))
      for (let part = 0; part < parts; part++) {
        const from = fromUs + part * PART_US
        const to = Math.min(toUs, from + PART_US)
        const read = await viewedSamples(
          source,
          { fromUs: from, toUs: to, channels, view: asked.view },
          pause
        )
        if (changesSamples(asked.view))
          for (const row of read.unfilteredRows) asRecorded.add(channels[row] ?? -1)
        read.rows.forEach((row, at) => blocks[at]?.push(...row.map((block) => within(block, from, to))))
      }
      return blocks.map((row, at) =>
        withoutBad(even(row, rateOf(channels[at] ?? -1) ?? 1, fromUs, toUs), asked.bad ?? [])
      )
    }
  }
}

const tooLong = (samples: number): Refused =>
  new Refused(
    `This is ${Math.round(samples / 1e6)} million samples at a time; ${MOST_SAMPLES / 1e6} million are the most.`,
    'Choose a shorter stretch or fewer channels.'
  )

/** Samples of [fromUs, toUs) alone. */
function within({ startUs, rateHz, samples }: SampleBlock, fromUs: number, toUs: number): SampleBlock {
  const step = 1e6 / rateHz
  // A rounding of a time does not push a sample out.
  const first = Math.max(0, Math.ceil((fromUs - startUs) / step - 1e-4))
  const end = Math.max(first, Math.min(samples.length, Math.ceil((toUs - startUs) / step - 1e-4)))
  return { startUs: startUs + first * step, rateHz, samples: samples.subarray(first, end) }
}

/** Samples with nothing where they are marked as bad. They are the row's own: nobody else sees them. */
function withoutBad(row: EvenSamples, bad: readonly TimeStretch[]): EvenSamples {
  const { startUs, rateHz, samples } = row
  const step = 1e6 / rateHz
  for (const { fromUs, toUs } of bad) {
    const from = Math.max(0, Math.ceil((fromUs - startUs) / step - 1e-4))
    const to = Math.min(samples.length, Math.ceil((toUs - startUs) / step - 1e-4))
    if (to > from) samples.fill(Number.NaN, from, to)
  }
  return row
}

/** Blocks on one even grid that begins with the first sample; gaps are NaN. */
function even(blocks: readonly SampleBlock[], usualHz: number, fromUs: number, toUs: number): EvenSamples {
  const there = blocks.filter(({ samples }) => samples.length > 0)
  const rateHz = there[0]?.rateHz ?? usualHz
  const step = 1e6 / rateHz
  // The grid runs through the first sample, and begins with the stretch, so that channels of one clock lie on one grid.
  const before = Math.max(0, Math.floor(((there[0]?.startUs ?? toUs) - fromUs) / step + 1e-4))
  const startUs = (there[0]?.startUs ?? fromUs) - before * step
  const last = Math.max(
    0,
    ...there.map(({ startUs: at, samples }) => Math.round((at - startUs) / step) + samples.length)
  )
  // A stretch that is no whole number of samples long has one more or less at its end: that is no gap.
  const whole = Math.floor((toUs - startUs) / step + 1e-4)
  const out = new Float64Array(Math.max(last, whole)).fill(Number.NaN)
  for (const block of there) out.set(block.samples, Math.round((block.startUs - startUs) / step))
  return { startUs, rateHz, samples: out }
}
