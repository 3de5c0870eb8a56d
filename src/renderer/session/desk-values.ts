import type { CommandCall } from '../../shared/contract'
import { CANNOT_RATE } from '../../shared/domain/rows'
import type { Segment, Track } from '../../shared/domain/rows'
import type { SegmentValue } from '../../shared/domain/segment-value'
import { attributeTask, type AttributeTask } from '../../shared/values/attribute'
import { digitAnswer, shiftDigitAnswer, type ValueKey } from '../../shared/values/value-keys'
import { createCommand, type Target } from './desk-segments'
import { edit } from './drafts'
import { command } from './edit'
import { schemeOf, trackOf } from './project'
import { select } from './selection'
import { usedTerms } from './used-terms'
import { toast } from './toasts'
import { focusIn, focusLabel, focusPart } from './value-focus'

/** What the scheme of a track asks for; undefined for no track and for unreadable schemes. */
export const taskOfTrack = (track: Track | undefined): AttributeTask | undefined =>
  track && attributeTask(schemeOf(track.schemeId), track.attributeId)

/** Whether answers of a track stand in values that keys build up, not in one label. */
export const asksForValue = (task: AttributeTask | undefined): task is AttributeTask =>
  task !== undefined && VALUED.has(task.kind)
const VALUED: ReadonlySet<string> = new Set([
  'labels',
  'composite',
  'shares',
  'ratings',
  'terms',
  'explanation'
])

/** Give segments of one track an answer each, as one edit; undefined takes it away. */
export async function answerSegments(
  recordingId: string,
  segments: readonly Segment[],
  change: (value: SegmentValue | undefined, segment: Segment) => SegmentValue | undefined
): Promise<boolean> {
  // Segments that come to say the same are one command, so that the history counts them.
  const same = Map.groupBy(segments, (segment) => JSON.stringify(change(segment.value, segment) ?? null))
  const commands = [...same].map(([value, group]) =>
    command('segment-set', {
      ids: group.map((segment) => segment.id),
      patch: { value: JSON.parse(value) as unknown }
    })
  )
  return (await edit(recordingId, commands)) !== undefined
}

/** Where a digit answers: my segments, else a stretch in which one is made. */
interface Meant {
  readonly own: readonly Segment[]
  readonly place?: { readonly start: Segment['start']; readonly end: Segment['end'] }
}

/** What a digit means on a track that asks for a value: a label on or off, the next rating, a word, a clue. */
export async function answerDigit(
  recordingId: string,
  target: Target,
  digit: number,
  { own, place }: Meant
): Promise<void> {
  const [first] = own
  const trackId = first?.trackId ?? target.trackId
  const task = first ? taskOfTrack(trackOf(trackId)) : target.task
  if (!task) return
  const words = task.kind === 'terms' ? usedTerms(trackId, task) : []
  const same = own.filter((segment) => segment.trackId === trackId)
  const values = same.map((segment) => segment.value)
  const key = digitAnswer(task, digit, { ...focusIn(first?.id ?? ''), words, values })
  if (!key.ok) return toast(key.error.message, { hint: key.error.hint })
  if (first) {
    if (await answerSegments(recordingId, same, key.value.change)) moveFocus(first.id, key.value)
    return
  }
  if (!place) return
  const made = createCommand(target, place, { value: key.value.change(undefined) })
  select({ trackId: target.trackId, segmentIds: [made.id], range: undefined })
  if (await edit(recordingId, [...target.before, made.call])) moveFocus(made.id, key.value)
  else select({ segmentIds: [] })
}

/** What Shift with a digit means there; false where it means nothing of its own. */
export async function answerShiftDigit(
  recordingId: string,
  segments: readonly Segment[],
  digit: number
): Promise<boolean> {
  const [first] = segments
  const task = taskOfTrack(trackOf(first?.trackId))
  if (!first || !asksForValue(task)) return false
  const key = shiftDigitAnswer(task, digit, { ...focusIn(first.id), value: first.value })
  if (!key) return false
  if (!key.ok) {
    toast(key.error.message, { hint: key.error.hint })
    return true
  }
  if (key.value.focusOnly) moveFocus(first.id, key.value)
  else if (await answerSegments(recordingId, segments, key.value.change)) moveFocus(first.id, key.value)
  return true
}

/** The command that says a held label over a stretch, on tracks of several labels. */
export const paintCommand = (
  target: Target,
  span: { readonly start: number; readonly end: number },
  label: string
): CommandCall | undefined =>
  label !== CANNOT_RATE && target.task?.kind === 'labels'
    ? command('label-paint', { trackId: target.trackId, start: span.start, end: span.end, label })
    : undefined

function moveFocus(segmentId: string, key: ValueKey): void {
  if (key.label !== undefined) focusLabel(segmentId, key.label)
  else if (key.nextPart !== undefined) focusPart(segmentId, key.nextPart)
}
