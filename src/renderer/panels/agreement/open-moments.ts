import type { AgreementItem } from '../../../shared/agreement/report'
import type { CallInput } from '../../../shared/contract'
import { labelOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import { call } from '../../client'
import { currentAuthorId } from '../../session/author'
import type { ComparedItem, ComparisonAxes } from '../../session/compared-item'
import { authorOf, personOf, recordingOf, schemeOf } from '../../session/project'
import { setQueue } from '../../session/selection'
import type { QueueItem } from '../../session/selection'
import { toast } from '../../session/toasts'
import { plural } from '../../ui/format'
import type { Query } from './choice'

/** Which moments of disagreement: all, of a pair, a recording, a person, or a label. */
export type MomentFilter = Pick<
  CallInput<'agreement.items'>,
  'pair' | 'recordingId' | 'personId' | 'label' | 'order'
>

/** What a list of moments needs to know to be read. */
export interface MomentContext {
  readonly axes: ComparisonAxes
  readonly scheme: SchemeRow | undefined
  readonly authorName: (id: string) => string
  /** Whose segment is selected when a moment opens; the first annotator's when that person says nothing there. */
  readonly me: string | undefined
  readonly pair: readonly [string, string] | undefined
}

/** Moments as items of the sample queue. Those of a pair can be put right there, as moments of a comparison. */
export function momentItems(
  items: readonly AgreementItem[],
  context: MomentContext
): readonly (QueueItem | ComparedItem)[] {
  const name = (label: string): string =>
    labelOf(context.scheme, label, context.axes.attributeId)?.name ?? label
  return items.map((item) => {
    const own = item.said.find(({ authorId }) => authorId === context.me) ?? item.said[0]
    const base: QueueItem = {
      recordingId: item.recordingId,
      segmentId: own?.segmentId,
      start: micros(item.start),
      end: micros(item.end),
      note: item.said
        .map(({ authorId, label }) => `${context.authorName(authorId)}: ${name(label)}`)
        .join(', ')
    }
    const [reference, candidate] = item.said
    if (!context.pair || !reference || !candidate) return base
    return {
      ...base,
      segmentId: reference.segmentId,
      compared: {
        referenceSegmentId: reference.segmentId,
        candidateSegmentId: candidate.segmentId,
        reference: reference.label,
        candidate: candidate.label,
        overlapShare: 1,
        personId: item.personId,
        referenceAuthorId: reference.authorId,
        candidateAuthorId: candidate.authorId,
        axes: context.axes
      }
    }
  })
}

/** Name of a list of moments. */
export function momentsTitle(
  filter: MomentFilter,
  names: {
    readonly author: (id: string) => string
    readonly recording: (id: string) => string
    readonly person: (id: string) => string
    readonly label: (id: string) => string
  }
): string {
  if (filter.pair) return `${names.author(filter.pair[0])} and ${names.author(filter.pair[1])} differ`
  if (filter.recordingId !== undefined) return `Disagreement in ${names.recording(filter.recordingId)}`
  if (filter.personId !== undefined)
    return `Disagreement about ${filter.personId === null ? 'nobody in particular' : names.person(filter.personId)}`
  if (filter.label !== undefined) return `Disagreement about ${names.label(filter.label)}`
  return filter.order === 'split' ? 'Most divided first' : 'All disagreements'
}

/** Read the moments, put them in the queue and play the first. Answers the name of the list, undefined where there is none. */
export async function openMoments(
  query: Query,
  axes: ComparisonAxes,
  filter: MomentFilter,
  shortestMs: number
): Promise<string | undefined> {
  const found = await call('agreement.items', { ...query, ...filter, shortestMs })
  const short = `${plural(found.shorter, 'moment')} shorter than ${shortestMs / 1000} s`
  if (found.total === 0) {
    toast(
      found.shorter > 0 ? `They differ only in ${short}.` : 'They agree wherever two of them have a label.'
    )
    return undefined
  }
  const scheme = schemeOf(axes.schemeId)
  const authorName = (id: string): string => authorOf(id)?.name ?? 'Gone'
  const title = momentsTitle(filter, {
    author: authorName,
    recording: (id) => recordingOf(id)?.name ?? 'a recording that is gone',
    person: (id) => personOf(id)?.name ?? 'somebody who is gone',
    label: (id) => labelOf(scheme, id, axes.attributeId)?.name ?? id
  })
  const items = momentItems(found.items, {
    axes: { schemeId: axes.schemeId, attributeId: axes.attributeId },
    scheme,
    authorName,
    me: currentAuthorId(),
    pair: filter.pair
  })
  setQueue(title, items)
  const cut = found.total - found.items.length
  const notes = [
    ...(found.shorter > 0 ? [`${short} left out`] : []),
    ...(cut > 0 ? [`the last ${plural(cut, 'moment')} left out`] : [])
  ]
  if (notes.length > 0) toast(`${title}: ${notes.join(', ')}.`)
  return title
}
