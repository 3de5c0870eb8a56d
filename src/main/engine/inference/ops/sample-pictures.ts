/** Which of the pictures of a unit are taken. */
export interface PictureChoice {
  readonly mode: 'stride' | 'uniform' | 'segment'
  /** As many as this; without it all that the rate gives. */
  readonly frames?: number | undefined
  /** Of `stride`: every so manieth. */
  readonly step: number
}

/**
 * Places among `count` pictures. `stride`: every `step`-th from the first on, at most `frames`; `uniform`: `frames` evenly from the first to the last; `segment`: the
 * middle of each of `frames` equal parts (Wang et al. 2016, Temporal Segment Networks). Where there are too few, some are taken more than once.
 */
export function samplePictures(count: number, { mode, frames, step }: PictureChoice): readonly number[] {
  if (count === 0) return []
  if (mode === 'stride' || frames === undefined)
    return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step).slice(0, frames)
  return Array.from({ length: frames }, (_, i) => {
    if (mode === 'segment') return Math.min(count - 1, Math.floor(((i + 0.5) * count) / frames))
    return frames === 1 ? Math.floor((count - 1) / 2) : Math.round((i * (count - 1)) / (frames - 1))
  })
}
