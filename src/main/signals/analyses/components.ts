import type { z } from 'zod'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type {
  ComponentsAnalysis,
  ComponentsResult,
  ComponentSuggestion
} from '../../../shared/signal/analyses/components'
import { artefactMatch } from '../../../shared/signal/dsp/artefact-components'
import { componentSignal, independentComponents } from '../../../shared/signal/dsp/ica'
import type { Ica } from '../../../shared/signal/dsp/ica'
import { welch } from '../../../shared/signal/dsp/welch'
import { Refused } from './input'
import type { AnalysisInput } from './input'
import { joined } from './joined'

type Asked = z.infer<typeof ComponentsAnalysis>

/** Rounds that the search takes at most; it mostly ends long before. */
const MOST_ROUNDS = 200
/** Samples that the search looks at: so many for the square of the channels (20 to 30 are the usual advice), within bounds. */
const PER_SQUARE = 20
const FEWEST_SAMPLES = 20_000
const MOST_SAMPLES = 60_000
/** What is shown of the course of a component. */
const COURSE_SECONDS = 20
const COURSE_POINTS = 2000
/** Samples that the spectra of components are made from at most. */
const SPECTRUM_SAMPLES = 120_000

/** Share of the progress that the search has; the rest are courses, spectra and what they go with. */
const SEARCH_SHARE = 0.85

/** Independent components of the channels, with those that go with the eyes or the heart. */
export async function components(
  input: AnalysisInput,
  asked: Asked
): Promise<AnalysisResultOf<'components'>> {
  const tell = (share: number): void => input.progress(share, 1)
  const spread = spreadSpans(input)
  const taken = { ...input, spans: spread.spans, progress: () => undefined }
  const { rateHz, rows } = await joined(taken)
  const ica = await search(input, rows, asked, (share) => tell(share * SEARCH_SHARE))
  const matches = await artefacts(taken, rateHz, asked)
  const stride = Math.max(1, Math.floor((COURSE_SECONDS * rateHz) / COURSE_POINTS))
  const courses: Float32Array<ArrayBuffer>[] = []
  const spectra: Float64Array<ArrayBuffer>[] = []
  const suggestions: ComponentSuggestion[] = []
  let frequencies = new Float64Array(0)
  for (const component of ica.maps.keys()) {
    const signal = componentSignal(ica, rows, component)
    await input.pause()
    courses.push(
      Float32Array.from(
        { length: Math.floor(Math.min(signal.length, COURSE_SECONDS * rateHz) / stride) },
        (_, i) => signal[i * stride] ?? NaN
      )
    )
    const part = signal.subarray(0, SPECTRUM_SAMPLES)
    const found = welch(part, { rateHz, segmentSamples: Math.min(Math.round(2 * rateHz), part.length) })
    if (!('reason' in found)) frequencies = found.frequencies
    spectra.push('reason' in found ? new Float64Array(0) : found.power)
    for (const { kind, match } of matches) {
      const correlation = match(signal) ?? 0
      if (Math.abs(correlation) >= asked.threshold) suggestions.push({ component, kind, correlation })
      await input.pause()
    }
    tell(SEARCH_SHARE + ((1 - SEARCH_SHARE) * (component + 1)) / ica.maps.length)
  }
  const { means, unmixing, maps, shares, rounds, converged, samples } = ica
  return {
    kind: 'components',
    channels: input.channels,
    rateHz,
    means,
    unmixing,
    maps,
    shares,
    rounds,
    converged,
    samples,
    suggestions: suggestions.sort(
      (a, b) => a.kind.localeCompare(b.kind) || Math.abs(b.correlation) - Math.abs(a.correlation)
    ),
    courses,
    courseRateHz: rateHz / stride,
    frequencies,
    spectra,
    seconds: samples.of / rateHz,
    ...(spread.parts === undefined ? {} : { parts: spread.parts })
  }
}

/** Samples of all channels that are read for a search, and the length of a part where a stretch has more. */
const MOST_READ = 12e6
const PART_SECONDS = 10

/** Stretches as they are asked for; where they are very long, parts of them that lie evenly in all of their time. */
function spreadSpans({
  spans,
  channels,
  rateOf
}: AnalysisInput): Pick<AnalysisInput, 'spans'> & { readonly parts?: ComponentsResult['parts'] } {
  const rateHz = Math.max(...channels.map((channel) => rateOf(channel) ?? 1))
  const partUs = PART_SECONDS * 1e6
  const parts = Math.max(1, Math.floor(MOST_READ / (PART_SECONDS * rateHz * channels.length)))
  const totalUs = spans.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)
  if (totalUs <= parts * partUs) return { spans }
  const chosen = Array.from({ length: parts }, (_, part) => {
    // The middle of each part, in the time that is left when the stretches are put one behind the other.
    let left = ((part + 0.5) / parts) * totalUs
    const span = spans.find(({ fromUs, toUs }) => {
      if (left < toUs - fromUs) return true
      left -= toUs - fromUs
      return false
    })
    if (!span) return []
    const fromUs = Math.max(span.fromUs, Math.min(span.fromUs + left - partUs / 2, span.toUs - partUs))
    return [{ fromUs, toUs: Math.min(span.toUs, fromUs + partUs) }]
  })
  return { spans: chosen.flat(), parts: { count: parts, seconds: PART_SECONDS, ofSeconds: totalUs / 1e6 } }
}

async function search(
  input: AnalysisInput,
  rows: readonly Float64Array[],
  asked: Asked,
  told: (share: number) => void
): Promise<Ica> {
  const work = independentComponents(rows, {
    ...(asked.components === undefined ? {} : { components: asked.components }),
    seed: asked.seed,
    mostSamples: Math.min(MOST_SAMPLES, Math.max(FEWEST_SAMPLES, PER_SQUARE * rows.length ** 2)),
    mostRounds: MOST_ROUNDS,
    told
  })
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) {
      if ('reason' in step.value) throw new Refused(step.value.reason)
      return step.value
    }
    await input.pause()
  }
}

/** What components are held against: the channels beside the eyes and of the heart, where they have the same rate. */
async function artefacts(
  input: AnalysisInput,
  rateHz: number,
  { eyes, heart }: Asked
): Promise<
  readonly { readonly kind: ComponentSuggestion['kind']; readonly match: ReturnType<typeof artefactMatch> }[]
> {
  const matches = []
  for (const { kind, channel } of [
    { kind: 'blink' as const, channel: eyes },
    { kind: 'pulse' as const, channel: heart }
  ]) {
    if (channel === undefined || input.rateOf(channel) !== rateHz) continue
    const [reference] = (await joined(input, [channel])).rows
    if (reference) matches.push({ kind, match: artefactMatch(reference, rateHz, kind) })
  }
  return matches
}
