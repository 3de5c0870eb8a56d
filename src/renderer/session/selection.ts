import type { Micros } from '../../shared/domain/time'
import { makeStore } from './store'

/** A span of time on the recording's clock. */
export interface TimeRange {
  readonly start: Micros
  readonly end: Micros
}

/** One moment worth looking at: from a confusion cell, a slice, a search or a list of problems. */
export interface QueueItem {
  readonly recordingId: string
  readonly segmentId?: string
  readonly trackId?: string
  readonly start: Micros
  readonly end: Micros
  /** What is to be seen here, for instance "Gold: Angry, Face model: Sad". */
  readonly note?: string
}

/** The sample queue. `index` is the item looked at, -1 before the first. */
export interface SampleQueue {
  readonly title: string
  readonly items: readonly QueueItem[]
  readonly index: number
}

/** A wish to the clock. `id` grows with each wish, so the same time can be asked for twice. */
export interface SeekRequest {
  readonly id: number
  readonly time: Micros
  readonly play: boolean
  /** Stop here when playing. */
  readonly until?: Micros
}

/** The one selection of this window. */
export interface Selection {
  readonly recordingId: string | undefined
  readonly trackId: string | undefined
  readonly segmentIds: readonly string[]
  readonly personId: string | undefined
  /** Span dragged on the timeline. */
  readonly range: TimeRange | undefined
  /** Model run whose record the inspector shows. */
  readonly runId: string | undefined
  readonly queue: SampleQueue | undefined
  readonly seekRequest: SeekRequest | undefined
}

const nothing: Selection = {
  recordingId: undefined,
  trackId: undefined,
  segmentIds: [],
  personId: undefined,
  range: undefined,
  runId: undefined,
  queue: undefined,
  seekRequest: undefined
}

export const selectionStore = makeStore<Selection>(nothing)
export const useSelection = <T>(selector: (state: Selection) => T): T => selectionStore(selector)
export const selection = (): Selection => selectionStore.getState()

type Selectable = Partial<Pick<Selection, 'trackId' | 'segmentIds' | 'personId' | 'range' | 'runId'>>

/** Change parts of the selection within the open recording; parts not named stay. Naming segments leaves the run. */
export function select(change: Selectable): void {
  selectionStore.setState(
    change.segmentIds && change.segmentIds.length > 0 ? { runId: undefined, ...change } : change
  )
}

/** Show a recording; what was selected in another one is let go. */
export function openRecording(recordingId: string | undefined, change: Selectable = {}): void {
  const same = selection().recordingId === recordingId
  const cleared = same
    ? {}
    : { trackId: undefined, segmentIds: [], personId: undefined, range: undefined, seekRequest: undefined }
  selectionStore.setState({ runId: undefined, ...cleared, ...change, recordingId })
}

/** Ask the clock to go to a time. */
export function requestSeek(
  time: Micros,
  options: { readonly play?: boolean; readonly until?: Micros } = {}
): void {
  const id = (selection().seekRequest?.id ?? 0) + 1
  selectionStore.setState({ seekRequest: { id, time, play: options.play ?? false, until: options.until } })
}

/** Fill the sample queue; opens its first item unless `start` says not to. */
export function setQueue(
  title: string,
  items: readonly QueueItem[],
  start: 'first' | 'wait' = 'first'
): void {
  selectionStore.setState({ queue: { title, items, index: -1 } })
  if (start === 'first') goToQueueItem(0)
}

/** Next (+1) or previous (-1) item of the queue; stops at both ends. Answers the item gone to. */
export function stepQueue(step: 1 | -1): QueueItem | undefined {
  const { queue } = selection()
  if (!queue) return undefined
  return goToQueueItem(Math.min(queue.items.length - 1, Math.max(0, queue.index + step)))
}

/** Open an item of the queue and play exactly its span. */
export function goToQueueItem(index: number, play = true): QueueItem | undefined {
  const { queue } = selection()
  const item = queue?.items[index]
  if (!queue || !item) return undefined
  selectionStore.setState({ queue: { ...queue, index } })
  openRecording(item.recordingId, {
    ...(item.trackId === undefined ? {} : { trackId: item.trackId }),
    segmentIds: item.segmentId === undefined ? [] : [item.segmentId],
    range: { start: item.start, end: item.end }
  })
  requestSeek(item.start, { play, until: item.end })
  return item
}

/** Put the queue away. */
export const closeQueue = (): void => selectionStore.setState({ queue: undefined })

/** Let everything go, for instance when another project opens. */
export const clearSelection = (): void => selectionStore.setState(nothing)
