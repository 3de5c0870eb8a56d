import type { Sliced } from '../agreement/sliced'
import type { GoldSpan } from './timeline-gold'
import type { AnnotatorQuality, GoldRating, Verdict } from './votes'

/**
 * Verdicts of many stretches as columns, so that tens of thousands of them cross from one process to another in a few
 * milliseconds and single ones are read from them when they are shown. Stretches stand lane by lane, in order of time.
 */
export interface VerdictTable {
  /** First stretch of each lane, and behind the last one the number of all. */
  readonly laneFrom: Int32Array
  /** Microseconds. */
  readonly start: Float64Array
  readonly end: Float64Array
  /** Place in `states`. */
  readonly state: Uint8Array
  /** NaN: none. */
  readonly agreement: Float64Array
  /** Order by dissent, the most divided lowest: the agreement, of ratings the negative largest spread; NaN: none. */
  readonly accord: Float64Array
  /** Place of the verdict's labels, and of an open one's leading labels, in `sets`. */
  readonly verdict: Int32Array
  readonly annotators: readonly string[]
  /** By stretch, then annotator: place in `sets`; NO_VOTE, or ABSENT for one who took no part in the lane. */
  readonly said: Int32Array
  /** By stretch, then annotator: first of the sources; behind the last one the number of all. */
  readonly sourceFrom: Int32Array
  /** Places in `segmentIds`. */
  readonly sources: Int32Array
  /** Sets of labels, each once. */
  readonly sets: readonly (readonly string[])[]
  readonly segmentIds: readonly string[]
}

/** Answer of an annotator who declined or did not rate a stretch. */
export const NO_VOTE = -1
/** Answer of an annotator who took no part. */
export const ABSENT = -2

export const states = ['decided', 'open', 'unrated'] as const satisfies readonly Verdict['state'][]

/** What a rule made of the votes, in numbers. Seconds are of recording time, summed over lanes. */
export interface VoteGoldFacts {
  readonly spans: Readonly<Record<Verdict['state'], number>>
  readonly seconds: Readonly<Record<Verdict['state'], number>>
  readonly segments: number
  readonly agreement: number | null
  readonly annotators: readonly AnnotatorQuality[]
  readonly notes: readonly string[]
  readonly dims: readonly RatedDimension[]
}

/** One dimension of ratings over all decided stretches; means are over time. */
export interface RatedDimension {
  readonly dim: string
  readonly meanRaters: number
  /** Mean of the sample standard deviations over annotators; null where no stretch has two. */
  readonly meanSpread: number | null
}

/** Spans lane by lane as columns. */
export function* verdictTable(
  lanes: readonly (readonly GoldSpan[])[],
  annotators: readonly string[]
): Sliced<VerdictTable> {
  const count = lanes.reduce((sum, spans) => sum + spans.length, 0)
  const table = {
    laneFrom: new Int32Array(lanes.length + 1),
    start: new Float64Array(count),
    end: new Float64Array(count),
    state: new Uint8Array(count),
    agreement: new Float64Array(count),
    accord: new Float64Array(count),
    verdict: new Int32Array(count),
    said: new Int32Array(count * annotators.length).fill(ABSENT),
    sourceFrom: new Int32Array(count * annotators.length + 1)
  }
  const sets = places<readonly string[]>((labels) => JSON.stringify(labels))
  const ids = places<string>((id) => id)
  const sources: number[] = []
  let at = 0
  for (const [lane, spans] of lanes.entries()) {
    table.laneFrom[lane] = at
    for (const span of spans) {
      if (at % SLICE === SLICE - 1) yield
      table.start[at] = span.start
      table.end[at] = span.end
      table.state[at] = states.indexOf(span.state)
      table.agreement[at] = span.agreement ?? NaN
      table.accord[at] = span.agreement ?? -largestSpread(span.ratings)
      table.verdict[at] = sets.of(span.state === 'open' ? span.open : shown(span))
      for (const [a, annotator] of annotators.entries()) {
        const cell = at * annotators.length + a
        table.sourceFrom[cell] = sources.length
        const own = span.provenance.find((one) => one.annotator === annotator)
        if (!own) continue
        table.said[cell] = own.labels === null ? NO_VOTE : sets.of(own.labels)
        for (const id of own.sources) sources.push(ids.of(id))
      }
      at++
    }
  }
  table.laneFrom[lanes.length] = at
  table.sourceFrom[count * annotators.length] = sources.length
  return { ...table, annotators, sources: Int32Array.from(sources), sets: sets.all, segmentIds: ids.all }
}

/** Stretches between two pauses. */
const SLICE = 128

/** A verdict as labels; of ratings with their spread and number, to be read by people. */
const shown = ({ labels, ratings }: GoldSpan): readonly string[] =>
  ratings
    ? Object.entries(ratings).map(
        ([dim, { value, n, spread }]) =>
          `${dim}: ${Number(value.toFixed(2))}${spread === null ? '' : ` ± ${Number(spread.toFixed(2))}`} (n = ${n})`
      )
    : labels

