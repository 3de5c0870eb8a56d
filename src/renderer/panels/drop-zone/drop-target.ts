import { project } from '../../session/project'
import { selection } from '../../session/selection'

/** Where dropped files go: into recordings of their own, or into a recording that is there. */
export interface DropTarget {
  readonly into: string | undefined
  /** `row`: the pointer is on a recording of the library. `half`: left for new recordings, right for the open one. */
  readonly by: 'window' | 'row' | 'half'
}

/** What a drop at a point means; `rowId` is the recording under the pointer in the library, if any. */
export function dropTarget(xPx: number, widthPx: number, rowId: string | undefined): DropTarget {
  const { recordings } = project().index
  if (rowId !== undefined && recordings.has(rowId)) return { into: rowId, by: 'row' }
  const { recordingId } = selection()
  if (recordingId === undefined || !recordings.has(recordingId)) return { into: undefined, by: 'window' }
  return { into: xPx >= widthPx / 2 ? recordingId : undefined, by: 'half' }
}
