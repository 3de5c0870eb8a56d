import type { AssignmentItem } from '../../../shared/domain/study'

const ORDER: readonly AssignmentItem['state'][] = ['open', 'started', 'finished', 'locked']

/** Whether work has come further than other work; what is locked elsewhere counts as finished here. */
export const isFurther = (state: AssignmentItem['state'], than: AssignmentItem['state']): boolean =>
  ORDER.indexOf(state === 'locked' ? 'finished' : state) > ORDER.indexOf(than)