/** NaN without two ratings of any dimension. */
function largestSpread(ratings: Readonly<Record<string, GoldRating>> | undefined): number {
  const spreads = Object.values(ratings ?? {}).flatMap(({ spread }) => spread ?? [])
  return spreads.length === 0 ? NaN : Math.max(...spreads)
}

/** Things each kept once, by key, and their places. */
function places<T>(keyOf: (thing: T) => string): { of(thing: T): number; readonly all: T[] } {
  const at = new Map<string, number>()
  const all: T[] = []
  return {
    all,
    of(thing) {
      const key = keyOf(thing)
      const known = at.get(key)
      if (known !== undefined) return known
      at.set(key, all.push(thing) - 1)
      return all.length - 1
    }
  }
}

/** The numbers of spans lane by lane; `segments`: rows that they give. */
export function* voteGoldFacts(
  lanes: readonly (readonly GoldSpan[])[],
  found: Pick<VoteGoldFacts, 'annotators' | 'notes' | 'segments'>
): Sliced<VoteGoldFacts> {
  const spans = { decided: 0, open: 0, unrated: 0 }
  const time = { decided: 0, open: 0, unrated: 0 }
  let agreed = 0
  let voted = 0
  const dims = new Map<string, { time: number; raters: number; spreadTime: number; spread: number }>()
  for (const lane of lanes) {
    for (const span of lane) {
      const length = span.end - span.start
      spans[span.state]++
      time[span.state] += length
      if (span.state === 'decided' && span.agreement !== null) {
        agreed += length * span.agreement
        voted += length
      }
      for (const [dim, { n, spread }] of Object.entries(span.ratings ?? {})) {
        const own = dims.get(dim) ?? { time: 0, raters: 0, spreadTime: 0, spread: 0 }
        dims.set(dim, own)
        own.time += length
        own.raters += length * n
        if (spread === null) continue
        own.spreadTime += length
        own.spread += length * spread
      }
    }
    yield
  }
  return {
    ...found,
    spans,
    seconds: { decided: time.decided / 1e6, open: time.open / 1e6, unrated: time.unrated / 1e6 },
    agreement: voted > 0 ? agreed / voted : null,
    dims: [...dims].map(([dim, { time: all, raters, spreadTime, spread }]) => ({
      dim,
      meanRaters: raters / all,
      meanSpread: spreadTime > 0 ? spread / spreadTime : null
    }))
  }
}

/** A part of one column, from a place on. */
export interface VerdictPiece {
  readonly column: keyof VerdictTable
  readonly from: number
  readonly values: VerdictTable[keyof VerdictTable]
}

/** Values of one piece: copied from one process to another in about a millisecond. */
const PIECE = 8192
/** Texts take longer to copy. */
const TEXTS = 1000

/** A table in pieces, to be handed over one by one. */
export function* verdictPieces(table: VerdictTable): Generator<VerdictPiece, void, undefined> {
  for (const column of columns) {
    const values = table[column]
    const size = 'buffer' in values ? PIECE : TEXTS
    for (let from = 0; from < values.length; from += size)
      yield { column, from, values: values.slice(from, from + size) }
  }
}

/** The table that pieces make, in whatever order they come. */
export function tableOf(pieces: readonly VerdictPiece[]): VerdictTable {
  const of = (column: keyof VerdictTable): readonly VerdictPiece[] =>
    pieces.filter((piece) => piece.column === column).toSorted((a, b) => a.from - b.from)
  const numbers = <T extends Int32Array | Float64Array | Uint8Array>(
    column: keyof VerdictTable,
    make: (length: number) => T
  ): T => {
    const own = of(column)
    const all = make(own.reduce((sum, { values }) => sum + values.length, 0))
    for (const { from, values } of own) all.set(values as ArrayLike<number>, from)
    return all
  }
  const ints = (column: keyof VerdictTable): Int32Array => numbers(column, (length) => new Int32Array(length))
  const doubles = (column: keyof VerdictTable): Float64Array =>
    numbers(column, (length) => new Float64Array(length))
  const lists = <T>(column: keyof VerdictTable): readonly T[] =>
    of(column).flatMap(({ values }) => values as unknown as readonly T[])
  return {
    laneFrom: ints('laneFrom'),
    start: doubles('start'),
    end: doubles('end'),
    state: numbers('state', (length) => new Uint8Array(length)),
    agreement: doubles('agreement'),
    accord: doubles('accord'),
    verdict: ints('verdict'),
    annotators: lists<string>('annotators'),
    said: ints('said'),
    sourceFrom: ints('sourceFrom'),
    sources: ints('sources'),
    sets: of('sets').flatMap(({ values }) => [...(values as VerdictTable['sets'])]),
    segmentIds: lists<string>('segmentIds')
  }
}

const columns = [
  ...(['laneFrom', 'start', 'end', 'state', 'agreement', 'accord', 'verdict', 'annotators'] as const),
  ...(['said', 'sourceFrom', 'sources', 'sets', 'segmentIds'] as const)
]
