import type { Stream } from '../../../shared/domain/rows'
import type { Problem } from '../../../shared/domain/problem'
import type { ComponentsResult } from '../../../shared/signal/analyses/components'
import type { WithoutComponents } from '../../../shared/signal/signal-view'
import { call, CallError, on } from '../../client'
import { makeStore } from '../store'
import { plainSeconds } from './plain-seconds'
import { lookOf, setLook } from './looks'
import type { AnalysisQueryOf } from './use-analysis'

/** The search for components of one stream; it goes on when its panel is closed. */
export interface ComponentSearch {
  readonly running: boolean
  /** 0 to 1. */
  readonly share?: number
  readonly result?: ComponentsResult
  /** What was searched, in words. */
  readonly text: string
  readonly problem?: Pick<Problem, 'message' | 'hint'>
  /** Components that are chosen to go. */
  readonly chosen: readonly number[]
}

export const COMPONENTS_SLOT = 'components'

const store = makeStore<{ readonly byStream: Readonly<Record<string, ComponentSearch>> }>({ byStream: {} })
export const useComponents = (streamId: string): ComponentSearch | undefined =>
  store((state) => state.byStream[streamId])

const set = (streamId: string, change: Partial<ComponentSearch>): void =>
  store.setState(({ byStream }) => ({
    byStream: {
      ...byStream,
      [streamId]: { running: false, text: '', chosen: [], ...byStream[streamId], ...change }
    }
  }))

/** Search for components; those that go with the eyes or the heart are chosen to go. */
export async function findComponents(query: AnalysisQueryOf<'components'>, text: string): Promise<void> {
  const { streamId } = query
  set(streamId, { running: true, share: 0, problem: undefined })
  const stop = on('analysisProgress', ({ slot, done, total }) => {
    if (slot === COMPONENTS_SLOT) set(streamId, { share: done / Math.max(1, total) })
  })
  try {
    const answer = await call('signal.analyse', query)
    if (answer.state === 'done' && answer.result.kind === 'components')
      set(streamId, {
        result: answer.result,
        text,
        chosen: [...new Set(answer.result.suggestions.map(({ component }) => component))]
      })
  } catch (error) {
    set(streamId, {
      problem:
        error instanceof CallError
          ? error.problem
          : { message: error instanceof Error ? error.message : String(error) }
    })
  } finally {
    stop()
    set(streamId, { running: false, share: undefined })
  }
}

/** Give the search up; what was found before stays. */
export const stopComponents = (): Promise<void> => call('signal.stop', { slot: COMPONENTS_SLOT })

/** Choose a component to go, or to stay. */
export function chooseComponent(streamId: string, component: number, goes: boolean): void {
  const chosen = store.getState().byStream[streamId]?.chosen ?? []
  set(streamId, {
    chosen: goes ? [...chosen, component].sort((a, b) => a - b) : chosen.filter((one) => one !== component)
  })
}

/** Take the chosen components out of what is shown and analysed. The file and the project's labels stay as they are. */
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
