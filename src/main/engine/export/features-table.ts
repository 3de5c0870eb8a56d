import type { Score } from '../../../shared/metrics/base/score'
import {
  bandMeasure,
  conventionOf,
  eventMeasures,
  levelMeasures,
  unitOf
} from '../../../shared/physio/measures/catalogue'
import type { MeasureEntry, MeasureGroup } from '../../../shared/physio/measures/catalogue'
import type { LevelScore, MeasureRow } from '../../../shared/physio/measures/measure-work'
import { usualMeasureSettings } from '../../../shared/physio/measures/settings'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { typeOf } from '../../../shared/signal/view-rows'
import { seenText } from '../../../shared/signal/view-text'
import type { Column } from './column'
import type { Cell } from './csv'
import { csvRecord } from './csv'
import type { DatasetIndex } from './dataset-index'
import type { ExportFile } from './export-file'
import { secondsText } from './float-text'
import type { FeatureRow } from './feature-row'

const fixed: readonly Column[] = [
  { name: 'recording', unit: '', meaning: 'name of the recording' },
  { name: 'track', unit: '', meaning: 'name of the track that the segment is on' },
  { name: 'author', unit: '', meaning: 'who made the segment' },
  { name: 'person', unit: '', meaning: 'whom it is about, where named' },
  { name: 'label', unit: '', meaning: 'id of its label; empty: none' },
  { name: 'start_s', unit: 's', meaning: 'start from the beginning of the recording' },
  { name: 'end_s', unit: 's', meaning: 'end from the beginning of the recording' },
  { name: 'start_us', unit: 'µs', meaning: 'start, exact' },
  { name: 'end_us', unit: 'µs', meaning: 'end, exact' },
  {
    name: 'beats_track',
    unit: '',
    meaning: 'track that heart rate and its variability are computed from; empty: none'
  },
  { name: 'responses_track', unit: '', meaning: 'track of skin conductance responses; empty: none' },
  { name: 'breaths_track', unit: '', meaning: 'track of breaths; empty: none' }
]
const last: readonly Column[] = [
  {
    name: 'eeg_seen',
    unit: '',
    meaning:
      'how the signals were seen that band powers are of: reference, filters; all other numbers are of samples as recorded'
  },
  {
    name: 'left_out',
    unit: '',
    meaning:
      'what does not count in the numbers: missing, marked as bad, across a pause, too small; "columns: how many", separated by "; "'
  },
  {
    name: 'not_defined',
    unit: '',
    meaning: 'columns without a value and why, "columns: reason", separated by "; "'
  },
  { name: 'segment_id', unit: '', meaning: 'id of the segment in the segments table' }
]

/** A column of numbers, found again in every row by its key. */
interface NumberColumn extends Column {
  readonly key: string
  /** What is counted in it: intervals, samples. */
  readonly counted: string
}

/** Columns of the table of signal features: the unit stands in the name in brackets. */
export const featureColumns = (index: DatasetIndex): readonly Column[] => [
  ...fixed,
  ...numberColumns(index),
  ...last
]

/** `signal-features.csv`, and `signal-features.json` with the same rows; nothing where none were asked for. */
export function featureFiles(index: DatasetIndex, json: boolean): readonly ExportFile[] {
  const rows = index.dataset.featureRows
  if (!rows) return []
  const numbers = numberColumns(index)
  const names = featureColumns(index).map(({ name }) => name)
  return [
    ...(json
      ? [
          {
            name: 'signal-features.json',
            rows: rows.length,
            *text() {
              yield `{"settings":${JSON.stringify(index.dataset.signalFeatures)},"columns":${JSON.stringify(featureColumns(index))},"rows":[\n`
              for (const [at, row] of rows.entries()) {
                const cells = cellsOf(row, numbers, index)
                const object = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? null]))
                yield `${at ? ',\n' : ''}${JSON.stringify(object)}`
              }
              yield '\n]}\n'
            }
          }
        ]
      : []),
    {
      name: 'signal-features.csv',
      rows: rows.length,
      *text() {
        yield csvRecord(names)
        for (const row of rows) yield csvRecord(cellsOf(row, numbers, index))
      }
    }
  ]
}

function cellsOf(row: FeatureRow, numbers: readonly NumberColumn[], index: DatasetIndex): readonly Cell[] {
  const { segment, track, events } = row
  const scores = scoresOf(row.measured)
  const nameOf = (id: string | undefined): string | undefined => (id ? index.track(id)?.name : undefined)
  return [
    index.recording(track.recordingId)?.name,
    track.name,
    index.author(track.authorId)?.name,
    index.person(segment.personId ?? track.personId)?.name,
    segment.label,
    secondsText(segment.start),
    secondsText(segment.end),
    segment.start,
    segment.end,
    nameOf(events.beats),
    nameOf(events.responses),
    nameOf(events.breaths),
    ...numbers.map(({ key }) => scores.get(key)?.value ?? undefined),
    seenIn(index, track.recordingId),
    leftOutOf(numbers, scores),
    reasonsOf(numbers, scores),
    segment.id
  ]
}

