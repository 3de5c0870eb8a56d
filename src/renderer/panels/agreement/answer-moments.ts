import type { CallInput } from '../../../shared/contract'
import { micros } from '../../../shared/domain/time'
import { call } from '../../client'
import { currentAuthorId } from '../../session/author'
import { authorOf, recordingOf } from '../../session/project'
import { setQueue } from '../../session/selection'
import { toast } from '../../session/toasts'
import { plural } from '../../ui/format'
import type { AnswerQuery } from './answer-choice'

/** Which units: all, of a pair, or of a recording. */
export type AnswerFilter = Pick<CallInput<'agreement.answerMoments'>, 'pair' | 'recordingId'>

/** Put the units on which annotators are farthest apart into the queue and play the first; answers the name of the list. */
export async function openAnswerMoments(
  query: AnswerQuery,
  measureName: string,
  filter: AnswerFilter
): Promise<string | undefined> {
  const { items, total } = await call('agreement.answerMoments', { ...query, ...filter })
  if (total === 0) {
    toast('They say the same wherever two of them answered.')
    return undefined
  }
  const name = (id: string): string => authorOf(id)?.name ?? 'Gone'
  const title = filter.pair
    ? `${name(filter.pair[0])} and ${name(filter.pair[1])} apart in ${measureName}`
    : filter.recordingId === undefined
      ? `Apart in ${measureName}`
      : `Apart in ${measureName} in ${recordingOf(filter.recordingId)?.name ?? 'a recording that is gone'}`
  const me = currentAuthorId()
  setQueue(
    title,
    items.map(({ recordingId, start, end, said }) => ({
      recordingId,
      segmentId: (said.find(({ authorId }) => authorId === me) ?? said[0])?.segmentId,
      start: micros(start),
      end: micros(end),
      note: said
        .map(
          ({ authorId, value }) => `${name(authorId)}: ${Number.isInteger(value) ? value : value.toFixed(2)}`
        )
        .join(', ')
    }))
  )
  const cut = total - items.length
  if (cut > 0) toast(`${title}: the last ${plural(cut, 'unit')} left out.`)
  return title
}
