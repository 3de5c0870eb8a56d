import { useMemo } from 'react'
import type { CallInput } from '../../shared/contract'
import type { ResidualStretch } from '../../shared/analysis/traces/residual-stretches'
import { micros } from '../../shared/domain/time'
import { call } from '../client'
import { perform, type Action } from './actions'
import { showCompareView } from './compare-views'
import { keptChoice } from './kept-choice'
import { authorOf, project, recordingOf, useProject } from './project'
import type { ProjectIndex } from './project-index'
import { setQueue } from './selection'
import { toast } from './toasts'
import { sourcePair, traceSources, type TraceSourceEntry } from './trace-sources'

const alignments = ['range', 'none', 'mean', 'spread', 'recording'] as const
const stretchOrders = ['area', 'height', 'length'] as const

/** What was chosen about two traces. Kept with the project. */
export interface TraceCompareChoice {
  /** Keys of sources; absent: those that go together best. */
  readonly reference?: string
  readonly candidate?: string
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  /** 0: that of the slower of the two. */
  readonly stepSeconds: number
  readonly withLag: boolean
  readonly ignorePersons: boolean
  readonly smoothSeconds: number
  readonly lagSeconds: number
  readonly align: (typeof alignments)[number]
  readonly order: (typeof stretchOrders)[number]
  /** Which curves of the delay sweep, and points of which recordings, are looked at. */
  readonly sweep: 'pooled' | 'recordings'
  readonly plane: 'recordings' | 'open'
}

export const noTraceCompareChoice: TraceCompareChoice = {
  recordingIds: [],
  stepSeconds: 0,
  withLag: true,
  ignorePersons: false,
  smoothSeconds: 0,
  lagSeconds: 0,
  align: 'range',
  order: 'area',
  sweep: 'pooled',
  plane: 'recordings'
}

/** A stored choice with everything unreadable left at its default. */
export function readTraceCompareChoice(stored: unknown): TraceCompareChoice {
  if (typeof stored !== 'object' || stored === null) return noTraceCompareChoice
  const field = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const text = (name: string): string | undefined => {
    const value = field(name)
    return typeof value === 'string' ? value : undefined
  }
  const number = (name: string, low: number, high: number): number => {
    const value = field(name)
    return typeof value === 'number' && value >= low && value <= high ? value : 0
  }
  const ids = field('recordingIds')
  const [reference, candidate] = [text('reference'), text('candidate')]
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(candidate === undefined ? {} : { candidate }),
    recordingIds: Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [],
    stepSeconds: number('stepSeconds', 0, 60),
    withLag: field('withLag') !== false,
    ignorePersons: field('ignorePersons') === true,
    smoothSeconds: number('smoothSeconds', 0, 120),
    lagSeconds: number('lagSeconds', -60, 60),
    align: alignments.find((one) => one === text('align')) ?? 'range',
    order: stretchOrders.find((one) => one === text('order')) ?? 'area',
    sweep: text('sweep') === 'recordings' ? 'recordings' : 'pooled',
    plane: text('plane') === 'open' ? 'open' : 'recordings'
  }
}

const kept = keptChoice('compare-traces', noTraceCompareChoice, readTraceCompareChoice)
export const { choose: chooseCompareTraces, recall: recallCompareTraces } = kept

/** The question put to main about two traces. */
export type TracePairQuery = CallInput<'analysis.traces'>
export const sourceAuthors = ({ reference, candidate }: TracePairQuery): readonly string[] => [
  reference.authorId,
  candidate.authorId
]

export interface TracePairQuestion {
  readonly choice: TraceCompareChoice
  readonly entries: readonly TraceSourceEntry[]
  readonly pair: { readonly reference: TraceSourceEntry; readonly candidate: TraceSourceEntry } | undefined
  readonly query: TracePairQuery | undefined
}

/** The choice, what there is to choose from, and the question that follows; none with fewer than two sources. */
export function useTracePair(): TracePairQuestion {
  const choice = kept.use()
  const index = useProject((state) => state.index)
  return useMemo(() => questionOf(choice, index), [choice, index])
}

function questionOf(choice: TraceCompareChoice, index: ProjectIndex): TracePairQuestion {
  const entries = traceSources(index)
  const pair = sourcePair(entries, choice)
  const { stepSeconds, withLag, ignorePersons, smoothSeconds, lagSeconds, align } = choice
  const query = pair && {
    reference: pair.reference.source,
    candidate: pair.candidate.source,
    recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
    ...(stepSeconds === 0 ? {} : { stepSeconds }),
    ...{ withLag, ignorePersons, smoothSeconds, lagSeconds, align }
  }
  return { choice, entries, pair, query }
}

type StretchFilter = Pick<CallInput<'analysis.traceStretches'>, 'order' | 'recordingId'>

/**
 * Put the stretches in which two traces lie apart into the queue, the worst first, and play the first. Answers the name
 * of the list, or undefined where there is none: then the queue stays as it is.
 */
export async function openTraceStretches(
  query: TracePairQuery,
  filter: StretchFilter
): Promise<string | undefined> {
  const { stretches, total } = await call('analysis.traceStretches', { ...query, ...filter })
  if (stretches.length === 0) {
    toast('The two never lie apart.')
    return undefined
  }
  const where =
    filter.recordingId === undefined
      ? ''
      : ` in ${recordingOf(filter.recordingId)?.name ?? 'a recording that is gone'}`
  const cut = total > stretches.length ? ` (first ${stretches.length} of ${total})` : ''
  const title = `${nameOf(query.candidate.authorId)} far from ${nameOf(query.reference.authorId)}${where}${cut}`
  queueStretches(query, stretches, title)
  return title
}

/** Fill the queue with stretches and play one of them. */
export function queueStretches(
  query: TracePairQuery,
  stretches: readonly ResidualStretch[],
  title: string
): void {
  setQueue(
    title,
    stretches.map((stretch) => ({
      recordingId: stretch.recordingId,
      start: micros(stretch.start),
      end: micros(stretch.end),
      ...(stretch.segmentId === undefined ? {} : { segmentId: stretch.segmentId }),
      note: stretchNote(query, stretch)
    }))
  )
}

/** What both say there. */
const stretchNote = ({ reference, candidate }: TracePairQuery, stretch: ResidualStretch): string =>
  `${nameOf(reference.authorId)}: ${valueText(stretch.reference)}, ${nameOf(candidate.authorId)}: ${valueText(stretch.candidate)}`

/** With two digits and never "-0.00". */
const valueText = (value: number): string => value.toFixed(2).replace(/^-(0\.?0*)$/, '$1')

const nameOf = (authorId: string): string => authorOf(authorId)?.name ?? 'Gone'

/** Actions of the view of traces. */
export const compareTraceActions: readonly Action[] = [
  {
    id: 'compare.worstStretch',
    title: 'Play where two traces lie furthest apart',
    group: 'Analysis',
    keys: ['Alt+Shift+KeyG'],
    when: () => project().snapshot !== undefined,
    run: () =>
      perform(async () => {
        await recallCompareTraces()
        const { query, choice } = questionOf(kept.get(), project().index)
        if (!query) {
          showCompareView('traces')
          return
        }
        await openTraceStretches(query, { order: choice.order })
      })
  }
]
