import { CANNOT_RATE } from '../../../shared/domain/rows'
import type { Segment, Track } from '../../../shared/domain/rows'
import { labelOrId } from '../label-or-id'
import { schemeOf } from '../project'

/** What a segment is called in a table: its label, else its words. */
export function segmentName(segment: Segment, track: Track): string {
  if (segment.label === undefined) return segment.text?.trim() || 'No label'
  if (segment.label === CANNOT_RATE) return 'Cannot rate'
  return labelOrId(schemeOf(track.schemeId), segment.label, track.attributeId).name
}
