import { comparedOf } from '../../session/compared-item'
import type { QueueItem } from '../../session/selection'

/** Ways to order the sample queue. `given` is the order it came in. */
export const queueOrders = [
  { id: 'given', title: 'By recording and time' },
  { id: 'surest', title: 'Surest first' },
  { id: 'unsure', title: 'Least sure first' },
  { id: 'longest', title: 'Longest first' },
  { id: 'shortest', title: 'Shortest first' }
] as const
export type QueueOrder = (typeof queueOrders)[number]['id']

/** The items in another order; items without a confidence go last, ties stay as they came. */
export function orderQueue(given: readonly QueueItem[], order: QueueOrder): readonly QueueItem[] {
  if (order === 'given') return given
  if (order === 'longest' || order === 'shortest') {
    const direction = order === 'longest' ? -1 : 1
    return [...given].sort((a, b) => direction * (a.end - a.start - (b.end - b.start)))
  }
  const direction = order === 'surest' ? -1 : 1
  return [...given].sort((a, b) => {
    const first = comparedOf(a)?.confidence
    const second = comparedOf(b)?.confidence
    if (first === undefined || second === undefined)
      return first === second ? 0 : first === undefined ? 1 : -1
    return direction * (first - second)
  })
}
