/** One face in one picture, as a model found it. Place and size are shares of the picture. */
export interface FaceRow {
  /** Microseconds of the stream. */
  readonly time: number
  readonly person: number
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** Score of the detection, 0 to 1. */
  readonly score: number
  /** Index of the label with the highest probability, -1 for none. */
  readonly label: number
  readonly probability: number
}

const FIXED_COLUMNS = 7

/** Read rows of [time s, person, x, y, w, h, score, p0..pK-1] for a scheme with K labels. */
export function faceRows(data: Float32Array, labels: number): readonly FaceRow[] {
  const width = data.length % (FIXED_COLUMNS + labels) === 0 ? FIXED_COLUMNS + labels : FIXED_COLUMNS
  const rows: FaceRow[] = []
  for (let at = 0; at + width <= data.length; at += width) {
    const value = (column: number): number => data[at + column] ?? 0
    // Rows without a place belong to sound, which has no face to draw.
    if (!(value(4) > 0)) continue
    let best = -1
    for (let label = 0; label < width - FIXED_COLUMNS; label++) {
      const probability = value(FIXED_COLUMNS + label)
      if (!Number.isNaN(probability) && (best < 0 || probability > value(FIXED_COLUMNS + best))) best = label
    }
    rows.push({
      time: value(0) * 1e6,
      person: value(1),
      x: value(2),
      y: value(3),
      w: value(4),
      h: value(5),
      score: value(6),
      label: best,
      probability: best < 0 ? 0 : value(FIXED_COLUMNS + best)
    })
  }
  return rows.sort((a, b) => a.time - b.time)
}

/** A model that looked every so often says nothing about later pictures: its last word holds for one sampling step at most. */
export function facesAt(rows: readonly FaceRow[], time: number): readonly FaceRow[] {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.time ?? Infinity) <= time + HALF_MILLISECOND) low = middle + 1
    else high = middle
  }
  const last = rows[low - 1]
  if (!last) return []
  const looked = rows.slice(0, low).filter((row) => row.time === last.time)
  const before = rows[low - 1 - looked.length]
  const next = rows[low]
  const step = Math.min(
    next ? next.time - last.time : Infinity,
    before ? last.time - before.time : Infinity,
    LONGEST_STEP
  )
  return time - last.time <= step * 1.5 ? looked : []
}

/** Float32 seconds carry about half a millisecond of rounding at two hours. */
const HALF_MILLISECOND = 500
const LONGEST_STEP = 1_000_000
