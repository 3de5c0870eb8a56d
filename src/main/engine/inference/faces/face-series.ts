import { toMaster } from '../../../../shared/domain/time'
import type { Stream } from '../../../../shared/domain/rows'
import type { FrameChunk, PredictedTrack } from '../../protocol'
import { changedSegments } from '../changed-segments'
import { labelCells, type LabelRules, type NewSegment } from '../label-cells'
import type { SampleGrid } from '../sample-grid'
import type { Face } from './box'
import type { LastSeen } from './face-tracker'

/** One face in one sampled picture. `person` counts from 1 in the order people are shown. */
export interface FaceRow {
  readonly sample: number
  readonly person: number
  readonly face: Face
  readonly probabilities: readonly number[]
}

export type Rows = Omit<FrameChunk, 'trackId'>

/** The faces of one recording so far, by person: what a batch says of them, and what a resumed run begins from. */
export interface FaceSeries {
  readonly persons: number
  /** Where each person was last seen; `person` as in the rows, less one. */
  lastSeen(): LastSeen[]
  /** Take rows in and tell which segments they add or change. */
  add(rows: readonly FaceRow[]): PredictedTrack[]
  chunk(number: number, rows: readonly FaceRow[]): Rows | undefined
}

const FIXED = ['person', 'x', 'y', 'w', 'h', 'score'] as const

export function createFaceSeries(
  grid: SampleGrid,
  clock: Pick<Stream, 'offset' | 'driftPpm'>,
  rules: LabelRules,
  done: readonly Rows[] = []
): FaceSeries {
  const byPerson = new Map<number, FaceRow[]>()
  const sent = new Map<number, readonly NewSegment[]>()
  const labelled = rules.labels.length > 0

  const segments = (rows: readonly FaceRow[]): NewSegment[] => {
    const cells = rows.map((row) => ({
      start: toMaster(clock, grid.bounds[row.sample] ?? 0),
      end: toMaster(clock, grid.bounds[row.sample + 1] ?? 0),
      probabilities: labelled ? row.probabilities : [row.face.score]
    }))
    if (labelled) return labelCells(cells, rules)
    // A detector alone says where somebody is, not what they show: spans without a label.
    return labelCells(cells, { ...rules, labels: ['face'] }).map(({ start, end, confidence, flagged }) => ({
      start,
      end,
      confidence,
      flagged
    }))
  }

  const take = (rows: readonly FaceRow[]): PredictedTrack[] => {
    for (const row of rows) {
      const own = byPerson.get(row.person)
      if (own) own.push(row)
      else byPerson.set(row.person, [row])
    }
    const persons = [...new Set(rows.map((row) => row.person))].sort((a, b) => a - b)
    return persons.flatMap((person) => {
      const now = segments(byPerson.get(person) ?? [])
      const change = changedSegments(sent.get(person) ?? [], now)
      sent.set(person, now)
      return change ? [{ personKey: `face-${person}`, name: `Face ${person}`, ...change }] : []
    })
  }

  take(
    done
      .flatMap((chunk) => readRows(chunk, grid, rules.labels))
      .toSorted((a, b) => a.sample - b.sample || a.person - b.person)
  )

  return {
    get persons() {
      return Math.max(0, ...byPerson.keys())
    },
    lastSeen: () =>
      [...byPerson].map(([person, rows]) => {
        const last = rows.at(-1)
        if (!last) throw new Error(`person ${person} has no rows`)
        return { person: person - 1, box: last.face, time: grid.times[last.sample] ?? 0, seen: rows.length }
      }),
    add: take,
    chunk: (number, rows) => (rows.length === 0 ? undefined : writeRows(number, rows, grid, rules.labels))
  }
}

function writeRows(
  chunk: number,
  rows: readonly FaceRow[],
  grid: SampleGrid,
  labels: readonly string[]
): Rows {
  const columns = [...FIXED, ...labels]
  const data = new Float32Array(rows.length * columns.length)
  rows.forEach(({ person, face, probabilities }, index) => {
    data.set([person, face.x, face.y, face.w, face.h, face.score, ...probabilities], index * columns.length)
  })
  return {
    chunk,
    count: rows.length,
    columns,
    pts: Float64Array.from(rows, (row) => grid.times[row.sample] ?? 0),
    data
  }
}

function readRows(rows: Rows, grid: SampleGrid, labels: readonly string[]): FaceRow[] {
  const samples = new Map(grid.times.map((time, sample) => [time, sample]))
  const width = rows.columns.length
  return Array.from({ length: rows.count }, (_, index) => {
    const [person = 0, x = 0, y = 0, w = 0, h = 0, score = 0, ...probabilities] = rows.data.subarray(
      index * width,
      (index + 1) * width
    )
    const sample = samples.get(rows.pts[index] ?? -1) ?? -1
    return {
      sample,
      person,
      face: { x, y, w, h, score },
      probabilities: probabilities.slice(0, labels.length)
    }
  }).filter((row) => row.sample >= 0)
}
