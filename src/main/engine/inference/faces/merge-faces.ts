import { overlap, type Face } from './box'

/**
 * Non-maximum suppression that averages: boxes that overlap the best one by more than `most` become one box, the mean
 * of theirs weighted by score, with the best score (Bazarevsky et al. 2019, BlazeFace, section 3.3: steadier over time
 * than keeping one box).
 */
export function mergeFaces(candidates: readonly Face[], most: number): Face[] {
  let rest = candidates.toSorted((a, b) => b.score - a.score)
  const merged: Face[] = []
  for (let best = rest[0]; best; best = rest[0]) {
    const top = best
    const group = rest.filter((face) => face === top || overlap(face, top) > most)
    rest = rest.filter((face) => !group.includes(face))
    merged.push(weightedMean(group, top.score))
  }
  return merged
}

function weightedMean(group: readonly Face[], score: number): Face {
  const total = group.reduce((sum, face) => sum + face.score, 0)
  const mean = (of: (face: Face) => number): number =>
    group.reduce((sum, face) => sum + face.score * of(face), 0) / total
  return {
    x: mean((face) => face.x),
    y: mean((face) => face.y),
    w: mean((face) => face.w),
    h: mean((face) => face.h),
    score
  }
}
