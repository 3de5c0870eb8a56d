import type { LabelSuspect } from '../../../../../shared/contract/analysis/label-errors'
import { micros } from '../../../../../shared/domain/time'
import { apply, command } from '../../../../session/edit'
import { fixTarget, isFixedAsMe } from '../../../../session/fix-label'
import type { FixTarget } from '../../../../session/fix-label'
import { ensureSegments } from '../../../../session/project'
import type { QueueItem } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'

/** What was decided about a label. */
export type Decision = 'kept' | 'corrected' | 'skipped'

/** The moment of a suspect; without its segment where labels are to stay unseen. */
export const momentOf = (
  suspect: LabelSuspect,
  trackId: string | undefined,
  blind: boolean,
  note: string
): QueueItem => ({
  recordingId: suspect.recordingId,
  start: micros(suspect.start),
  end: micros(suspect.end),
  ...(blind ? { note: 'Labels are hidden' } : { segmentId: suspect.segmentId, trackId, note })
})

/** The segment whose label is in doubt, and what it may be called; a sentence where it cannot be changed. */
export const targetOf = (suspect: LabelSuspect): FixTarget | { readonly reason: string } | undefined =>
  fixTarget({
    recordingId: suspect.recordingId,
    segmentId: suspect.segmentId,
    start: micros(suspect.start),
    end: micros(suspect.end)
  })

/**
 * Write a decision down as one edit: the label that was chosen (undefined: the one there is), and that somebody looked.
 * The history keeps who, when and the label before. Undefined when it could not be written.
 */
export async function decide(
  suspect: LabelSuspect,
  label: string | undefined
): Promise<Decision | undefined> {
  await ensureSegments(suspect.recordingId)
  const target = targetOf(suspect)
  if (!target) return undefined
  if ('reason' in target) {
    toast(target.reason)
    return undefined
  }
  if (target.asks && !isFixedAsMe()) {
    toast(`These labels are ${target.author.kind === 'gold' ? 'gold' : 'imported'}.`, {
      hint: 'Tick “Fix as me” to change them; the history keeps the old ones.'
    })
    return undefined
  }
  const ids = [target.segment.id]
  const changes = label !== undefined && label !== target.segment.label
  const done = await apply([
    ...(changes ? [command('segment-set', { ids, patch: { label } })] : []),
    command('label-keep', { ids })
  ])
  return done && (changes ? 'corrected' : 'kept')
}
