/** The two grids of BlazeFace (back camera): cell size in pixels and anchors per cell. */
const grids = [
  { stridePx: 16, perCell: 2 },
  { stridePx: 32, perCell: 6 }
] as const

/**
 * Anchor centres in pixels of the square input: x, y, x, y ... row by row, 896 anchors for 256 px.
 * All anchors of a cell share its centre; their sizes are free (Bazarevsky et al. 2019, BlazeFace).
 */
export function blazefaceAnchors(sidePx: number): number[] {
  return grids.flatMap(({ stridePx, perCell }) => {
    const cells = sidePx / stridePx
    return Array.from({ length: cells * cells * perCell }, (_, anchor) => {
      const cell = Math.floor(anchor / perCell)
      return [((cell % cells) + 0.5) * stridePx, (Math.floor(cell / cells) + 0.5) * stridePx]
    }).flat()
  })
}
