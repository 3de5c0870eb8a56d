import type { LayoutSegment, SignalLayout } from '../../../shared/signal/signal-layout'
import type { EdfHeader, EdfSignal } from './edf-header'

/** How the signals of an EDF or BDF file lie in it; annotation signals are left out. */
export function edfLayout(
  header: EdfHeader,
  records: number,
  segments: readonly LayoutSegment[]
): SignalLayout {
  const { sampleBytes } = header
  return {
    version: 1,
    headerBytes: header.headerBytes,
    recordBytes: header.recordBytes,
    records,
    recordSeconds: header.recordSeconds,
    segments: [...segments],
    channels: signalsOf(header).map((signal) => ({
      label: signal.label,
      unit: signal.unit,
      rateHz: signal.samplesPerRecord / header.recordSeconds,
      offset: signal.offset,
      perRecord: signal.samplesPerRecord,
      stride: sampleBytes,
      format: sampleBytes === 3 ? 'i24' : 'i16',
      bigEndian: false,
      ...scaleOf(signal)
    }))
  }
}

/** The signals that hold samples. */
export const signalsOf = (header: EdfHeader): readonly EdfSignal[] =>
  header.signals.filter(({ annotations, samplesPerRecord }) => !annotations && samplesPerRecord > 0)

/** Physical value = digital * scale + shift. A header without a usable range leaves digital values. */
function scaleOf({ physicalMin, physicalMax, digitalMin, digitalMax }: EdfSignal): {
  readonly scale: number
  readonly shift: number
} {
  const scale = (physicalMax - physicalMin) / (digitalMax - digitalMin)
  return Number.isFinite(scale) && scale !== 0
    ? { scale, shift: physicalMin - digitalMin * scale }
    : { scale: 1, shift: 0 }
}

/** A recording without gaps. */
export const oneSegment = (records: number): readonly LayoutSegment[] =>
  records > 0 ? [{ record: 0, records, startUs: 0 }] : []

/** Longest time between the first record and another, seconds: a hundred years. Anything above is a lie of the file. */
const LONGEST_SECONDS = 100 * 365 * 86_400

/**
 * Runs of records without gaps, from the times at which the file says that its records begin (EDF+D): a record that is
 * half a sample or more behind the end of the one before begins a new one. A record without a time follows the one before;
 * so does one that claims to begin before that has ended, and `backwards` counts those that do so by a whole record.
 */
export function recordSegments(
  header: EdfHeader,
  told: readonly (number | undefined)[]
): { readonly segments: readonly LayoutSegment[]; readonly backwards: number } {
  const zero = told[0] ?? 0
  const seconds = header.recordSeconds
  const fastest = Math.max(1, ...signalsOf(header).map(({ samplesPerRecord }) => samplesPerRecord))
  const tolerance = seconds / fastest / 2
  const segments: { record: number; records: number; startUs: number }[] = []
  let backwards = 0
  for (const [record, start] of told.entries()) {
    const last = segments.at(-1)
    const even = last ? last.startUs / 1e6 + last.records * seconds : 0
    const own = start === undefined ? even : start - zero
    if (last && !(own > even + tolerance && own < LONGEST_SECONDS)) {
      last.records++
      if (own < even - seconds || own >= LONGEST_SECONDS) backwards++
    } else segments.push({ record, records: 1, startUs: own * 1e6 })
  }
  return { segments, backwards }
}
