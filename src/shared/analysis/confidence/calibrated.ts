import type { Sliced } from '../../agreement/sliced'
import { placesOf } from './parts'
import type { FitPlan } from './parts'
import { sameKind } from './scored-items'
import type { ScoredItems } from './scored-items'
import { atTemperature, fittedTemperature } from './temperature'
import type { FitReport } from './report'

/** The items that are judged, without and with a temperature that was fitted on others. */
export interface CalibratedItems {
  /** Places of the judged items among those that came in, ascending. */
  readonly places: Int32Array
  readonly before: ScoredItems
  readonly after: ScoredItems
  readonly temperatures: FitReport['temperatures']
  readonly fittedOn: number
}

/** Fit temperatures by a plan. Undefined where a fold has nothing to be fitted on, or nothing is left to be judged. */
export function* calibrated(items: ScoredItems, plan: FitPlan): Sliced<CalibratedItems | undefined> {
  const temperatures: { temperature: number; atEdge: boolean; fittedOn: number }[] = []
  const temperatureOf = new Float64Array(items.n)
  let fittedOn = 0
  let judged = 0
  for (let f = 0; f < plan.folds; f++) {
    const places = placesOf(plan, f)
    yield
    if (places.judged.length === 0) continue
    const fitted = yield* fittedTemperature(chosen(items, places.fit))
    if (!fitted) return undefined
    temperatures.push({ ...fitted, fittedOn: places.fit.length })
    fittedOn = plan.oneWay ? places.fit.length : fittedOn + places.judged.length
    judged += places.judged.length
    for (const place of places.judged) temperatureOf[place] = fitted.temperature
  }
  if (judged === 0) return undefined
  const places = new Int32Array(judged)
  for (let i = 0, at = 0; i < items.n; i++) if ((temperatureOf[i] ?? 0) > 0) places[at++] = i
  const before = chosen(items, places)
  yield
  const after = atTemperature(before, (i) => temperatureOf[places[i] ?? 0] ?? 1)
  return { places, before, after, temperatures, fittedOn }
}

/** The items at these places. */
export function chosen(items: ScoredItems, places: Int32Array): ScoredItems {
  const { k } = items
  const probabilities = sameKind(items.probabilities, places.length * k)
  const truth = new Int32Array(places.length)
  for (let i = 0; i < places.length; i++) {
    const from = places[i] ?? 0
    truth[i] = items.truth[from] ?? 0
    for (let c = 0; c < k; c++) probabilities[i * k + c] = items.probabilities[from * k + c] ?? 0
  }
  return { n: places.length, k, probabilities, truth }
}
