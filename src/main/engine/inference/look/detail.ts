/** How much of each value is told. */
export interface Detail {
  /** Columns of curves and of pictures of numbers. */
  readonly columns: number
  /** Rows of pictures of numbers. */
  readonly rows: number
  /** Longer side of pictures. */
  readonly pixels: number
  /** Pieces of a text, its characters, channels, pictures of a clip and members of a list. */
  readonly pieces: number
  readonly characters: number
  readonly channels: number
  readonly members: number
}

/** Full detail, and less of it as `share` (0 to 1) becomes smaller. */
export const detailOf = (share: number): Detail => {
  const part = (most: number, least: number): number => Math.max(least, Math.round(most * share))
  return {
    columns: part(360, 24),
    rows: part(96, 12),
    pixels: part(160, 24),
    pieces: part(512, 24),
    characters: part(12_000, 400),
    channels: part(16, 2),
    members: part(8, 1)
  }
}
