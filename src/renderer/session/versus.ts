import type { CallInput, CallOutput } from '../../shared/contract'
import { micros } from '../../shared/domain/time'
import type { Action } from './actions'
import { call } from '../client'
import { clock } from './clock'
import { keptChoice } from './kept-choice'
import { project } from './project'
import { orderedIds } from './recording-order'
import { openRecording, requestSeek, select, selection } from './selection'
import { makeStore } from './store'
import { toast } from './toasts'
import { viewport } from './viewport'

/** Which candidate is A, and what is drawn together when scores are resampled. */
export interface VersusChoice {
  readonly baselineId?: string
  readonly cluster: 'person' | 'group' | 'recording' | 'item'
}

const clusters = ['person', 'group', 'recording', 'item'] as const

/** Chosen once for a project. */
export const versusChoice = keptChoice<VersusChoice>('compare-versus', { cluster: 'person' }, (stored) => {
  const field = (name: string): unknown =>
    typeof stored === 'object' && stored !== null
      ? Object.entries(stored).find(([key]) => key === name)?.[1]
      : undefined
  const baseline = field('baselineId')
  return {
    cluster: clusters.find((cluster) => cluster === field('cluster')) ?? 'person',
    ...(typeof baseline === 'string' ? { baselineId: baseline } : {})
  }
})

type Query = Omit<CallInput<'analysis.versusStretches'>, 'recordingId'>

/** The comparison that the timeline shows and the keys jump through; undefined until one was looked at. */
export interface VersusShown {
  readonly query: Query
  /** Revision it was read at. */
  readonly revision: number
  readonly recordings: CallOutput<'analysis.versus'>['recordings']
}

interface Shown {
  readonly projectId: string | undefined
  readonly shown: VersusShown | undefined
}
const shownStore = makeStore<Shown>({ projectId: undefined, shown: undefined })
export const showVersus = (shown: VersusShown): void =>
  shownStore.setState({ projectId: project().snapshot?.project.id, shown })
export const useVersusShown = (): VersusShown | undefined => shownStore((state) => state.shown)
/** That of another project is nobody's any more. */
export function versusShown(): VersusShown | undefined {
  const { projectId, shown } = shownStore.getState()
  return projectId === project().snapshot?.project.id ? shown : undefined
}

/** Whether the timeline of a recording has a lane of it. */
export const hasVersusLane = (shown: VersusShown | undefined, recordingId: string): boolean =>
  shown?.recordings.some((entry) => entry.recordingId === recordingId) ?? false

type Verdict = 'fixed' | 'broken'

/** Go to the next stretch that B put right or broke, in this recording or in the next one that has one, and play it. */
async function jump(verdict: Verdict, direction: 1 | -1): Promise<void> {
  const shown = versusShown()
  if (!shown) return
  const order = orderedIds()
  const here = selection().recordingId
  const filled = new Set(
    shown.recordings.filter((entry) => entry[verdict] > 0).map(({ recordingId }) => recordingId)
  )
  const from = here === undefined ? -1 : order.indexOf(here)
  const ahead = direction > 0 ? order.slice(Math.max(0, from)) : order.slice(0, from + 1).reverse()
  for (const recordingId of ahead.filter((id) => filled.has(id))) {
    const stretches = (await call('analysis.versusStretches', { ...shown.query, recordingId })).filter(
      (stretch) => stretch.verdict === verdict
    )
    const now = recordingId === here ? clock.get() : direction > 0 ? -1 : Infinity
    const next =
      direction > 0
        ? stretches.find(({ start }) => start > now)
        : stretches.findLast(({ end, start }) => start < now && end <= now)
    if (!next) continue
    const range = { start: micros(next.start), end: micros(next.end) }
    if (recordingId === here) select({ range })
    else openRecording(recordingId, { range })
    requestSeek(range.start, { play: true, until: range.end })
    viewport.getState().reveal(next.start, next.end)
    return
  }
  toast(
    `There is no ${direction > 0 ? 'further' : 'earlier'} stretch that B ${verdict === 'fixed' ? 'put right' : 'broke'}.`
  )
}

const shownNow = (): boolean => versusShown() !== undefined

/** Keys that go from one difference of two candidates to the next. */
export const versusActions: readonly Action[] = [
  {
    id: 'versus.nextFixed',
    title: 'Next stretch that B put right',
    group: 'Analysis',
    keys: ['Alt+Period'],
    when: shownNow,
    run: () => jump('fixed', 1)
  },
  {
    id: 'versus.previousFixed',
    title: 'Previous stretch that B put right',
    group: 'Analysis',
    keys: ['Alt+Comma'],
    when: shownNow,
    run: () => jump('fixed', -1)
  },
  {
    id: 'versus.nextBroken',
    title: 'Next stretch that B broke',
    group: 'Analysis',
    keys: ['Alt+Shift+Period'],
    when: shownNow,
    run: () => jump('broken', 1)
  },
  {
    id: 'versus.previousBroken',
    title: 'Previous stretch that B broke',
    group: 'Analysis',
    keys: ['Alt+Shift+Comma'],
    when: shownNow,
    run: () => jump('broken', -1)
  }
]
