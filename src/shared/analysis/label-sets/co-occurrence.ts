/** How often two labels stand on the same item: row by row, k x k; on the diagonal how often a label stands at all. */
export function coOccurrence(sets: Uint8Array, k: number, rows: Int32Array): readonly (readonly number[])[] {
  const counts = Array.from({ length: k }, () => new Array<number>(k).fill(0))
  const present: number[] = []
  for (const row of rows) {
    present.length = 0
    for (let j = 0; j < k; j++) if (sets[row * k + j] === 1) present.push(j)
    for (const a of present) {
      const line = counts[a]
      if (line) for (const b of present) line[b] = (line[b] ?? 0) + 1
    }
  }
  return counts
}
