import { createHash } from 'node:crypto'
import type { LabelArrays } from '../../../../shared/arrays/array-mapping'
import type { ImportedTrack } from '../../../../shared/domain/imported'
import type { SchemeRow } from '../../../../shared/domain/rows'
import { fromSeconds } from '../../../../shared/domain/time'
import { countOf } from '../arrays/array-value'
import type { FoundArray } from '../arrays/list-arrays'
import { eventTrack } from '../event-track'
import { slugOf } from '../vocabulary'
import type { Found } from '../format'
import type { TrialTime } from './timeline'

/** Labels of one kind with the arrays that hold them. */
export interface LabelSource {
  readonly labels: LabelArrays
  readonly arrays: readonly FoundArray[]
}

/** Tracks of what is said about trials: ratings that share a scale together, classes each by themselves. */
export function labelTracks(
  sources: readonly LabelSource[],
  group: string,
  times: readonly TrialTime[]
): Required<Pick<Found, 'tracks' | 'schemes'>> & {
  /** Trials whose number stands for no label, and ratings that are missing. */
  readonly unlabelled: number
  readonly unrated: number
} {
  let unlabelled = 0
  let unrated = 0
  const tracks: ImportedTrack[] = []
  const schemes: SchemeRow[] = []
  const scales = new Map<
    string,
    { min: number; max: number; columns: Map<string, ReadonlyMap<number, number>> }
  >()
  for (const source of sources) {
    const { meaning } = source.labels
    const byColumn = columnsOf(source, group)
    if (meaning.kind === 'ratings') {
      const key = `${meaning.min} ${meaning.max}`
      const scale = scales.get(key) ?? { min: meaning.min, max: meaning.max, columns: new Map() }
      scales.set(key, scale)
      for (const [i, name] of meaning.names.entries()) scale.columns.set(name, byColumn[i] ?? new Map())
      continue
    }
    const labelOf = new Map(meaning.classes.map(({ value, label }) => [value, label]))
    const events = times.flatMap(({ number, start, end }) => {
      const value = byColumn[0]?.get(number)
      const text = value === undefined ? undefined : labelOf.get(value)
      if (text === undefined) unlabelled++
      return text === undefined ? [] : [{ time: start, duration: end - start, text }]
    })
    if (events.length === 0) continue
    if (meaning.scheme) {
      tracks.push({
        name: 'Labels of trials',
        authorName: 'Labels of the file',
        ...meaning.scheme,
        kind: 'segments',
        segments: events.map(({ time, duration, text }) => ({
          start: fromSeconds(time),
          end: fromSeconds(time + duration),
          label: text,
          flagged: false,
          origin: { kind: 'import' }
        }))
      })
      continue
    }
    const made = eventTrack(events, { name: 'Labels of trials', authorName: 'Labels of the file' })
    tracks.push(...made.tracks)
    schemes.push(...(made.schemes ?? []))
  }
  for (const { min, max, columns } of scales.values()) {
    const scheme = ratingScheme([...columns.keys()], min, max)
    const ids = new Map([...columns.keys()].map((name) => [name, slugOf(name) || name]))
    const segments = times.flatMap(({ number, start, end }): ImportedTrack['segments'][number][] => {
      const ratings = Object.fromEntries(
        [...columns].flatMap(([name, byTrial]) => {
          const rating = byTrial.get(number)
          const missing = rating === undefined || Number.isNaN(rating)
          if (missing) unrated++
          return missing ? [] : [[ids.get(name) ?? name, rating]]
        })
      )
      return Object.keys(ratings).length === 0
        ? []
        : [
            {
              start: fromSeconds(start),
              end: fromSeconds(end),
              value: { kind: 'ratings', ratings },
              flagged: false,
              origin: { kind: 'import' }
            }
          ]
    })
    if (segments.length === 0) continue
    tracks.push({
      name: 'Self-report',
      authorName: 'Self-report',
      schemeId: scheme.id,
      attributeId: 'rating',
      kind: 'segments',
      segments
    })
    schemes.push(scheme)
  }
  return { tracks, schemes, unlabelled, unrated }
}

/** Numbers by trial for each thing that was rated; those of one participant. */
function columnsOf({ labels, arrays }: LabelSource, group: string): readonly ReadonlyMap<number, number>[] {
  const columns: Map<number, number>[] = []
  for (const { pattern, indices, value } of arrays) {
    if (pattern !== labels.array || value.kind !== 'numbers' || value.shape.length !== labels.axes.length)
      continue
    const hasTrials = labels.axes.includes('trial')
    // Ratings of everybody in one array, or in an array for each participant, or for each trial.
    const whose = (hasTrials ? indices : indices.slice(0, -1)).join(' ')
    if (whose !== '' && whose !== group) continue
    if (countOf(value.shape) > MOST_LABELS) continue
    const counters = value.shape.map(() => 0)
    const order = value.shape.map((_, axis) => axis)
    if (value.fastest === 'last') order.reverse()
    for (const number of value.read(0, countOf(value.shape))) {
      const at = (role: string): number => counters[labels.axes.findIndex((axis) => axis === role)] ?? 0
      const left = counters.some((counter, axis) => labels.axes[axis] === 'first' && counter > 0)
      if (!left) {
        const column = (columns[at('rating')] ??= new Map())
        column.set(hasTrials ? at('trial') + 1 : (indices.at(-1) ?? 1), number)
      }
      for (const axis of order) {
        counters[axis] = (counters[axis] ?? 0) + 1
        if ((counters[axis] ?? 0) < (value.shape[axis] ?? 1)) break
        counters[axis] = 0
      }
    }
  }
  return columns
}

/** More numbers than trials and scales make. */
const MOST_LABELS = 1_000_000

/** A scheme for ratings of these names on one scale; the same in every file that has them. */
function ratingScheme(names: readonly string[], min: number, max: number): SchemeRow {
  const dims = names.map((name) => ({
    id: slugOf(name) || name,
    range: [min, max],
    neutral: (min + max) / 2
  }))
  const key = createHash('sha256').update(JSON.stringify(dims)).digest('hex').slice(0, 8)
  const id = `ratings-${dims
    .map((dim) => dim.id)
    .join('-')
    .slice(0, 40)}-${key}`
  const name = `${names.join(', ').slice(0, 80)} (${min} to ${max})`
  return {
    id,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    version: '1',
    document: {
      schema: 'affectory.labels/1',
      id,
      name,
      version: '1',
      attributes: [{ id: 'rating', type: 'continuous', unit: 'segment', dims }]
    }
  }
}
