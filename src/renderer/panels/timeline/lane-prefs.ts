import { z } from 'zod'
import { modelsShown } from '../../session/models-shown'
import { makeStore } from '../../session/store'
import { readUiState, saveUiState } from '../../session/ui-state'
import { noPrefs, type LanePrefs } from './lanes'

const Stored = z.object({
  order: z.array(z.string()),
  hidden: z.array(z.string()),
  heights: z.record(z.string(), z.number()),
  withoutModels: z.boolean().optional()
})

/** Choices of the difference lane: which two tracks of a recording; absent means the usual pair. */
export interface DifferencePair {
  readonly referenceTrackId: string | undefined
  readonly candidateTrackId: string | undefined
}

/** Width of the column of names, in pixels. */
export const GUTTER = { usual: 132, least: 72, most: 420 } as const

interface Prefs {
  readonly gutterPx: number
  readonly lanes: LanePrefs
  readonly pair: DifferencePair
}

export const prefsStore = makeStore<Prefs>({
  gutterPx: GUTTER.usual,
  lanes: noPrefs,
  pair: { referenceTrackId: undefined, candidateTrackId: undefined }
})
// The picture hides the faces of models along with their lanes.
prefsStore.subscribe(({ lanes }) => modelsShown.setState({ shown: lanes.withoutModels !== true }))
export const usePrefs = <T>(selector: (state: Prefs) => T): T => prefsStore(selector)

/** Change how lanes are arranged; remembered with the project. */
export function setLanes(change: Partial<LanePrefs>): void {
  const lanes = { ...prefsStore.getState().lanes, ...change }
  prefsStore.setState({ lanes })
  saveUiState('timeline-lanes', lanes)
}

/** Change the width of the column of names; remembered with the project. */
export function setGutter(widthPx: number): void {
  const gutterPx = clampGutter(widthPx)
  prefsStore.setState({ gutterPx })
  saveUiState('timeline-gutter', gutterPx)
}

const clampGutter = (widthPx: number): number =>
  Math.round(Math.max(GUTTER.least, Math.min(GUTTER.most, widthPx)))

export const setPair = (change: Partial<DifferencePair>): void =>
  prefsStore.setState(({ pair }) => ({ pair: { ...pair, ...change } }))

/** Read the arrangement of the project that is open now. */
export async function recallLanes(): Promise<void> {
  const [lanes, gutter] = await Promise.all([readUiState('timeline-lanes'), readUiState('timeline-gutter')])
  const stored = Stored.safeParse(lanes)
  prefsStore.setState({
    gutterPx: typeof gutter === 'number' ? clampGutter(gutter) : GUTTER.usual,
    lanes: stored.success ? stored.data : noPrefs,
    pair: { referenceTrackId: undefined, candidateTrackId: undefined }
  })
}
