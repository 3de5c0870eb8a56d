import { micros } from '../../../../shared/domain/time'
import type { PredictedOutput, PredictedTrace, PredictedTrack, PredictItem } from '../../protocol'
import type { Answer } from '../aggregate/levels'
import { rowsOf, type Decoded } from '../decode/decoded'
import { labelCells, type NewSegment } from '../label-cells'
import type { Manifest, ManifestOutput } from '../manifest'
import type { Unit } from '../units/unit'
import { answerOf, hasOwnTimes, isPart, levelsOf } from './answers'
import { turnPairs } from './pair-places'
import { segmentOf } from './segment-of'
import { columnsOf, createSeries, type SeriesBuilder } from './series-builder'

/** A unit with what one output says of it. */
export interface UnitResult {
  readonly unit: Unit
  readonly decoded: Decoded
  readonly attention?: number | undefined
}

/** What became of an output: rows for main, and units about which the model gave no number. */
export interface Written {
  readonly output: PredictedOutput
  readonly silent: number
}

/** Results of units of one recording as rows. `perPerson`: a track for each person. */
export function writeOutput(
  output: ManifestOutput,
  results: readonly UnitResult[],
  manifest: Manifest,
  item: PredictItem
): Written {
  const { id, task, aux } = output
  if (task === 'embedding')
    return { silent: 0, output: { outputId: id, embeddings: vectorsOf(results, manifest, item, output) } }
  if (aux || task === 'attention' || task === 'heatmap' || task === 'detection')
    return { silent: 0, output: { outputId: id, arrays: arraysOf(results) } }
  if (task === 'pairs')
    return { silent: 0, output: { outputId: id, relations: relationsOf(results, output, manifest) } }
  const lanes = createLanes(output, manifest, item)
  let silent = 0
  if (task === 'segments')
    for (const result of results) spansOf(result, output).forEach((segment) => lanes.add('unit', segment))
  else if (task === 'sequence-classification')
    for (const result of results)
      for (const segment of turnSegments(result, output)) lanes.add('unit', segment)
  else if (task === 'frame-classification')
    frameSegments(output, results, item).forEach((segment) => lanes.add('unit', segment))
  if (!hasOwnTimes(task) || (manifest.aggregate && task.startsWith('frame')))
    for (const { name, answers } of levelsOf(answersOf(results), manifest, item, task)) {
      if (hasOwnTimes(task) && name === 'unit') continue
      for (const answer of answers) {
        const segment = segmentOf(stretchOf(answer), answer.decoded, output)
        if (segment) lanes.add(name, segment)
        else silent++
      }
    }
  const traces = task === 'frame-regression' ? tracesOf(output, results, manifest, item) : []
  return {
    silent,
    output: { outputId: id, tracks: lanes.tracks(), ...(traces.length > 0 ? { traces } : {}) }
  }
}

const answersOf = (results: readonly UnitResult[]): (Answer & { readonly part: boolean })[] =>
  results.map(({ unit, decoded, attention }) => ({
    ...answerOf(unit, decoded, attention),
    part: isPart(unit)
  }))

function stretchOf({ span, decoded }: Answer): Pick<NewSegment, 'start' | 'end' | 'personId'> {
  const shift = Math.round((decoded.offsetSeconds ?? 0) * 1e6)
  const { start, end, personId } = span
  return {
    start: micros(start + shift),
    end: micros(end + shift),
    ...(personId === undefined ? {} : { personId })
  }
}

/** Segments by level and, where the manifest asks for it, by person. */
function createLanes(output: ManifestOutput, manifest: Manifest, item: PredictItem) {
  const lanes = new Map<
    string,
    { readonly track: Omit<PredictedTrack, 'append'>; readonly append: NewSegment[] }
  >()
  const perPerson = isPerPerson(manifest)
  const title = titleOf(output)
  return {
    add(level: string, segment: NewSegment): void {
      const personId = perPerson ? segment.personId : undefined
      const key = [level, personId].filter((part) => part !== undefined).join(' ')
      const known = lanes.get(key)
      if (known) return void known.append.push(segment)
      const person = personId === undefined ? undefined : nameOf(item, personId)
      const name = [title, level === 'person' || level === 'group' ? `by ${level}` : undefined, person]
        .filter((part) => part !== undefined)
        .join(', ')
      lanes.set(key, {
        track: { personKey: key, name, ...(personId === undefined ? {} : { personId }) },
        append: [segment]
      })
    },
    tracks: (): PredictedTrack[] =>
      [...lanes.values()].map(({ track, append }) => ({
        ...track,
        append: append.toSorted((a, b) => a.start - b.start || a.end - b.end)
      }))
  }
}

export const isPerPerson = ({ unit, bindings }: Manifest): boolean =>
  unit.perParticipant === true ||
  Object.values(bindings ?? {}).some(({ participant }) => participant === 'each')

const nameOf = ({ persons = [] }: PredictItem, personId: string): string =>
  persons.find(({ id }) => id === personId)?.name ?? personId

