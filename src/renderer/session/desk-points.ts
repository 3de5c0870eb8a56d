import type { Segment } from '../../shared/domain/rows'
import type { Micros } from '../../shared/domain/time'
import { micros } from '../../shared/domain/time'
import { createCommand, type Target } from './desk-segments'
import { edit } from './drafts'
import { trackOf } from './project'
import { select, selection } from './selection'
import { refusedByLock } from './track-edits'

/** A moment as a span. */
export const pointSpan = (at: Micros): { readonly start: Micros; readonly end: Micros } => ({
  start: at,
  end: micros(at + 1)
})

/** Mark a moment on a points track and select it. */
export async function makePoint(target: Target, at: Micros, fields: Partial<Segment> = {}): Promise<void> {
  const { recordingId } = selection()
  if (recordingId === undefined || refusedByLock([trackOf(target.trackId)])) return
  const made = createCommand(target, pointSpan(at), fields)
  select({ trackId: target.trackId, segmentIds: [made.id], range: undefined })
  if (!(await edit(recordingId, [...target.before, made.call]))) select({ segmentIds: [] })
}
