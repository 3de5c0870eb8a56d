import { clock } from '../clock'
import type { ActiveTake } from './active-take'
import { showSamples } from './rating-live'
import { rating, setRating } from './rating-status'
import { gridTime } from './sampler'

/** Take over what the sampler latched. */
export function takeLatched(take: ActiveTake): void {
  const fresh = take.sampler.drain()
  if (fresh.length === 0) return
  const width = take.rules.dims.length
  const from = take.grid.first + take.all.length / width
  for (const value of fresh) {
    take.all.push(value)
    take.pending.push(value)
  }
  showSamples(
    Array.from({ length: fresh.length / width }, (_, row) => ({
      time: gridTime(from + row, take.grid.rateHz),
      values: fresh.slice(row * width, (row + 1) * width)
    }))
  )
}

/** Send what was latched to the project file. */
export function flush(take: ActiveTake): void {
  takeLatched(take)
  take.flushedMs = performance.now()
  const { pending, events } = take
  if (pending.length === 0) return
  take.pending = []
  take.events = []
  take.writer.add(pending, events)
}

/** Tell the window how far the take is. */
export function tell(take: ActiveTake): void {
  take.toldMs = performance.now()
  setRating({
    counts: take.sampler.counts(),
    preRolling: rating().phase === 'rating' && isBefore(take)
  })
}

/** Whether the recording plays what comes before the next sample: more than the clock's text can lag behind. */
export const isBefore = (take: ActiveTake): boolean => take.sampler.next() - clock.get() > 150_000