/** The attribute that an output is about, as a name. */
function titleOf({ id, target }: ManifestOutput): string {
  const name = target.attribute ?? id
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`
}

function vectorsOf(
  results: readonly UnitResult[],
  manifest: Manifest,
  item: PredictItem,
  output: ManifestOutput
): PredictedOutput['embeddings'] {
  // A vector stands for all that was looked at, also where windows overlap.
  const answers = results.map(({ unit, decoded, attention }) => {
    const { speaksFor: _, ...looked } = unit
    return { ...answerOf(looked, decoded, attention), part: isPart(unit) }
  })
  return levelsOf(answers, { ...manifest, aggregate: [] }, item, output.task).flatMap(({ answers: own }) =>
    own.map(({ span, decoded }) => ({
      unitKey: span.key,
      ...(span.segmentId === undefined ? {} : { segmentId: span.segmentId }),
      ...(span.personId === undefined ? {} : { personId: span.personId }),
      start: span.start,
      end: span.end,
      vector: new Float32Array(decoded.data)
    }))
  )
}

const arraysOf = (results: readonly UnitResult[]): PredictedOutput['arrays'] =>
  results.map(({ unit, decoded }) => ({
    unitKey: unit.key,
    start: unit.start,
    end: unit.end,
    shape: decoded.dims,
    data: new Float32Array(decoded.data)
  }))

function relationsOf(
  results: readonly UnitResult[],
  { target }: ManifestOutput,
  manifest: Manifest
): PredictedOutput['relations'] {
  const kind = target.attribute ?? 'cause'
  return results.flatMap(({ unit, decoded }) => {
    const turns = unit.turns ?? []
    return turnPairs(manifest, unit, decoded).flatMap(({ from, to, score }) => {
      const [one, other] = [turns[from], turns[to]]
      return one && other ? [{ kind, fromId: one.id, toId: other.id, score }] : []
    })
  })
}

function spansOf({ unit, decoded }: UnitResult, output: ManifestOutput): NewSegment[] {
  return (decoded.spans ?? []).flatMap(({ fromSeconds, toSeconds, label, confidence, scores }) => {
    const start = Math.max(unit.start, unit.start + fromSeconds * 1e6)
    const end = Math.min(unit.end, unit.start + toSeconds * 1e6)
    if (end <= start || output.target.ignore?.includes(label)) return []
    return [
      {
        start: micros(start),
        end: micros(end),
        label,
        flagged: false,
        ...(confidence === undefined || !(confidence >= 0 && confidence <= 1) ? {} : { confidence }),
        ...(scores ? { scores } : {}),
        ...(unit.personId === undefined ? {} : { personId: unit.personId })
      }
    ]
  })
}

/** A row for each turn of the conversation. */
function turnSegments({ unit, decoded }: UnitResult, output: ManifestOutput): NewSegment[] {
  const values = decoded.scores ?? decoded
  const { width } = rowsOf(values)
  return (unit.turns ?? []).flatMap((turn, row) => {
    if (unit.tells !== undefined && unit.tells !== row) return []
    const own: Decoded = {
      data: values.data.slice(row * width, (row + 1) * width),
      dims: [width],
      ...(decoded.labels ? { labels: decoded.labels } : {}),
      ...(decoded.scores ? { chosen: [decoded.labels?.[decoded.data[row] ?? -1] ?? ''] } : {})
    }
    const { start, end, personId } = turn
    const segment = segmentOf({ start, end, ...(personId === undefined ? {} : { personId }) }, own, output)
    return segment ? [segment] : []
  })
}

/** Values at a steady rate, put together by person. */
function seriesOf(
  output: ManifestOutput,
  results: readonly UnitResult[],
  item: PredictItem,
  perPerson: boolean
): Map<string, SeriesBuilder> {
  const found = new Map<string, SeriesBuilder>()
  const names = (output.target.dims ?? output.target.labels ?? []).length
  for (const { unit, decoded } of results) {
    const key = perPerson ? (unit.personId ?? '') : ''
    const seconds = (unit.speaksFor?.end ?? unit.end) - (unit.speaksFor?.start ?? unit.start)
    const series =
      found.get(key) ??
      createSeries(decoded.hz ?? 1e6 / seconds, columnsOf(decoded, names), item.recording.duration / 1e6)
    found.set(key, series)
    series.add(decoded, unit.start / 1e6)
  }
  return found
}

function tracesOf(
  output: ManifestOutput,
  results: readonly UnitResult[],
  manifest: Manifest,
  item: PredictItem
): PredictedTrace[] {
  const { target } = output
  return [...seriesOf(output, results, item, isPerPerson(manifest))].flatMap(([personId, series]) => {
    const rows = series.rows()
    const dims = target.dims ?? target.labels ?? [target.attribute ?? output.id]
    if (!rows || series.width !== dims.length) return []
    return [
      {
        personKey: ['trace', personId].filter((part) => part !== '').join(' '),
        name: [titleOf(output), personId === '' ? undefined : nameOf(item, personId)]
          .filter((part) => part !== undefined)
          .join(', '),
        ...(personId === '' ? {} : { personId }),
        dims,
        rateHz: series.rateHz,
        start: micros((rows.first / series.rateHz) * 1e6),
        samples: rows.values
      }
    ]
  })
}

/** Frames as stretches of one label, so that they are seen without another output that says how. */
function frameSegments(
  output: ManifestOutput,
  results: readonly UnitResult[],
  item: PredictItem
): NewSegment[] {
  const labels = output.target.labels ?? []
  return [...seriesOf(output, results, item, true)].flatMap(([personId, series]) => {
    const rows = series.rows()
    if (!rows || series.width !== labels.length) return []
    const time = (row: number): number => ((rows.first + row) / series.rateHz) * 1e6
    const count = rows.values.length / series.width
    const cells = Array.from({ length: count }, (_, row) => ({
      start: time(row),
      end: time(row + 1),
      probabilities: rows.values.subarray(row * series.width, (row + 1) * series.width)
    })).filter(({ probabilities }) => !probabilities.some(Number.isNaN))
    return labelCells(cells, { labels, smoothing: 1, margin: 0, shortest: 0 }).map((segment) =>
      personId === '' ? segment : { ...segment, personId }
    )
  })
}
