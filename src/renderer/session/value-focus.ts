import { makeStore } from './store'

/** What the next key means in a value of several parts: the label last touched, and the dimension or axis to be answered. */
interface ValueFocus {
  readonly segmentId: string | undefined
  readonly label: string | undefined
  readonly part: number
}

const focusStore = makeStore<ValueFocus>({ segmentId: undefined, label: undefined, part: 0 })

/** The focus inside a segment's value; another segment begins at its first part. */
export function focusIn(segmentId: string): Pick<ValueFocus, 'label' | 'part'> {
  const focus = focusStore.getState()
  return focus.segmentId === segmentId ? focus : { label: undefined, part: 0 }
}

/** The dimension or axis that the next digit answers. */
export const useFocusedPart = (segmentId: string): number =>
  focusStore((focus) => (focus.segmentId === segmentId ? focus.part : 0))

/** The label that Shift with a digit gives an intensity. */
export const useFocusedLabel = (segmentId: string): string | undefined =>
  focusStore((focus) => (focus.segmentId === segmentId ? focus.label : undefined))

export const focusLabel = (segmentId: string, label: string): void =>
  focusStore.setState({ segmentId, label, part: 0 })
export const focusPart = (segmentId: string, part: number): void =>
  focusStore.setState({ segmentId, label: undefined, part })
