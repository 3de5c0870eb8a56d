import type { KnownTable } from './known'

/** Rows looked at. */
const ROWS = 200

/** Text of Ledalab, type 1: time in seconds, skin conductance, marker; three columns without names. */
export function ledalab(lines: readonly string[]): KnownTable | undefined {
  const rows = lines.slice(0, ROWS).map((line) => line.split('\t'))
  if (rows.length < 20) return undefined
  let before = -1
  let silent = 0
  for (const cells of rows) {
    const [time = NaN, conductance = NaN, marker = NaN] = cells.map((cell) =>
      cell.trim() === '' ? NaN : Number(cell)
    )
    if (cells.length !== 3 || !(time > before) || !(conductance >= 0) || !Number.isInteger(marker))
      return undefined
    if (marker === 0) silent++
    before = time
  }
  const first = Number(rows[0]?.[0])
  // Markers are rare, and times are seconds from the start.
  if (
    silent < 0.9 * rows.length ||
    first > 10 ||
    before > ROWS ||
    rows.every(([time]) => Number.isInteger(Number(time)))
  )
    return undefined
  return {
    columns: {
      separator: '\t',
      decimal: '.',
      skipLines: 0,
      time: { kind: 'column', column: 0, unit: 's' },
      channels: [{ column: 1, label: 'EDA', unit: 'µS' }],
      events: [{ column: 2, label: 'Markers' }]
    },
    facts: { container: 'ledalab', authorName: 'Ledalab', zeroIsNone: true }
  }
}
