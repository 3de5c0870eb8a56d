import { currentAuthorId } from './author'
import type { CommandCall } from '../../shared/contract'
import { CANNOT_RATE, type Segment } from '../../shared/domain/rows'
import {
  canEdit,
  createCommand,
  currentSegment,
  personOfSegment,
  segmentAt,
  selectedSegments,
  targetFor,
  takesLabels,
  targetTrack,
  unclearPerson,
  type Target
} from './desk-segments'
import { attributeTask } from '../../shared/values/attribute'
import { missingCode, nextCode, offeredCodes } from '../../shared/values/missing-answer'
import { progress, setProgress } from './desk-progress'
import { makePoint, pointSpan } from './desk-points'
import { answerDigit, answerShiftDigit, asksForValue, paintCommand } from './desk-values'
import { pressTime } from './in-turn'
import { pageDigit } from './pages/page-digit'
import { openDialog } from './dialogs'
import { edit, shownSegments } from './drafts'
import { command } from './edit'
import { press, release, type HoldState } from './hold-to-label'
import { effectOf, isSettled, leftText, mappingsOf, partsToMap, usualTable } from './mapped-accept'
import { authorOf, schemeOf, tracksOf, trackOf } from './project'
import { select, selection } from './selection'
import { stepSegment } from './desk-navigate'
import { toast } from './toasts'
import { refusedByLock } from './track-edits'
import { micros } from '../../shared/domain/time'

/** Id of the label that a digit stands for on the track that would receive it; 0 is "cannot rate". */
function labelFor(target: Target, digit: number): string | undefined {
  if (digit === 0) return CANNOT_RATE
  return target.labels.find((label) => label.key === String(digit))?.id
}

/** A digit was pressed: label what is selected, else the selected range, else the segment under the playhead. */
export async function applyDigit(digit: number): Promise<void> {
  const page = pageDigit(digit)
  if (page) return page
  const { recordingId, range } = selection()
  const target = recordingId === undefined ? undefined : targetTrack(recordingId)
  if (recordingId === undefined || !target)
    return toast('There is no scheme to label with.', { hint: 'Make a label scheme in the library first.' })
  const valued = digit > 0 && asksForValue(target.task)
  const label = labelFor(target, digit)
  if (label === undefined && !valued) return toast(`No label of this scheme has the key ${digit}.`)
  const selected = selectedSegments()
  const under = selected.length > 0 || range ? undefined : segmentAt(pressTime())
  const meant = selected.length > 0 ? selected : under ? [under] : []
  const meantTracks = meant.length > 0 ? meant.map((segment) => segment.trackId) : [selection().trackId]
  if (refusedByLock(meantTracks.map(trackOf))) return
  if (meant.every((segment) => !canLabel(segment) && personOfSegment(segment) === undefined)) {
    const unclear = unclearPerson(recordingId, target)
    const authorId = currentAuthorId()
    if (unclear && authorId !== undefined && (meant.length > 0 || range))
      return openDialog({
        id: 'about-whom',
        props: {
          recordingId,
          authorId,
          schemeId: unclear.schemeId,
          attributeId: unclear.attributeId,
          name: unclear.name,
          digit
        }
      })
  }
  const point = !range && meant.length === 0 && target.track?.kind === 'points' ? pressTime() : undefined
  if (valued) {
    const own = meant.flatMap((segment) => (canLabel(segment) ? segment : (mineOver(target, segment) ?? [])))
    const place = range ?? meant[0] ?? (point === undefined ? undefined : pointSpan(point))
    if (own.length > 0 || place) return answerDigit(recordingId, target, digit, { own, place })
  }
  if (label === undefined) return askForPlace()
  if (meant.length > 0) return labelSegments(recordingId, target, meant, label)
  if (point !== undefined) return makePoint(target, point, { label })
  if (range) {
    const made = createCommand(target, range, { label })
    const ids = await edit(recordingId, [...target.before, made.call])
    if (ids) select({ trackId: target.trackId, segmentIds: [made.id], range: undefined })
    return
  }
  askForPlace()
}

const askForPlace = (): void =>
  toast('Select a segment or drag over a stretch first, then press the digit.', {
    hint: 'While playing, hold a digit to label from press to release.'
  })

/** Label segments: mine where they are, those of models, other people and transcripts as segments of mine over the same time. */
async function labelSegments(
  recordingId: string,
  target: Target,
  segments: readonly Segment[],
  label: string
): Promise<void> {
  const own = segments.filter((segment) => canLabel(segment))
  const foreign = segments.filter((segment) => !canLabel(segment))
  if (label === CANNOT_RATE && foreign.length === 0 && (await nextMissing(recordingId, own))) return
  const calls: CommandCall[] =
    own.length > 0
      ? [command('segment-set', { ids: own.map((segment) => segment.id), patch: { label } })]
      : []
  for (const segment of foreign)
    calls.push(labelLike(targetFor(recordingId, personOfSegment(segment), target), segment, label))
  const before = foreign.length > 0 ? target.before : []
  const wordsSelected = segments.length === 1 && trackOf(segments[0]?.trackId)?.kind === 'utterances'
  if ((await edit(recordingId, [...before, ...calls])) && wordsSelected) stepSegment(1)
}

/** "Cannot rate" again gives the next reason that the scheme knows, then none; false where there are no reasons. */
async function nextMissing(recordingId: string, own: readonly Segment[]): Promise<boolean> {
  const [first] = own
  const track = trackOf(first?.trackId)
  const codes = offeredCodes(track && attributeTask(schemeOf(track.schemeId), track.attributeId))
  const alike = own.every(({ label, trackId }) => label === CANNOT_RATE && trackId === track?.id)
  if (!first || !alike || codes.length === 0) return false
  const missing = nextCode(codes, missingCode(first)) ?? null
  await edit(recordingId, [command('segment-set', { ids: own.map(({ id }) => id), patch: { missing } })])
  return true
}

