import type { RowChange, RowReader } from '../command'
import { updated } from './row-change'

/** Tracks made for these items become tracks of no assignment. */
export const releaseTracks = (rows: RowReader, itemIds: ReadonlySet<string>): readonly RowChange[] =>
  rows
    .all('track')
    .filter((track) => track.itemId !== undefined && itemIds.has(track.itemId))
    .map((track) => updated('track', track, { itemId: undefined }))
