import { eventTexts } from '../../../../../shared/analysis/temporal/segment-events'
import type { MomentSelection, SegmentMoment } from '../../../../../shared/contract/temporal'
import type { Label } from '../../../../../shared/domain/scheme'
import { micros } from '../../../../../shared/domain/time'
import { call } from '../../../../client'
import type { ComparedItem, ComparisonAxes } from '../../../../session/compared-item'
import { setQueue, type QueueItem } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { signedMs } from './error-bars'
import type { SegmentsQuery } from './query'

/**
 * Put the moments of a part of the report into the queue and play the first. Answers the name of the list, or undefined
 * where there is none: then the queue stays as it is.
 */
export async function openMoments(
  query: SegmentsQuery,
  selection: MomentSelection,
  labelOf: (id: string) => Label
): Promise<string | undefined> {
  const { moments, total, schemeId, attributeId } = await call('analysis.segmentMoments', {
    ...query,
    selection
  })
  if (moments.length === 0) {
    toast('There is no such moment.')
    return undefined
  }
  const axes: ComparisonAxes = { schemeId, ...(attributeId === undefined ? {} : { attributeId }) }
  const title = titleOf(selection, labelOf)
  const shown = total > moments.length ? `${title} (first ${moments.length} of ${total})` : title
  setQueue(
    shown,
    moments.map((moment) => itemOf(moment, query, axes, labelOf))
  )
  return shown
}

function titleOf(selection: MomentSelection, labelOf: (id: string) => Label): string {
  if (selection.by === 'edge')
    return `${selection.edge === 'start' ? 'Starts' : 'Ends'} off by ${signedMs(selection.fromMs ?? 0)} to ${signedMs(selection.toMs ?? 0)} ms`
  const what =
    selection.by === 'hit'
      ? 'Hits'
      : selection.kind === undefined
        ? 'What did not hit'
        : eventTexts[selection.kind].title
  return selection.label === undefined
    ? what
    : `${labelOf(selection.label).name}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`
}

/** A moment as an item of the queue; where both sides have a segment, its label can be put right there. */
function itemOf(
  moment: SegmentMoment,
  query: SegmentsQuery,
  axes: ComparisonAxes,
  labelOf: (id: string) => Label
): QueueItem | ComparedItem {
  const { recordingId, reference, candidate, referenceIds, candidateIds, personId } = moment
  const [own, theirs] = [referenceIds[0], candidateIds[0]]
  const segmentId = own ?? theirs
  const base: QueueItem = {
    recordingId,
    start: micros(moment.start),
    end: micros(moment.end),
    note: noteOf(moment, labelOf),
    ...(segmentId === undefined ? {} : { segmentId })
  }
  if (own === undefined || theirs === undefined || reference === undefined || candidate === undefined)
    return base
  return {
    ...base,
    compared: {
      referenceSegmentId: own,
      candidateSegmentId: theirs,
      reference,
      candidate,
      overlapShare: 1,
      ...(personId === undefined ? {} : { personId }),
      referenceAuthorId: query.referenceAuthorId,
      candidateAuthorId: query.candidateAuthorId,
      axes
    }
  }
}

function noteOf(moment: SegmentMoment, labelOf: (id: string) => Label): string {
  const [own, theirs] = [moment.reference, moment.candidate].map((id) => id && labelOf(id).name)
  const parts = Math.max(moment.referenceIds.length, moment.candidateIds.length)
  switch (moment.kind) {
    case 'hit':
      return moment.errorMs === undefined ? `Hit: ${own}` : `${own}, ${signedMs(moment.errorMs)} ms`
    case 'missed':
      return `Missed: ${own}`
    case 'false-alarm':
      return `False alarm: ${theirs}`
    case 'confused':
      return `Confused: ${own} → ${theirs}`
    case 'misplaced':
      return `Misplaced: ${own}`
    case 'merged':
      return `Merged: ${parts} × ${own} in one`
    case 'split':
      return `Split: ${own} in ${parts}`
  }
}