const canLabel = (segment: Segment): boolean => takesLabels(trackOf(segment.trackId))

/** The command that gives my track a label over the time of a segment that is not mine: my segment there is changed, else one is made. */
function labelLike(target: Target, segment: Segment, label: string): CommandCall {
  const mine = mineOver(target, segment)
  if (mine) return command('segment-set', { ids: [mine.id], patch: { label } })
  if (isPrediction(segment))
    return command('prediction-accept', { ids: [segment.id], trackId: target.trackId, label })
  return createCommand(target, segment, { personId: personOfSegment(segment), label }).call
}

/** My segment over the time of somebody else's. */
const mineOver = (target: Target, segment: Segment): Segment | undefined =>
  target.track && bestOverlap(shownSegments(target.track), segment)

/** My segment that shares more than half of both lengths with another. */
function bestOverlap(segments: readonly Segment[], other: Segment): Segment | undefined {
  return segments.find((segment) => {
    const shared = Math.min(segment.end, other.end) - Math.max(segment.start, other.start)
    return shared > 0.5 * Math.max(segment.end - segment.start, other.end - other.start)
  })
}

let held: HoldState = []

/** A digit goes down while playing. */
export function holdDown(digit: number): void {
  const { recordingId } = selection()
  const target = recordingId === undefined ? undefined : targetTrack(recordingId)
  const label = target && labelFor(target, digit)
  if (target?.track?.kind === 'points' && label !== undefined)
    return void makePoint(target, pressTime(), { label })
  held = press(held, digit, pressTime(), performance.now())
  if (!target || label === undefined) return
  // The track may not exist yet: then there is no lane to draw in, and the segment appears on release.
  setProgress({ trackId: target.trackId, making: [...progress().making, { start: pressTime(), label }] })
}

/** A digit comes up again: a tap labels, a hold becomes a segment. */
export async function holdUp(digit: number): Promise<void> {
  const { state, result } = release(held, digit, pressTime(), performance.now())
  held = state
  const { recordingId } = selection()
  const target = recordingId === undefined ? undefined : targetTrack(recordingId)
  const label = target && labelFor(target, digit)
  setProgress({ making: progress().making.filter((each) => each.label !== label) })
  if (result.kind === 'tap') return applyDigit(digit)
  if (result.kind !== 'segment' || recordingId === undefined || !target || label === undefined) return
  if (refusedByLock([trackOf(selection().trackId)])) return
  const made = createCommand(target, { start: micros(result.start), end: micros(result.end) }, { label })
  const span = { start: result.start, end: result.end }
  const say = paintCommand(target, span, label) ?? made.call
  if (await edit(recordingId, [...target.before, say])) select({ trackId: target.trackId, segmentIds: [] })
}

/** Set intensity or confidence of the selected segments. */
export async function setRating(patch: {
  readonly intensity?: number
  readonly confidence?: number
}): Promise<void> {
  const { recordingId } = selection()
  const meant = currentSegment()
  const own = (selectedSegments().length > 0 ? selectedSegments() : meant ? [meant] : []).filter(canLabel)
  const ids = own.map((segment) => segment.id)
  if (recordingId !== undefined && patch.intensity !== undefined)
    if (await answerShiftDigit(recordingId, own, patch.intensity)) return
  if (ids.length === 0 && refusedByLock([trackOf(meant?.trackId)])) return
  if (recordingId === undefined || ids.length === 0) return toast('Select a segment of yours first.')
  await edit(recordingId, [command('segment-set', { ids, patch })])
}

/** Whether what is selected is a prediction, so that it can be accepted or rejected. */
export const predictionSelected = (): boolean => selectedSegments().some(isPrediction)

const isPrediction = (segment: Segment): boolean =>
  authorOf(trackOf(segment.trackId)?.authorId)?.kind === 'model'

const selectedPredictions = (): readonly string[] =>
  selectedSegments()
    .filter(isPrediction)
    .map((segment) => segment.id)

/** Take predictions over into my track with their labels; where they came from is kept. */
export async function acceptPredictions(): Promise<void> {
  const { recordingId } = selection()
  const chosen = selectedSegments().filter(isPrediction)
  if (recordingId === undefined || chosen.length === 0) return
  const track = targetTrack(recordingId)?.track
  const parts = track ? partsToMap(chosen, track) : []
  const asks = parts.some((part) => !isSettled(part, usualTable(part)))
  const ids = chosen.map((segment) => segment.id)
  const { mapped, left } = effectOf(parts, {})
  if (track && (asks || (left > 0 && mapped === 0)))
    return openDialog({ id: 'map-predictions', props: { recordingId, segmentIds: ids, trackId: track.id } })
  const mappings = mappingsOf(parts, {})
  const accept = command('prediction-accept', { ids, trackId: track?.id, mappings })
  if (!(await edit(recordingId, [accept]))) return
  const text = leftText(left)
  if (text !== undefined) toast(text)
  stepSegment(1)
}

/** Mark predictions as wrong without saying what is right. */
export async function rejectPredictions(): Promise<void> {
  const { recordingId } = selection()
  const ids = selectedPredictions()
  if (recordingId === undefined || ids.length === 0) return
  if (await edit(recordingId, [command('prediction-reject', { ids })])) stepSegment(1)
}

/** My other tracks here, for the shift-drag of a boundary across tracks. */
export const editableTrackIds = (recordingId: string): readonly string[] =>
  tracksOf(recordingId)
    .filter((track) => canEdit(track))
    .map((track) => track.id)
