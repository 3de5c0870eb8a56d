/** What changes many times a second while rating: never React state, canvases read it when they paint. */
export interface RatingLive {
  /** The rating as it stands; empty while nothing is rated. */
  readonly values: readonly number[]
  readonly missing: boolean
  /** Samples latched last, oldest first: time on the recording and the values. */
  readonly recent: readonly { readonly time: number; readonly values: readonly number[] }[]
}

const nothing: RatingLive = { values: [], missing: false, recent: [] }
/** As much as the strip shows at the highest rate. */
const KEPT = 1200

let live = nothing
const listeners = new Set<() => void>()

export const ratingLive = (): RatingLive => live

export function subscribeRatingLive(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Show another rating. */
export function showRating(values: readonly number[], missing: boolean): void {
  live = { ...live, values, missing }
  tell()
}

/** Samples were latched. */
export function showSamples(samples: RatingLive['recent']): void {
  if (samples.length === 0) return
  const joined = [...live.recent, ...samples]
  // Cut now and then only: copying the whole list with every sample would cost more than it saves.
  live = { ...live, recent: joined.length > 2 * KEPT ? joined.slice(-KEPT) : joined }
}

export function clearRating(): void {
  live = nothing
  tell()
}

const tell = (): void => listeners.forEach((listener) => listener())
