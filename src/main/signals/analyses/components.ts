import type { z } from 'zod'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type { ComponentSuggestion, ComponentsAnalysis } from '../../../shared/signal/analyses/components'
import { artefactComponents } from '../../../shared/signal/dsp/artefact-components'
import { componentSignals, independentComponents } from '../../../shared/signal/dsp/ica'
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

/** Independent components of the channels, with those that go with the eyes or the heart. */
export async function components(
  input: AnalysisInput,
  asked: Asked
): Promise<AnalysisResultOf<'components'>> {
  const { rateHz, rows } = await joined(input)
  const ica = await search(input, rows, asked)
  const signals = componentSignals(
    ica,
    rows.map((row) => row.subarray(0, SPECTRUM_SAMPLES))
  )
  await input.pause()
  const suggestions = [
    ...(await suggested(input, ica, rows, rateHz, asked, 'blink')),
    ...(await suggested(input, ica, rows, rateHz, asked, 'pulse'))
  ]
  const stride = Math.max(1, Math.floor((COURSE_SECONDS * rateHz) / COURSE_POINTS))
  const segmentSamples = Math.min(Math.round(2 * rateHz), signals[0]?.length ?? 2)
  const spectra = signals.map((signal) => welch(signal, { rateHz, segmentSamples }))
  const known = spectra.flatMap((one) => ('reason' in one ? [] : one))
  const { means, unmixing, maps, shares, rounds, converged } = ica
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
    suggestions,
    courses: signals.map((signal) =>
      Float32Array.from(
        { length: Math.floor(Math.min(signal.length, COURSE_SECONDS * rateHz) / stride) },
        (_, i) => signal[i * stride] ?? NaN
      )
    ),
    courseRateHz: rateHz / stride,
    frequencies: known[0]?.frequencies ?? new Float64Array(0),
    spectra: spectra.map((one) => ('reason' in one ? new Float64Array(0) : one.power)),
    seconds: (rows[0]?.length ?? 0) / rateHz
  }
}

async function search(input: AnalysisInput, rows: readonly Float64Array[], asked: Asked): Promise<Ica> {
  const work = independentComponents(rows, {
    ...(asked.components === undefined ? {} : { components: asked.components }),
    seed: asked.seed,
    mostSamples: Math.min(MOST_SAMPLES, Math.max(FEWEST_SAMPLES, PER_SQUARE * rows.length ** 2)),
    mostRounds: MOST_ROUNDS
  })
  const perRound = Math.min(asked.components ?? rows.length, rows.length) + 1
  let steps = 0
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) {
      if ('reason' in step.value) throw new Refused(step.value.reason)
      return step.value
    }
    input.progress(++steps, MOST_ROUNDS * perRound)
    await input.pause()
  }
}

async function suggested(
  input: AnalysisInput,
  ica: Ica,
  rows: readonly Float64Array[],
  rateHz: number,
  { eyes, heart, threshold }: Asked,
  kind: 'blink' | 'pulse'
): Promise<readonly ComponentSuggestion[]> {
  const channel = kind === 'blink' ? eyes : heart
  if (channel === undefined || input.rateOf(channel) !== rateHz) return []
  const [reference] = (await joined(input, [channel])).rows
  if (!reference) return []
  return artefactComponents(ica, rows, reference, rateHz, kind, threshold)
    .filter(({ alike }) => alike)
    .map(({ component, correlation }) => ({ component, kind, correlation: correlation ?? 0 }))
}
