import { butterworth } from '../signal/dsp/butterworth'
import { filterRuns } from '../signal/dsp/filter-runs'
import type { Samples } from '../signal/dsp/samples'
import { sosfiltfilt } from '../signal/dsp/sosfiltfilt'
import { deviationOf, meanOf } from './statistics'

/** Corners of the envelope. */
export interface EnvelopeOptions {
  /** Movement artefacts below are taken off first, Hz. */
  readonly highpassHz?: number
  /** Smoothness of the envelope, Hz. */
  readonly lowpassHz?: number
}

/**
 * Linear envelope of an electromyogram in its own unit: zero-phase Butterworth high-pass (order 4, 20 Hz), rectified,
 * zero-phase low-pass (order 2, 8 Hz: it hardly rings), never below 0. Gaps stay gaps. Merletti & Parker 2004; van Boxtel 2001 for the high-pass in faces.
 */
export function emgEnvelope(
  x: Samples,
  rateHz: number,
  { highpassHz = 20, lowpassHz = 8 }: EnvelopeOptions = {}
): Float64Array<ArrayBuffer> {
  if (highpassHz >= rateHz / 2)
    throw new RangeError(`an envelope needs a rate above ${2 * highpassHz} Hz, got ${rateHz} Hz`)
  const high = butterworth(4, { kind: 'highpass', cutoffHz: highpassHz }, rateHz)
  const low = butterworth(2, { kind: 'lowpass', cutoffHz: lowpassHz }, rateHz)
  return filterRuns(x, (run) =>
    sosfiltfilt(low, sosfiltfilt(high, run).map(Math.abs)).map((value) => Math.max(0, value))
  )
}

/** One activation, in samples: [onset, offset). */
export interface Activation {
  readonly onset: number
  readonly offset: number
}

/** How an activation is told from rest. */
export interface OnsetOptions {
  /** Stretch at rest, samples. */
  readonly rest: { readonly from: number; readonly to: number }
  /** Threshold: mean of the rest plus this many standard deviations. */
  readonly deviations?: number
  /** Shortest activation, and the longest pause that does not end one, seconds. */
  readonly leastSeconds?: number
}

/** Activations of an envelope by threshold over rest (Hodges & Bui 1996, Electroencephalography and Clinical Neurophysiology 101, 511-519). A gap ends an activation. */
export function emgOnsets(
  envelope: Float64Array,
  rateHz: number,
  { rest, deviations = 3, leastSeconds = 0.05 }: OnsetOptions
): Activation[] {
  const quiet = envelope.subarray(rest.from, rest.to).filter((value) => !Number.isNaN(value))
  const threshold = meanOf(quiet) + deviations * deviationOf(quiet)
  const least = Math.max(1, Math.round(leastSeconds * rateHz))
  const found: { onset: number; offset: number }[] = []
  for (let i = 0; i < envelope.length; i++) {
    if (!((envelope[i] ?? NaN) > threshold)) continue
    const last = found.at(-1)
    if (last && i - last.offset < least && !hasGap(envelope, last.offset, i)) last.offset = i + 1
    else found.push({ onset: i, offset: i + 1 })
  }
  return found.filter(({ onset, offset }) => offset - onset >= least)
}

const hasGap = (x: Float64Array, from: number, to: number): boolean => x.subarray(from, to).some(Number.isNaN)
