import type { KeyboardEvent } from 'react'
import { labelsOf } from '../../shared/domain/labels'
import { CANNOT_RATE } from '../../shared/domain/rows'
import type { Author, Segment, Track } from '../../shared/domain/rows'
import type { Label } from '../../shared/domain/scheme'
import { comparedOf } from './compared-item'
import { apply, command } from './edit'
import { authorOf, ensureSegments, project, schemeOf, segmentOf, trackOf } from './project'
import { selection } from './selection'
import type { QueueItem } from './selection'
import { makeStore } from './store'

/** The segment whose label can be put right in place. */
export interface FixTarget {
  /** Whose it is in the comparison the moment came from, if it came from one. */
  readonly side?: 'reference' | 'candidate'
  readonly segment: Segment
  readonly track: Track
  readonly author: Author
  readonly labels: readonly Label[]
  /** True: the labels are nobody's own here (imported, gold), so changing them must be asked for once. */
  readonly asks: boolean
}

const consentStore = makeStore<{ readonly given: boolean }>({ given: false })
/** Whether imported and gold labels are changed as edits of the current annotator. */
export const useFixAsMe = (): boolean => consentStore((state) => state.given)
export const isFixedAsMe = (): boolean => consentStore.getState().given
export const setFixAsMe = (given: boolean): void => consentStore.setState({ given })

/**
 * What a label of this moment would change: the reference where it is not a model's, else the candidate; the segment
 * itself where the moment came from no comparison.
 * The sentence why, when nothing can be changed; undefined while the segments are not read yet.
 */
export function fixTarget(item: QueueItem | undefined): FixTarget | { readonly reason: string } | undefined {
  if (!item || !project().segments.has(item.recordingId)) return undefined
  const compared = comparedOf(item)
  const sides = compared
    ? [
        ['reference', compared.referenceSegmentId] as const,
        ['candidate', compared.candidateSegmentId] as const
      ]
    : [[undefined, item.segmentId] as const]
  if (!compared && item.segmentId === undefined)
    return { reason: 'This is a stretch of time; it has no label of its own.' }
  let gone = false
  for (const [side, segmentId] of sides) {
    const segment = segmentOf(item.recordingId, segmentId)
    const track = trackOf(segment?.trackId)
    const author = authorOf(track?.authorId)
    if (!segment || !track || !author) {
      gone = true
      continue
    }
    if (author.kind === 'model' || track.runId !== undefined) continue
    if (track.locked) return { reason: `Track "${track.name}" is locked.` }
    return {
      side,
      segment,
      track,
      author,
      labels: labelsOf(schemeOf(track.schemeId), track.attributeId),
      asks: author.kind !== 'human'
    }
  }
  return {
    reason: gone
      ? 'The segment does not exist any more; undo brings it back.'
      : compared
        ? 'Both sides are predictions, which stay as the models made them.'
        : 'A prediction stays as the model made it. Accept it into a track of yours, or reject it.'
  }
}

/** Give the moment another label, as one undoable edit. Answers whether it was done. */
export async function fixLabel(item: QueueItem, labelId: string): Promise<boolean> {
  await ensureSegments(item.recordingId)
  const target = fixTarget(item)
  if (!target || 'reason' in target || (target.asks && !consentStore.getState().given)) return false
  if (target.segment.label === labelId) return true
  return (
    (await apply([command('segment-set', { ids: [target.segment.id], patch: { label: labelId } })])) !==
    undefined
  )
}

/** A digit pressed in a panel that shows the queue: the label with that key for the current moment. False when it means nothing here. */
export function fixByDigit(event: {
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
}): boolean {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  if (digit === undefined || event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return false
  const { queue } = selection()
  const item = queue?.items[queue.index]
  const target = fixTarget(item)
  if (!item || !target || 'reason' in target || (target.asks && !consentStore.getState().given)) return false
  const label = digit === '0' ? CANNOT_RATE : target.labels.find((each) => each.key === digit)?.id
  if (label === undefined) return false
  if (!event.repeat) void fixLabel(item, label)
  return true
}

/** The same for a key that reached a panel: not one typed into a field, nor into a menu or card that only hangs on the panel. */
export function fixByDigitHere(event: KeyboardEvent): void {
  const { target, currentTarget } = event
  const isHere =
    target instanceof Node && currentTarget.contains(target) && !(target instanceof HTMLInputElement)
  if (isHere && fixByDigit(event)) event.preventDefault()
}
