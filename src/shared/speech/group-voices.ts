import { agglomerate, cutAtHeight, cutIntoGroups } from './agglomerate.ts'

/**
 * Height of Ward's clustering above which voices count as different, per square root of a dimension. Set on conversations of
 * one to four speakers put together from EMO-DB, ten pieces each, with embeddings fitted on other speakers
 * (models/speaker-embedding/card.md).
 */
export const VOICE_THRESHOLD = 1

/**
 * Which pieces of speech sound like the same voice: a group number for each, from 0 in order of first appearance.
 * `speakers: 'auto'`: as many as Ward's clustering of the embeddings leaves below `threshold`. Pieces are then grouped by
 * average linkage of cosine distances around the mean of the recording, which takes out room and microphone.
 * @param embeddings of equal length, one for each piece
 */
export function groupVoices(
  embeddings: readonly ArrayLike<number>[],
  speakers: number | 'auto',
  threshold = VOICE_THRESHOLD
): number[] {
  const n = embeddings.length
  if (n === 0) return []
  const count = speakers === 'auto' ? voicesHeard(embeddings, threshold) : speakers
  if (count <= 1) return new Array<number>(n).fill(0)
  return cutIntoGroups(agglomerate(cosineDistances(embeddings), n, 'average'), n, count)
}

/** Ward's heights grow with the number of pieces; so many at most, evenly over the recording, are counted, as when the threshold was set. */
const COUNTED = 40

/** Number of voices below a threshold; at least 1, and at most 40. */
export function voicesHeard(all: readonly ArrayLike<number>[], threshold = VOICE_THRESHOLD): number {
  const step = Math.max(1, all.length / COUNTED)
  const embeddings = all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
  const n = embeddings.length
  const width = embeddings[0]?.length ?? 1
  const distances = pairwise(n, (i, j) => {
    let sum = 0
    for (let k = 0; k < width; k++) sum += ((embeddings[i]?.[k] ?? 0) - (embeddings[j]?.[k] ?? 0)) ** 2
    return Math.sqrt(sum / width)
  })
  return new Set(cutAtHeight(agglomerate(distances, n, 'ward'), n, threshold)).size
}

/** 1 - cosine of embeddings less their mean: 0 alike, 2 opposite. */
function cosineDistances(embeddings: readonly ArrayLike<number>[]): Float64Array {
  const n = embeddings.length
  const width = embeddings[0]?.length ?? 0
  const mean = new Float64Array(width)
  for (const one of embeddings) for (let k = 0; k < width; k++) mean[k] = (mean[k] ?? 0) + (one[k] ?? 0) / n
  const centred = embeddings.map((one) => {
    const out = Float64Array.from(mean, (value, k) => (one[k] ?? 0) - value)
    const length = Math.sqrt(out.reduce((sum, value) => sum + value * value, 0)) || 1
    return out.map((value) => value / length)
  })
  return pairwise(n, (i, j) => {
    let sum = 0
    for (let k = 0; k < width; k++) sum += (centred[i]?.[k] ?? 0) * (centred[j]?.[k] ?? 0)
    return Math.max(0, 1 - sum)
  })
}

function pairwise(n: number, distance: (i: number, j: number) => number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const value = distance(i, j)
      out[i * n + j] = value
      out[j * n + i] = value
    }
  return out
}
