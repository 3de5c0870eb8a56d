import type { Segment } from '../../../shared/domain/rows'

/** An answer as a row of columns, one for each label. */
export interface AnswerRow {
  readonly present: Uint8Array
  /** 0 where absent, NaN where it is there without an intensity. */
  readonly levels: Float64Array
  /** What thresholds are held against: scores, else shares or intensities of a model that gave no scores. */
  readonly scores?: Float64Array
  readonly shares?: Float64Array
}

/** @param place column of a label; below 0 for one that has none */
export function answerRow(segment: Segment, place: (label: string) => number, k: number): AnswerRow {
  const present = new Uint8Array(k)
  const levels = new Float64Array(k)
  const { value, label } = segment
  const fill = (entries: Readonly<Record<string, number | null>>, from: number): Float64Array => {
    const column = new Float64Array(k).fill(from)
    for (const id in entries) {
      const at = place(id)
      if (at >= 0) column[at] = entries[id] ?? NaN
    }
    return column
  }
  const scores = segment.scores && fill(segment.scores, NaN)
  if (value?.kind === 'labels') {
    for (const id in value.labels) {
      const at = place(id)
      const level = value.labels[id]
      if (at < 0 || level === undefined) continue
      levels[at] = level ?? NaN
      if (level === null || level > 0) present[at] = 1
    }
    const graded = Object.values(value.labels).some((level) => level !== null)
    return { present, levels, ...(scores ? { scores } : graded ? { scores: fill(value.labels, 0) } : {}) }
  }
  if (value?.kind === 'shares') {
    const shares = fill(value.shares, 0)
    shares.forEach((share, at) => {
      if (share > 0) present[at] = 1
      levels[at] = share
    })
    return { present, levels, shares, scores: scores ?? shares }
  }
  const at = label === undefined ? -1 : place(label)
  if (at >= 0) {
    present[at] = 1
    levels[at] = NaN
  }
  const shares = scores && sharesOf(scores)
  return { present, levels, ...(scores ? { scores } : {}), ...(shares ? { shares } : {}) }
}

/** Scores that are a mixture: none negative or missing, with the sum 1 but for rounding. */
function sharesOf(scores: Float64Array): Float64Array | undefined {
  const known = scores.map((score) => (Number.isNaN(score) ? 0 : score))
  const sum = known.reduce((total, share) => total + share, 0)
  return known.every((share) => share >= 0) && Math.abs(sum - 1) < 0.03 ? known : undefined
}
