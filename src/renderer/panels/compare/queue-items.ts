import type { CallInput } from '../../../shared/contract'
import type { ComparisonItem } from '../../../shared/compare/report'
import { labelOf } from '../../../shared/domain/labels'
import { micros } from '../../../shared/domain/time'
import type { SchemeRow, Track } from '../../../shared/domain/rows'
import { call } from '../../client'
import type { ComparedItem, ComparisonAxes } from '../../session/compared-item'
import { authorOf, schemeOf, tracksOf } from '../../session/project'
import { setQueue } from '../../session/selection'
import { toast } from '../../session/toasts'
import type { Query } from './choice'

/** Which moments: one cell (both), a row (reference), a column (candidate), all errors, or all. */
export type ItemFilter = Pick<CallInput<'compare.items'>, 'reference' | 'candidate' | 'onlyErrors'>

/** What a list of moments needs to know of the comparison it came from. */
export interface QueueContext {
  readonly query: Query
  readonly axes: ComparisonAxes
  readonly scheme: SchemeRow | undefined
  readonly referenceName: string
  readonly candidateName: string
  readonly tracksOf: (recordingId: string) => readonly Pick<Track, 'id' | 'authorId'>[]
}

/** Items of a comparison as moments of the sample queue, in the same order. */
export function queueItems(items: readonly ComparisonItem[], context: QueueContext): readonly ComparedItem[] {
  const { query, axes, scheme } = context
  const name = (label: string): string => labelOf(scheme, label, axes.attributeId)?.name ?? label
  const only = new Map<string, string | undefined>()
  const trackIn = (recordingId: string): string | undefined => {
    if (!only.has(recordingId)) {
      const own = context.tracksOf(recordingId).filter((track) => track.authorId === query.referenceAuthorId)
      only.set(recordingId, own.length === 1 ? own[0]?.id : undefined)
    }
    return only.get(recordingId)
  }
  return items.map((item) => ({
    recordingId: item.recordingId,
    segmentId: item.referenceSegmentId,
    trackId: trackIn(item.recordingId),
    start: micros(item.start),
    end: micros(item.end),
    note: `${context.referenceName}: ${name(item.reference)}, ${context.candidateName}: ${name(item.candidate)}`,
    compared: {
      referenceSegmentId: item.referenceSegmentId,
      candidateSegmentId: item.candidateSegmentId,
      reference: item.reference,
      candidate: item.candidate,
      overlapShare: item.overlapShare,
      confidence: item.confidence,
      personId: item.personId,
      referenceAuthorId: query.referenceAuthorId,
      candidateAuthorId: query.candidateAuthorId,
      axes
    }
  }))
}

/** Name of a list of moments: "Anger → Sadness", "Anger, all", "All errors". */
export function queueTitle(
  filter: ItemFilter,
  context: Pick<QueueContext, 'scheme' | 'axes' | 'referenceName' | 'candidateName'>
): string {
  const name = (label: string): string =>
    labelOf(context.scheme, label, context.axes.attributeId)?.name ?? label
  const { reference, candidate, onlyErrors } = filter
  if (reference !== undefined && candidate !== undefined)
    return reference === candidate ? `${name(reference)}, both` : `${name(reference)} → ${name(candidate)}`
  const what = onlyErrors ? 'errors' : 'all'
  if (reference !== undefined) return `${context.referenceName} says ${name(reference)}, ${what}`
  if (candidate !== undefined) return `${context.candidateName} says ${name(candidate)}, ${what}`
  return onlyErrors ? 'All errors' : 'All items'
}

/**
 * Read the moments of a part of the matrix, put them in the queue and play the first. Answers the name of the list,
 * or undefined where there is nothing: then the queue stays as it is.
 */
export async function openItems(
  query: Query,
  { schemeId, attributeId }: ComparisonAxes,
  filter: ItemFilter
): Promise<string | undefined> {
  const axes: ComparisonAxes = { schemeId, attributeId }
  const items = await call('compare.items', { ...query, ...filter })
  if (items.length === 0) {
    toast('There is no such moment.')
    return undefined
  }
  const context: QueueContext = {
    query,
    axes,
    scheme: schemeOf(axes.schemeId),
    referenceName: authorOf(query.referenceAuthorId)?.name ?? 'Reference',
    candidateName: authorOf(query.candidateAuthorId)?.name ?? 'Candidate',
    tracksOf
  }
  const title = queueTitle(filter, context)
  setQueue(title, queueItems(items, context))
  return title
}
