import { CANNOT_RATE, type Segment, type Track } from '../../../shared/domain/rows'
import type { Micros } from '../../../shared/domain/time'
import { currentAuthorId } from '../author'
import { createCommand, newId, type Target } from '../desk-segments'
import { answerDigit, asksForValue } from '../desk-values'
import { edit, shownSegments } from '../drafts'
import { command } from '../edit'
import { authorOf, ensureSegments, recordingOf, tracksOf } from '../project'
import { select, selection } from '../selection'
import { toast } from '../toasts'
import { refusedByLock } from '../track-edits'
import type { ChosenAttribute } from './page-choice'

/** What is labelled: a picture, a sentence, a whole document. */
export interface LabelledPlace {
  readonly recordingId: string
  readonly start: Micros
  readonly end: Micros
  /** Keeps labels of whole documents apart from those of sentences. */
  readonly layer?: string
}

/** My track for an attribute in a recording. */
export const myTrack = (
  recordingId: string,
  { schemeId, attributeId }: Pick<ChosenAttribute, 'schemeId' | 'attributeId'>,
  layer?: string
): Track | undefined =>
  tracksOf(recordingId).find(
    (track) =>
      track.authorId === currentAuthorId() &&
      track.kind === 'segments' &&
      track.schemeId === schemeId &&
      track.attributeId === attributeId &&
      track.layer === layer
  )

/** My track for an attribute, or the command that makes it first. */
export function pageTarget(
  recordingId: string,
  attribute: ChosenAttribute,
  layer?: string
): Target | undefined {
  const { labels, task, schemeId, attributeId } = attribute
  const track = myTrack(recordingId, attribute, layer)
  if (track) return { trackId: track.id, track, labels, task, before: [] }
  const authorId = currentAuthorId()
  if (authorId === undefined) {
    toast('No annotator is chosen, so this label has no author.', {
      hint: 'Add an annotator in the library, or choose who you are at the top right.'
    })
    return undefined
  }
  const trackId = newId()
  const make = command('track-create', {
    id: trackId,
    recordingId,
    authorId,
    schemeId,
    attributeId,
    name: trackName(recordingId, attribute, layer) ?? authorOf(authorId)?.name,
    overlap: 'forbidden',
    ...(layer === undefined ? {} : { layer })
  })
  return { trackId, track: undefined, labels, task, before: [make] }
}

/** A document has several tracks of one annotator, so they are named by what is asked. */
function trackName(
  recordingId: string,
  { task }: ChosenAttribute,
  layer: string | undefined
): string | undefined {
  if (recordingOf(recordingId)?.medium !== 'document') return undefined
  return layer === undefined ? task.name : `${task.name}, whole document`
}

/** My segment that says something of exactly this place. */
export function mySegmentAt(track: Track | undefined, place: LabelledPlace): Segment | undefined {
  const here = track
    ? shownSegments(track).filter(({ start, end }) => start === place.start && end === place.end)
    : []
  // A box without a label says where, not what.
  return here.find(({ value }) => value?.kind !== 'region') ?? here.find(({ label }) => label !== undefined)
}

/** What a digit says of a place by an attribute: `labelled` with the one label, `answered` a part of more, or nothing. */
export async function labelOver(
  place: LabelledPlace,
  attribute: ChosenAttribute,
  digit: number
): Promise<'labelled' | 'answered' | undefined> {
  const { recordingId } = place
  await ensureSegments(recordingId)
  const target = pageTarget(recordingId, attribute, place.layer)
  if (!target || refusedByLock([target.track])) return undefined
  const own = mySegmentAt(target.track, place)
  if (digit > 0 && asksForValue(target.task)) {
    await answerDigit(recordingId, target, digit, { own: own ? [own] : [], place })
    return 'answered'
  }
  const label = digit === 0 ? CANNOT_RATE : target.labels.find(({ key }) => key === String(digit))?.id
  if (label === undefined) {
    toast(`No label of this scheme has the key ${digit}.`)
    return undefined
  }
  const made = own ? undefined : createCommand(target, place, { label })
  const call = made?.call ?? command('segment-set', { ids: [own?.id], patch: { label } })
  const done = await edit(recordingId, [...target.before, call])
  if (done && selection().recordingId === recordingId)
    select({ trackId: target.trackId, segmentIds: [made?.id ?? own?.id ?? ''], range: undefined })
  return done && 'labelled'
}
