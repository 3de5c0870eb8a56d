import { showCompareView } from './compare-views'
import { makeStore } from './store'

/** Whether the Compare panel shows emotion diarization, and which label it takes for no emotion; absent: the one called neutral. */
interface DiarizationState {
  readonly open: boolean
  readonly neutral?: string | undefined
}

const store = makeStore<DiarizationState>({ open: false })
export const useDiarization = (): DiarizationState => store()
export const setDiarization = (patch: Partial<DiarizationState>): void => store.setState(patch)

/** Show how long two authors differ in emotion, recording by recording. */
export function showDiarization(): void {
  setDiarization({ open: true })
  showCompareView('confusion')
}
