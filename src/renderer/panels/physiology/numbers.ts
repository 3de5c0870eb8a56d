import {
  bandMeasure,
  conventionOf,
  eventMeasures,
  levelMeasures,
  measureGroups,
  unitOf
} from '../../../shared/physio/measures/catalogue'
import type { MeasureEntry, MeasureGroup } from '../../../shared/physio/measures/catalogue'
import type { LevelScore, MeasureResult, MeasureRow } from '../../../shared/physio/measures/measure-work'
import type { MeasureSettings } from '../../../shared/physio/measures/settings'
import type { Score } from '../../../shared/metrics/base/score'
import { formatClock } from '../../../shared/domain/time'
import type { NamedStretch } from '../../session/physio/use-measured'
import type { NumberCardContent } from '../../ui/number-card'
import type { TextTable } from '../../ui/text-table'

/** One number with what it is. */
export interface NamedNumber {
  readonly key: string
  readonly entry: MeasureEntry
  /** `RMSSD`, `Tonic level, EDA`. */
  readonly name: string
  readonly unit: string
  readonly score: Score
  /** The signal that a band power is of. */
  readonly bandsOf?: string
}

/** Numbers of a stretch in reading order, by group; groups without any are left out. */
export function numbersOf(
  row: MeasureRow,
  { responseUnit = '' }: Pick<MeasureResult, 'responseUnit'>
): readonly {
  readonly group: MeasureGroup
  readonly title: string
  readonly numbers: readonly NamedNumber[]
}[] {
  const numbers = [
    ...eventMeasures.flatMap((entry: MeasureEntry): NamedNumber[] => {
      const score = row.events[entry.id as keyof MeasureRow['events']]
      return score
        ? [{ key: entry.id, entry, name: entry.name, unit: unitOf(entry, responseUnit), score }]
        : []
    }),
    ...row.levels.map(levelNumber)
  ]
  return (Object.keys(measureGroups) as MeasureGroup[]).flatMap((group) => {
    const own = numbers.filter(({ entry }) => entry.group === group)
    return own.length > 0 ? [{ group, title: measureGroups[group], numbers: own }] : []
  })
}

function levelNumber({ measure, label, unit, band, streamId, score }: LevelScore): NamedNumber {
  const entry: MeasureEntry =
    measure === 'band_power' ? bandMeasure : (levelMeasures.find(({ id }) => id === measure) ?? bandMeasure)
  return {
    key: [measure, streamId, label, band].join(' '),
    entry,
    name: `${entry.name}${band === undefined ? '' : ` ${band}`}, ${label}`,
    unit: unitOf(entry, unit),
    score,
    ...(measure === 'band_power' ? { bandsOf: streamId } : {})
  }
}

/** A number as its card tells it. */
export const cardOf = (
  { entry, name, unit, score }: NamedNumber,
  settings: MeasureSettings,
  facts: readonly (readonly [string, string])[]
): NumberCardContent => ({
  name: unit === '' ? name : `${name}, ${unit}`,
  value: score.value,
  ...(score.value === null ? { reason: score.reason } : {}),
  definition: entry.definition,
  convention: conventionOf(entry, settings),
  source: entry.source,
  n: score.used ?? 0,
  unit: COUNTED[entry.group],
  leftOut: score.leftOut
    ? [{ reason: LEFT_OUT[entry.group], count: score.leftOut, unit: COUNTED[entry.group] }]
    : [],
  facts
})

const COUNTED: Readonly<Record<MeasureGroup, string>> = {
  heart: 'intervals',
  'hrv-time': 'intervals',
  'hrv-frequency': 'intervals',
  skin: 'responses',
  breath: 'breaths',
  levels: 'samples'
}

const LEFT_OUT: Readonly<Record<MeasureGroup, string>> = {
  heart: 'across a pause or a bad stretch, or beside an ectopic beat',
  'hrv-time': 'across a pause or a bad stretch, or beside an ectopic beat',
  'hrv-frequency': 'across a pause or a bad stretch, or beside an ectopic beat',
  skin: 'smaller than asked for, not measurable, or in a bad stretch',
  breath: 'across a pause or in a bad stretch',
  levels: 'missing or marked as bad'
}

/** A stretch by its times: an answer may be a moment older than the track. */
export const keyOf = ({ fromUs, toUs }: Pick<NamedStretch, 'fromUs' | 'toUs'>): string => `${fromUs} ${toUs}`

/** All numbers of all stretches as a table: a row a stretch; where a number is not defined its reason stands in its place. */
export function measureTable(result: MeasureResult, stretches: readonly NamedStretch[]): TextTable {
  const rows = result.rows.map((row) => numbersOf(row, result).flatMap(({ numbers }) => numbers))
  const heads = new Map<string, string>()
  for (const row of rows)
    for (const { key, name, unit } of row) heads.set(key, unit === '' ? name : `${name}, ${unit}`)
  const labels = new Map(stretches.map((stretch) => [keyOf(stretch), stretch.label]))
  return [
    ['stretch', 'from', 'to', ...heads.values()],
    ...rows.map((row, at) => {
      const own = new Map(row.map(({ key, score }) => [key, score]))
      const stretch = result.rows[at]
      return [
        (stretch && labels.get(keyOf(stretch))) ?? '',
        formatClock(stretch?.fromUs ?? 0),
        formatClock(stretch?.toUs ?? 0),
        ...[...heads.keys()].map((key) => {
          const score = own.get(key)
          return score === undefined ? '' : score.value === null ? score.reason : String(score.value)
        })
      ]
    })
  ]
}
