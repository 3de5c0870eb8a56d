import { shareDistance } from '../../../shared/analysis/label-sets/share-distances'
import type { ComparisonItem } from '../../../shared/compare/report'
import type { CallParsed } from '../../../shared/contract'
import { ok } from '../../../shared/domain/problem'
import { labelSetState, rowsOfParts } from '../label-sets/state'
import type { LabelSetState } from '../label-sets/state'
import type { Question } from '../question'
import { setsOf } from './label-sets'

/** Items that are listed at most. */
const MOST = 5000

/** Moments of a label, of two labels that stand together, or of sets that differ. */
export const labelSetItems: Question<'analysis.labelSetItems'> = function* (
  desk,
  { settings, region, ...query }
) {
  const made = yield* labelSetState(desk, query)
  if (!made.ok) return made
  const state = made.value
  const sets = setsOf(state, settings)
  const { takes, order } = testOf(state, sets, region)
  const rows = Array.from(rowsOfParts(desk, state, settings.part)).filter(takes)
  yield
  const worth = new Map(rows.map((row) => [row, order(row)]))
  rows.sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0) || a - b)
  const shown = rows.slice(0, MOST)
  const { k } = state.table
  const named = (column: Uint8Array, row: number): string[] =>
    state.labels.filter((_, j) => column[row * k + j] === 1)
  return ok({
    items: shown.flatMap((row) => itemOf(state, row) ?? []),
    total: rows.length,
    sets: shown.map((row) => ({ reference: named(state.table.truth, row), candidate: named(sets, row) })),
    schemeId: state.schemeId,
    ...(state.attributeId === undefined ? {} : { attributeId: state.attributeId })
  })
}

type Region = CallParsed<'analysis.labelSetItems'>['region']

interface Test {
  readonly takes: (row: number) => boolean
  /** The larger, the earlier. */
  readonly order: (row: number) => number
}

function testOf(state: LabelSetState, sets: Uint8Array, region: Region): Test {
  const { table, labels, shares } = state
  const { k, truth, scores, levels, saidLevels } = table
  const score = (row: number, j: number): number => {
    const value = scores[row * k + j] ?? NaN
    return Number.isNaN(value) ? 0 : value
  }
  switch (region.kind) {
    case 'label': {
      const j = labels.indexOf(region.label)
      const [own, other] = whichSides[region.which]
      // Hits and misses from the lowest score, alarms from the highest: the surest errors first.
      const sign = region.which === 'alarm' ? 1 : -1
      return {
        takes: (row) => j >= 0 && truth[row * k + j] === own && sets[row * k + j] === other,
        order: (row) => sign * score(row, j)
      }
    }
    case 'together': {
      const [a, b] = [labels.indexOf(region.first), labels.indexOf(region.second)]
      const side = region.side === 'reference' ? truth : sets
      return {
        takes: (row) => a >= 0 && b >= 0 && side[row * k + a] === 1 && side[row * k + b] === 1,
        order: () => 0
      }
    }
    case 'wrong-sets': {
      const apart = (row: number): number => {
        let wrong = 0
        for (let j = 0; j < k; j++) if (truth[row * k + j] !== sets[row * k + j]) wrong++
        return wrong
      }
      return { takes: (row) => apart(row) > 0, order: apart }
    }
    case 'furthest-shares': {
      const part = (column: Float64Array, row: number): number[] => [...column.subarray(row * k, row * k + k)]
      return {
        takes: () => shares !== undefined,
        order: (row) =>
          shares ? (shareDistance(part(shares.reference, row), part(shares.candidate, row)).jsd ?? 0) : 0
      }
    }
    case 'furthest-intensity': {
      const j = labels.indexOf(region.label)
      const apart = (row: number): number =>
        Math.abs((levels[row * k + j] ?? NaN) - (saidLevels[row * k + j] ?? NaN))
      return { takes: (row) => j >= 0 && apart(row) > 0, order: apart }
    }
  }
}

const whichSides = {
  hit: [1, 1],
  missed: [1, 0],
  alarm: [0, 1],
  neither: [0, 0]
} as const

function itemOf({ own, other }: LabelSetState, row: number): ComparisonItem | undefined {
  const [mine, theirs] = [own[row], other[row]]
  if (!mine || !theirs) return undefined
  return {
    recordingId: mine.recordingId,
    personId: mine.personId ?? theirs.personId,
    referenceSegmentId: mine.id,
    candidateSegmentId: theirs.id,
    start: mine.start,
    end: mine.end,
    reference: mine.label ?? '',
    candidate: theirs.label ?? '',
    overlapShare: 1,
    confidence: theirs.confidence
  }
}
