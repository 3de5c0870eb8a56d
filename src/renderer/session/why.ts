import type { ChangedAnswer, ExplainQuery } from '../../shared/contract/explain'
import { micros, type Micros } from '../../shared/domain/time'
import type { Explained, InputChange } from '../../shared/explain/explained'
import { call } from '../client'
import { clock } from './clock'
import { segmentOf } from './project'
import { selection } from './selection'
import { makeStore } from './store'
import { toastError } from './toasts'

/** Why a model says so, as this window shows it. */
export interface WhyState {
  readonly explained: { readonly query: ExplainQuery; readonly made: Explained } | undefined
  readonly explaining: boolean
  readonly changed: { readonly changes: readonly InputChange[]; readonly answer: ChangedAnswer } | undefined
  readonly changing: boolean
  /** What is drawn over the video: hidden parts, or an output's heatmap. */
  readonly onVideo: 'parts' | { readonly output: string } | undefined
  /** The panel is open. */
  readonly watched: boolean
}

const nothing: WhyState = {
  explained: undefined,
  explaining: false,
  changed: undefined,
  changing: false,
  onVideo: 'parts',
  watched: false
}

export const whyStore = makeStore<WhyState>(nothing)

/** Let everything go, for instance when another project opens. */
export const clearWhy = (): void => {
  const { watched, onVideo } = whyStore.getState()
  whyStore.setState({ ...nothing, watched, onVideo })
}

/** Say that the panel is open; returns what says that it is closed. */
export function watchWhy(): () => void {
  whyStore.setState({ watched: true })
  return () => whyStore.setState({ watched: false })
}

/** The moment that is meant: the chosen segment, or where the playhead stands; undefined without a recording. */
export function momentMeant():
  { readonly recordingId: string; readonly segmentId?: string; readonly time: Micros } | undefined {
  const { recordingId, segmentIds } = selection()
  if (recordingId === undefined) return undefined
  const segment = segmentIds.length === 1 ? segmentOf(recordingId, segmentIds[0] ?? '') : undefined
  if (!segment) return { recordingId, time: clock.get() }
  return {
    recordingId,
    segmentId: segment.id,
    time: micros(Math.round((segment.start + segment.end) / 2))
  }
}

/** Ask why; what was said of another moment stays until the answer is there. */
export async function explain(query: ExplainQuery): Promise<void> {
  whyStore.setState({ explaining: true })
  try {
    const made = await call('model.explain', query)
    if (made) whyStore.setState({ explained: { query, made }, changed: undefined })
  } catch (error) {
    toastError(error)
  } finally {
    whyStore.setState({ explaining: false })
  }
}

/** Ask what would be. */
export async function tryChange(query: ExplainQuery, changes: readonly InputChange[]): Promise<void> {
  whyStore.setState({ changing: true })
  try {
    const answer = await call('model.change', { ...query, changes: [...changes] })
    if (answer) whyStore.setState({ changed: { changes, answer } })
  } catch (error) {
    toastError(error)
  } finally {
    whyStore.setState({ changing: false })
  }
}
