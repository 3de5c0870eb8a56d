import { useEffect } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { Job } from '../../../shared/domain/job'
import type { Problem } from '../../../shared/domain/problem'
import type { Stream } from '../../../shared/domain/rows'
import type { ComponentsResult } from '../../../shared/signal/analyses/components'
import type { WithoutComponents } from '../../../shared/signal/signal-view'
import { call, CallError } from '../../client'
import { cancelJob, isActive, useJobs } from '../jobs'
import { makeStore } from '../store'
import { lookOf, setLook } from './looks'
import { plainSeconds } from './plain-seconds'

/** What was found in one stream, and what of it is to go. */
export interface ComponentSearch {
  /** The job that searches, or that did so last in this session. */
  readonly job?: Job | undefined
  readonly result?: ComponentsResult | undefined
  /** What was searched, in words. */
  readonly text: string
  readonly problem?: Pick<Problem, 'message' | 'hint'> | undefined
  /** Components that are chosen to go. */
  readonly chosen: readonly number[]
}

interface Known extends Omit<ComponentSearch, 'job'> {
  readonly jobId?: string
  /** The file that the result was read from. */
  readonly from?: string | undefined
}

const none: Known = { text: '', chosen: [] }
const store = makeStore<{ readonly byStream: Readonly<Record<string, Known>> }>({ byStream: {} })

/** The components of a stream; those that the project keeps are read when they are first looked at. */
export function useComponents(stream: Stream): ComponentSearch {
  const { id } = stream
  const known = store(({ byStream }) => byStream[id]) ?? none
  const job = useJobs((list) => list.find((one) => one.id === known.jobId))
  const kept = stream.cache['components']
  useEffect(() => {
    if (kept !== undefined && store.getState().byStream[id]?.from !== kept) void read(id, kept)
  }, [id, kept])
  const problem = job?.state === 'failed' ? (job.problem ?? known.problem) : known.problem
  return { ...known, job, problem }
}

const set = (streamId: string, change: Partial<Known>): void =>
  store.setState(({ byStream }) => ({
    byStream: { ...byStream, [streamId]: { ...none, ...byStream[streamId], ...change } }
  }))

/** Those that go with the eyes or the heart are chosen to go. */
async function read(streamId: string, from: string): Promise<void> {
  set(streamId, { from })
  const kept = await call('signal.components', { streamId }).catch(() => undefined)
  // A newer file may have come meanwhile.
  if (store.getState().byStream[streamId]?.from !== from) return
  set(streamId, {
    result: kept?.result,
    text: kept?.text ?? '',
    problem: undefined,
    chosen: [...new Set(kept?.result.suggestions.map(({ component }) => component))]
  })
}

/** Search for components as a job: it goes on when its panel is closed, and what it finds stays with the project. */
export async function findComponents(query: CallInput<'signal.findComponents'>): Promise<void> {
  const { streamId } = query
  set(streamId, { problem: undefined })
  try {
    const { jobId } = await call('signal.findComponents', query)
    set(streamId, { jobId })
  } catch (error) {
    set(streamId, {
      problem:
        error instanceof CallError
          ? error.problem
          : { message: error instanceof Error ? error.message : String(error) }
    })
  }
}

/** Whether a search is under way or waits for its turn. */
export const isSearching = ({ job }: ComponentSearch): boolean => job !== undefined && isActive(job)

/** Give the search up; what was found before stays. */
export const stopComponents = ({ job }: ComponentSearch): void => {
  if (job) cancelJob(job.id)
}

/** Choose a component to go, or to stay. */
export function chooseComponent(streamId: string, component: number, goes: boolean): void {
  const chosen = store.getState().byStream[streamId]?.chosen ?? []
  set(streamId, {
    chosen: goes ? [...chosen, component].sort((a, b) => a - b) : chosen.filter((one) => one !== component)
  })
}

/** Take the chosen components out of what is shown and analysed, as an edit. The file stays as it is. */
export function removeChosen(stream: Stream): void {
  const search = store.getState().byStream[stream.id]
  const without = search?.result && withoutOf(search.result, search.chosen, search.text)
  if (without) setLook(stream.id, { view: { ...lookOf(stream.id).view, without } })
}

/** Show all components again. */
export function restoreComponents(stream: Stream): void {
  const { without: _gone, ...view } = lookOf(stream.id).view
  setLook(stream.id, { view })
}

/** The part of a view that leaves components out; undefined for none. Seven digits are more than a sample has. */
export function withoutOf(
  result: ComponentsResult,
  chosen: readonly number[],
  text: string
): WithoutComponents | undefined {
  if (chosen.length === 0) return undefined
  const short = (values: Iterable<number> | undefined): number[] =>
    Array.from(values ?? [], (value) => Number(value.toPrecision(7)))
  return {
    channels: [...result.channels],
    means: short(result.means),
    parts: chosen.map((k) => ({ map: short(result.maps[k]), weights: short(result.unmixing[k]) })),
    text: `Without ${chosen.length === 1 ? 'component' : 'components'} ${chosen.map((k) => k + 1).join(', ')} of ${result.maps.length} (${text})`.slice(
      0,
      300
    )
  }
}

/** How components were found, in words. */
export const searchText = (channels: string, seconds: number, highpassHz: number): string =>
  `FastICA of ${channels} over ${plainSeconds(seconds)}, high-passed at ${highpassHz} Hz`
