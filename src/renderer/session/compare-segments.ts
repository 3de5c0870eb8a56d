import type { TemporalSettings } from '../../shared/contract/temporal'
import { showCompareView } from './compare-views'
import { keptChoice } from './kept-choice'

/** What counts as an event, a hit and a boundary; `background` absent: the label called neutral. Kept with the project. */
export type SegmentsChoice = TemporalSettings

export const noSegmentsChoice: SegmentsChoice = { overlap: 0.5, toleranceMs: 500, collarMs: 0 }

/** A stored choice with everything unreadable left at its default. */
export function readSegmentsChoice(stored: unknown): SegmentsChoice {
  if (typeof stored !== 'object' || stored === null) return noSegmentsChoice
  const field = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const number = (name: 'overlap' | 'toleranceMs' | 'collarMs', low: number, high: number): number => {
    const value = field(name)
    return typeof value === 'number' && value >= low && value <= high ? value : noSegmentsChoice[name]
  }
  const background = field('background')
  return {
    ...(typeof background === 'string' || background === null ? { background } : {}),
    overlap: number('overlap', 0.05, 0.95),
    toleranceMs: number('toleranceMs', 10, 10_000),
    collarMs: number('collarMs', 0, 2000)
  }
}

const kept = keptChoice('compare-segments', noSegmentsChoice, readSegmentsChoice)
export const { choose: chooseSegments, recall: recallSegments, use: useSegmentsChoice } = kept

/** Show how long two authors differ in emotion, recording by recording. */
export const showDiarization = (): void => showCompareView('segments')
