import type { CallInput } from '../../../shared/contract'
import { micros } from '../../../shared/domain/time'
import { call } from '../../client'
import { authorOf, recordingOf } from '../../session/project'
import { setQueue } from '../../session/selection'
import { toast } from '../../session/toasts'
import type { TraceQuery } from './trace-choice'

/** Which stretches: all, of a pair, or of a recording. */
export type TraceFilter = Pick<CallInput<'agreement.traceMoments'>, 'pair' | 'recordingId'>

/** Put the stretches in which annotators are farthest apart into the queue and play the first; answers the name of the list. */
export async function openTraceMoments(query: TraceQuery, filter: TraceFilter): Promise<string | undefined> {
  const moments = await call('agreement.traceMoments', { ...query, ...filter })
  if (moments.length === 0) {
    toast('They are never farther apart than a tenth of the scale.')
    return undefined
  }
  const name = (id: string): string => authorOf(id)?.name ?? 'Gone'
  const title = filter.pair
    ? `${name(filter.pair[0])} and ${name(filter.pair[1])} far apart in ${query.dim}`
    : filter.recordingId === undefined
      ? `Far apart in ${query.dim}`
      : `Far apart in ${query.dim} in ${recordingOf(filter.recordingId)?.name ?? 'a recording that is gone'}`
  setQueue(
    title,
    moments.map(({ recordingId, start, end, said }) => ({
      recordingId,
      start: micros(start),
      end: micros(end),
      note: said.map(({ authorId, value }) => `${name(authorId)}: ${value.toFixed(2)}`).join(', ')
    }))
  )
  return title
}