/** How the signals with EEG of a recording were seen, in words; several with their names. */
export function seenIn(index: DatasetIndex, recordingId: string): string | undefined {
  const { signalFeatures, streams } = index.dataset
  if (!signalFeatures?.bands) return undefined
  const own = streams.filter(
    (stream) =>
      stream.recordingId === recordingId &&
      stream.kind === 'signal' &&
      (stream.info.channels ?? []).some((channel) => typeOf(channel) === 'eeg')
  )
  const texts = own.map((stream) => {
    const text = seenText(signalFeatures.views?.[stream.id], stream)
    return own.length > 1 ? `${stream.name}: ${text}` : text
  })
  return texts.length > 0 ? texts.join('; ') : undefined
}

/** What does not count in the numbers of a row, columns with the same count together. */
function leftOutOf(numbers: readonly NumberColumn[], scores: ReadonlyMap<string, Score>): string | undefined {
  const counts = new Map<string, string[]>()
  for (const { key, name, counted } of numbers) {
    const leftOut = scores.get(key)?.leftOut ?? 0
    if (leftOut === 0) continue
    const what = `${leftOut} ${counted}`
    counts.set(what, [...(counts.get(what) ?? []), bareName(name)])
  }
  const text = [...counts].map(([what, names]) => `${names.join(', ')}: ${what}`).join('; ')
  return text === '' ? undefined : text
}

const bareName = (name: string): string => name.replace(/ \[[^\]]*\]$/, '')

/** Columns without a value by their reason; a channel that a recording does not have is a reason, too. */
function reasonsOf(numbers: readonly NumberColumn[], scores: ReadonlyMap<string, Score>): string | undefined {
  const reasons = new Map<string, string[]>()
  for (const { key, name } of numbers) {
    const score = scores.get(key) ?? { value: null, reason: 'The recording has no such channel.' }
    if (score.value !== null) continue
    reasons.set(score.reason, [...(reasons.get(score.reason) ?? []), bareName(name)])
  }
  const text = [...reasons].map(([reason, names]) => `${names.join(', ')}: ${reason}`).join('; ')
  return text === '' ? undefined : text
}

/** Scores of a row by the key of their column; the second channel of a name is `name (2)`. */
function scoresOf({ events, levels }: MeasureRow): ReadonlyMap<string, Score> {
  const scores = new Map<string, Score>()
  for (const { id } of eventMeasures) {
    const score = events[id]
    if (score) scores.set(id, score)
  }
  for (const { key, score } of keyed(levels)) scores.set(key, score)
  return scores
}

function keyed(
  levels: readonly LevelScore[]
): readonly (LevelScore & { readonly key: string; readonly shown: string })[] {
  const taken = new Set<string>()
  return levels.map((level) => {
    let shown = level.label
    const keyOf = (): string => [level.measure, level.band ?? '', shown, level.unit].join('|')
    for (let copy = 2; taken.has(keyOf()); copy++) shown = `${level.label} (${copy})`
    taken.add(keyOf())
    return { ...level, shown, key: keyOf() }
  })
}

function numberColumns(index: DatasetIndex): readonly NumberColumn[] {
  const rows = index.dataset.featureRows ?? []
  const settings = index.dataset.signalFeatures?.settings ?? usualMeasureSettings
  const units = new Set(rows.flatMap(({ responseUnit }) => (responseUnit === '' ? [] : [responseUnit])))
  const meaning = (entry: MeasureEntry, more = ''): string =>
    `${entry.definition}${more}; ${conventionOf(entry, settings)} (${entry.source})`
  const levels = new Map<string, NumberColumn>()
  for (const { measured } of rows)
    for (const { key, measure, unit, band, shown } of keyed(measured.levels)) {
      if (levels.has(key)) continue
      const entry = measure === 'band_power' ? bandMeasure : levelMeasures.find(({ id }) => id === measure)
      if (!entry) continue
      const hz = eegBands.find(({ name }) => name === band)
      const range = hz ? `, ${hz.name} from ${hz.lowHz} to ${hz.highHz} Hz` : ''
      levels.set(key, {
        key,
        counted: measure === 'band_power' ? 'windows' : 'samples',
        ...headed([measure, band, shown].filter((part) => part !== undefined).join(' '), unitOf(entry, unit)),
        meaning: meaning(entry, `${range}, channel ${shown}`)
      })
    }
  return [
    ...eventMeasures.map((entry: MeasureEntry): NumberColumn => ({
      key: entry.id,
      counted: COUNTED[entry.group],
      // Recordings with other units have no unit in common to be named.
      ...headed(entry.id, unitOf(entry, units.size === 1 ? ([...units][0] ?? '') : '')),
      meaning: meaning(entry)
    })),
    ...levels.values()
  ]
}

const COUNTED: Readonly<Record<MeasureGroup, string>> = {
  heart: 'intervals',
  'hrv-time': 'intervals',
  'hrv-frequency': 'intervals',
  skin: 'responses',
  breath: 'breaths',
  levels: 'samples'
}

const headed = (name: string, unit: string): Pick<Column, 'name' | 'unit'> => ({
  name: unit === '' ? name : `${name} [${unit}]`,
  unit
})
