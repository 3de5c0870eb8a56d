/** Cells of a grid in rows from left to right: their size in pixels and what lies between and around them. */
export interface CellGrid {
  readonly count: number
  readonly columns: number
  readonly widthPx: number
  readonly heightPx: number
  /** From the left edge to the first cell, from the top edge, and between neighbours both ways. */
  readonly gapPx: number
}

/** A rectangle in pixels of the grid's content; any two opposite corners. */
export interface Frame {
  readonly fromX: number
  readonly fromY: number
  readonly toX: number
  readonly toY: number
}

/** Indices of the cells that a frame touches, ascending. Found by arithmetic, so that thousands cost nothing. */
export function cellsInFrame(frame: Frame, grid: CellGrid): readonly number[] {
  const [left, right] = reach(frame.fromX, frame.toX, grid.widthPx, grid.gapPx, grid.columns)
  const rows = Math.ceil(grid.count / grid.columns)
  const [top, bottom] = reach(frame.fromY, frame.toY, grid.heightPx, grid.gapPx, rows)
  const found: number[] = []
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      const index = row * grid.columns + column
      if (index < grid.count) found.push(index)
    }
  return found
}

/** First and last cell along one direction that a stretch touches; the last is before the first where it touches none. */
function reach(a: number, b: number, cell: number, gap: number, count: number): readonly [number, number] {
  const step = cell + gap
  const [from, to] = [Math.min(a, b), Math.max(a, b)]
  return [Math.max(0, Math.ceil((from - step) / step)), Math.min(count - 1, Math.floor((to - gap) / step))]
}
