import type { z } from 'zod'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type {
  BodilyEvent,
  BodilyEventsAnalysis,
  Detector
} from '../../../shared/signal/analyses/bodily-events'
import { ecgClean } from '../../../shared/physio/ecg-clean'
import { ecgPeaks } from '../../../shared/physio/ecg-peaks'
import { edaClean, edaParts } from '../../../shared/physio/eda'
import { emgEnvelope, emgOnsets } from '../../../shared/physio/emg'
import { panTompkins } from '../../../shared/physio/pan-tompkins'
import { ppgBeats, ppgClean } from '../../../shared/physio/ppg-beats'
import { breaths, respirationClean } from '../../../shared/physio/respiration'
import { scrPeaks } from '../../../shared/physio/scr-peaks'
import { Refused } from './input'
import type { AnalysisInput } from './input'

/** Slowest sampling at which a detector means something, Hz. */
const SLOWEST: Readonly<Record<Detector['id'], number>> = {
  ecg: 60,
  'pan-tompkins': 60,
  ppg: 20,
  scr: 2,
  breaths: 2,
  emg: 200
}

/** Beats, responses, breaths or activations of one channel. */
export async function bodilyEvents(
  input: AnalysisInput,
  { detector }: z.infer<typeof BodilyEventsAnalysis>
): Promise<AnalysisResultOf<'bodily-events'>> {
  const [channel] = input.channels
  if (channel === undefined) throw new Refused('No channel was chosen.')
  const rate = input.rateOf(channel) ?? 0
  if (rate < SLOWEST[detector.id])
    throw new Refused(
      `The channel has ${rate} samples a second; this needs at least ${SLOWEST[detector.id]}.`,
      'Choose another channel, or import a file with a higher rate.'
    )
  const events: BodilyEvent[] = []
  let seconds = 0
  for (const [index, span] of input.spans.entries()) {
    input.progress(index, input.spans.length)
    const [row] = await input.read(span, [channel])
    if (!row) continue
    await input.pause()
    const { samples, rateHz, startUs } = row
    seconds += samples.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0) / rateHz
    const at = (sample: number): number => startUs + (sample / rateHz) * 1e6
    for (const { from, to, amplitude } of found(samples, rateHz, detector))
      events.push({
        startUs: at(from),
        ...(to === undefined ? {} : { endUs: at(to) }),
        ...(amplitude === undefined ? {} : { amplitude })
      })
    await input.pause()
  }
  input.progress(input.spans.length, input.spans.length)
  return { kind: 'bodily-events', events, seconds, asRecorded: [...input.asRecorded] }
}

/** In samples. */
interface Found {
  readonly from: number
  readonly to?: number
  readonly amplitude?: number
}

function found(x: Float64Array<ArrayBuffer>, rateHz: number, detector: Detector): readonly Found[] {
  const moments = (peaks: readonly number[]): readonly Found[] => peaks.map((from) => ({ from }))
  switch (detector.id) {
    case 'ecg':
      return moments(ecgPeaks(ecgClean(x, rateHz, detector.mainsHz), rateHz))
    case 'pan-tompkins':
      return moments(panTompkins(x, rateHz))
    case 'ppg':
      return moments(ppgBeats(ppgClean(x, rateHz), rateHz))
    case 'breaths':
      return moments(breaths(respirationClean(x, rateHz), detector.leastShare).peaks)
    case 'scr': {
      const { phasic } = edaParts(edaClean(x, rateHz), rateHz, detector.parts)
      const { leastShare, leastAmplitude } = detector
      return scrPeaks(phasic, rateHz, { leastShare, leastAmplitude }).map(({ onset, peak, amplitude }) => ({
        // A response that was under way when the record began starts with the record.
        from: onset ?? peak,
        to: peak,
        ...(amplitude === undefined ? {} : { amplitude })
      }))
    }
    case 'emg': {
      const envelope = emgEnvelope(x, rateHz)
      const { deviations, leastSeconds } = detector
      return emgOnsets(envelope, rateHz, { rest: quietest(envelope, rateHz), deviations, leastSeconds }).map(
        ({ onset, offset }) => ({ from: onset, to: offset })
      )
    }
  }
}

/** The tenth of the record, at least a second, in which the envelope is lowest on average. */
function quietest(envelope: Float64Array, rateHz: number): { readonly from: number; readonly to: number } {
  const length = Math.min(envelope.length, Math.max(Math.round(rateHz), Math.floor(envelope.length / 10)))
  const step = Math.max(1, Math.floor(length / 10))
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let from = 0; from + length <= envelope.length; from += step) {
    let sum = 0
    for (let i = from; i < from + length; i++) sum += envelope[i] ?? Number.NaN
    if (sum < least) {
      least = sum
      best = from
    }
  }
  return { from: best, to: best + length }
}
