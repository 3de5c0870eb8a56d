import { groupSegments } from './group-segments'
import { resolvePieces, type Pieces } from './resolve-pieces'
import type { Sliced } from './sliced'
import { UnitBuffer } from './unit-buffer'
import type { AgreementSegment, AgreementUnits } from './units'

export interface UnitsInput {
  readonly segments: readonly AgreementSegment[]
  /** Number of annotators and of labels. */
  readonly annotators: number
  readonly labels: number
  /** Recordings in the order in which units are listed. */
  readonly recordingIds?: readonly string[]
}

// Steps of the sweep between two pauses; some milliseconds with ten annotators (measured).
const SLICE = 2048
const NOBODY = ''

/**
 * Stretches of time with the label of every annotator, convention `time` of `unitConvention`: cut wherever a label
 * begins or ends, neighbours with the same labels joined. Recording by recording, in each by person in order of time.
 */
export function* timeUnits(input: UnitsInput): Sliced<AgreementUnits> {
  const { segments, annotators, labels } = input
  const groups = groupSegments(segments, annotators, input.recordingIds)
  const buffer = new UnitBuffer(annotators)
  const persons = personIndex()
  for (const [recording, group] of groups.entries()) {
    yield
    const names = new Set<string>()
    const lanes = new Map<string, Pieces>()
    for (const [author, positions] of group.byAuthor.entries()) {
      const byPerson = new Map<string, number[]>()
      for (const position of positions) {
        const name = segments[position]?.personId ?? NOBODY
        const list = byPerson.get(name)
        if (list) list.push(position)
        else byPerson.set(name, [position])
      }
      for (const [name, list] of byPerson) {
        if (name !== NOBODY) names.add(name)
        lanes.set(`${author} ${name}`, resolvePieces(segments, list))
      }
      yield
    }
    const people = [...names].sort()
    yield* sweep(
      buffer,
      recording,
      people.map((name) => persons.of(name)),
      people.map((name) => laneRow(lanes, annotators, name)),
      laneRow(lanes, annotators, NOBODY)
    )
  }
  return {
    kind: 'time',
    annotators,
    labels,
    count: buffer.count,
    codes: buffer.codes,
    at: buffer.at,
    start: buffer.start,
    end: buffer.end,
    recording: buffer.recording,
    recordings: groups.map(({ recordingId }) => recordingId),
    person: buffer.person,
    persons: persons.names,
    segments
  }
}

/** Names of persons with their index, in the order in which they are first asked for. */
export function personIndex() {
  const known = new Map<string, number>()
  const names: string[] = []
  return {
    names,
    of(name: string | undefined): number {
      if (name === undefined || name === NOBODY) return -1
      const found = known.get(name)
      if (found !== undefined) return found
      known.set(name, names.length)
      return names.push(name) - 1
    }
  }
}

const laneRow = (
  lanes: ReadonlyMap<string, Pieces>,
  annotators: number,
  name: string
): readonly (Pieces | undefined)[] =>
  Array.from({ length: annotators }, (_, author) => lanes.get(`${author} ${name}`))

/** One recording from start to end, from edge to edge. `rows`: the lanes of each person; `nobody`: those about nobody. */
function* sweep(
  buffer: UnitBuffer,
  recording: number,
  persons: readonly number[],
  rows: readonly (readonly (Pieces | undefined)[])[],
  nobody: readonly (Pieces | undefined)[]
): Sliced<void> {
  const n = buffer.annotators
  const lanes = [...rows.flat(), ...nobody]
  const rest = rows.length * n
  // What each lane says now (-1: nothing), where, and when that changes.
  const code = new Int16Array(lanes.length).fill(-1)
  const from = new Int32Array(lanes.length).fill(-1)
  const edge = Float64Array.from(lanes, (lane) => lane?.start[0] ?? Infinity)
  const next = new Int32Array(lanes.length)
  const codes = new Int16Array(n)
  const at = new Int32Array(n)
  const used = new Uint8Array(n)
  const open = new Int32Array(persons.length + 1).fill(-1)
  const first = buffer.count
  let time = earliest(edge)
  for (let step = 1; time < Infinity; step++) {
    if (step % SLICE === 0) yield
    for (let l = 0; l < lanes.length; l++) if ((edge[l] ?? 0) <= time) turn(l)
    const until = earliest(edge)
    if (until === Infinity) break
    used.fill(0)
    for (let p = 0; p < rows.length; p++) if (fill(p * n)) extend(p, persons[p] ?? -1, time, until)
    if (fillRest()) extend(persons.length, -1, time, until)
    time = until
  }

  /** The lane reaches an edge: the piece that was on ends, or the next begins, or both. */
  function turn(l: number): void {
    const lane = lanes[l]
    if (!lane) return
    let i = next[l] ?? 0
    while ((lane.end[i] ?? Infinity) <= time) i++
    next[l] = i
    const on = (lane.start[i] ?? Infinity) <= time
    code[l] = on ? (lane.code[i] ?? -1) : -1
    from[l] = on ? (lane.at[i] ?? -1) : -1
    edge[l] = (on ? lane.end[i] : lane.start[i]) ?? Infinity
  }

  /** Labels about a person, with those about nobody standing in; false when nobody names the person now. */
  function fill(row: number): boolean {
    let own = false
    for (let a = 0; a < n; a++) if ((code[row + a] ?? -1) >= 0) own = true
    if (!own) return false
    for (let a = 0; a < n; a++) {
      const mine = (code[row + a] ?? -1) >= 0
      const lane = mine ? row + a : rest + a
      codes[a] = code[lane] ?? -1
      at[a] = from[lane] ?? -1
      if (!mine && (codes[a] ?? -1) >= 0) used[a] = 1
    }
    return true
  }

  /** Labels about nobody that stand in for no one; false when there is none. */
  function fillRest(): boolean {
    let any = false
    for (let a = 0; a < n; a++) {
      const taken = used[a] === 1
      codes[a] = taken ? -1 : (code[rest + a] ?? -1)
      at[a] = taken ? -1 : (from[rest + a] ?? -1)
      if ((codes[a] ?? -1) >= 0) any = true
    }
    return any
  }

  function extend(slot: number, person: number, start: number, end: number): void {
    const last = open[slot] ?? -1
    if (last >= first && buffer.end[last] === start && buffer.hasCodes(last, codes)) buffer.end[last] = end
    else open[slot] = buffer.add(codes, at, start, end, recording, person)
  }
}

function earliest(edges: Float64Array): number {
  let least = Infinity
  for (let i = 0; i < edges.length; i++) if ((edges[i] ?? Infinity) < least) least = edges[i] ?? Infinity
  return least
}
