/** Mean of the embeddings of each group, by group number. */
export function voiceCentres(
  embeddings: readonly ArrayLike<number>[],
  groups: readonly number[]
): Float64Array[] {
  const width = embeddings[0]?.length ?? 0
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0)
  const centres = Array.from({ length: count }, () => new Float64Array(width))
  const sizes = new Float64Array(count)
  embeddings.forEach((one, i) => {
    const group = groups[i] ?? 0
    const centre = centres[group]
    sizes[group] = (sizes[group] ?? 0) + 1
    if (centre) for (let k = 0; k < width; k++) centre[k] = (centre[k] ?? 0) + (one[k] ?? 0)
  })
  return centres.map((centre, group) => centre.map((sum) => sum / Math.max(1, sizes[group] ?? 1)))
}

/** Number of the centre that lies nearest (Euclidean); 0 where there is none. */
export function nearestVoice(embedding: ArrayLike<number>, centres: readonly ArrayLike<number>[]): number {
  let best = 0
  let least = Infinity
  centres.forEach((centre, group) => {
    let distance = 0
    for (let k = 0; k < centre.length; k++) distance += ((embedding[k] ?? 0) - (centre[k] ?? 0)) ** 2
    if (distance >= least) return
    least = distance
    best = group
  })
  return best
}
