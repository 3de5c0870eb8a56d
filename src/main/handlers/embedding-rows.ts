import { comparedLabels } from '../../shared/values/answers-in-labels'
import type {
  EmbeddingLabels,
  EmbeddingRef,
  EmbeddingRows,
  LabelSource
} from '../../shared/contract/embeddings'
import type { JobPart } from '../engine/protocol'
import type { EmbeddingFact, Project } from '../store'

/** A set of embeddings as the handlers work on it: what may be seen, of equal length. */
export interface EmbeddingTable {
  readonly facts: readonly EmbeddingFact[]
  readonly dims: number
}

/** Embeddings of an output that may be seen: none of a recording that is being labelled blind. */
export function embeddingTable(project: Project, { runId, outputId }: EmbeddingRef): EmbeddingTable {
  const blind = new Set(project.viewer().blindRecordingIds)
  const facts = project.embeddingFacts(runId, outputId).filter(({ recordingId }) => !blind.has(recordingId))
  const dims = facts[0]?.dims ?? 0
  return { facts: facts.filter((fact) => fact.dims === dims).map((fact) => withPerson(project, fact)), dims }
}

/** A stretch that a segment gave is of the person whom the segment or its track is about. */
function withPerson(project: Project, fact: EmbeddingFact): EmbeddingFact {
  if (fact.personId !== undefined || fact.segmentId === undefined) return fact
  const segment = project.get('segment', fact.segmentId)
  const personId = segment?.personId ?? (segment && project.get('track', segment.trackId)?.personId)
  return personId === undefined ? fact : { ...fact, personId }
}

/** Numbers of one part: main copies this many in about a millisecond. */
const PART_VALUES = 65_536

/** The vectors of a table, piece by piece; one that was deleted meanwhile is zeros. */
export function* vectorParts(
  project: Project,
  { facts, dims }: EmbeddingTable
): Generator<JobPart | undefined, void, undefined> {
  const rows = Math.max(1, Math.floor(PART_VALUES / Math.max(1, dims)))
  for (let from = 0; from < facts.length; from += rows) {
    const part = facts.slice(from, from + rows)
    const data = new Float32Array(part.length * dims)
    part.forEach(({ row }, i) => data.set(project.embeddingVector(row) ?? [], i * dims))
    yield { kind: 'vectors', data }
  }
}

/** Who each row is of: the person where one is named, otherwise the group of its recording (the recording itself where it has none). */
export function groupsOf(project: Project, { facts }: EmbeddingTable): string[] {
  const recordings = new Map(project.all('recording').map((recording) => [recording.id, recording]))
  const persons = new Map(project.all('person').map(({ id, name }) => [id, name]))
  return facts.map(({ recordingId, personId }) => {
    const recording = recordings.get(recordingId)
    return persons.get(personId ?? '') ?? recording?.group ?? recording?.name ?? recordingId
  })
}

/** The rows column by column. */
export function rowColumns(project: Project, table: EmbeddingTable): EmbeddingRows {
  const groups = groupsOf(project, table)
  const recording = coded(table.facts.map(({ recordingId }) => recordingId))
  const person = coded(table.facts.map(({ personId }) => personId))
  const group = coded(groups)
  return {
    recordingIds: recording.names,
    personIds: person.names,
    groups: group.names,
    recording: recording.codes,
    person: person.codes,
    group: group.codes,
    start: Float64Array.from(table.facts, ({ start }) => start),
    end: Float64Array.from(table.facts, ({ end }) => end)
  }
}

function coded(values: readonly (string | undefined)[]): { names: string[]; codes: Int32Array } {
  const places = new Map<string, number>()
  const codes = Int32Array.from(values, (value) => {
    if (value === undefined) return -1
    const known = places.get(value)
    if (known !== undefined) return known
    places.set(value, places.size)
    return places.size - 1
  })
  return { names: [...places.keys()], codes }
}

/** A label counts for a row when it holds at least this share of the row's time. */
const LEAST_SHARE = 0.5

/**
 * What an author labelled where the rows are: of the labels that share time with a row (and are about the same person,
 * where both say whom) the one that shares most, if that is half of the row or more. Declined ratings are no labels.
 */
export function labelRows(
  project: Project,
  { facts }: EmbeddingTable,
  { authorId, schemeId, attributeId }: LabelSource
): EmbeddingLabels {
  const recordingIds = [...new Set(facts.map(({ recordingId }) => recordingId))]
  const lanes = project
    .segmentsForCompare([authorId], recordingIds)
    .filter(({ track }) => track.schemeId === schemeId && track.attributeId === attributeId)
  const byRecording = new Map<string, Labelled[]>()
  for (const { track, segments } of lanes) {
    const own = byRecording.get(track.recordingId) ?? []
    byRecording.set(track.recordingId, own)
    for (const { start, end, label, personId } of segments)
      if (label !== undefined && label !== 'cannot-rate')
        own.push({ start, end, label, person: personId ?? track.personId })
  }
  for (const own of byRecording.values()) own.sort((a, b) => a.start - b.start)
  const said = facts.map((fact) => labelAt(byRecording.get(fact.recordingId) ?? [], fact))
  const found = new Set(said)
  const order = comparedLabels(project.get('scheme', schemeId), attributeId).map(({ id }) => id)
  const labels = [
    ...order.filter((label) => found.has(label)),
    ...[...found].filter((label) => label !== undefined && !order.includes(label))
  ].filter((label) => label !== undefined)
  const places = new Map(labels.map((label, i) => [label, i]))
  return { labels, codes: Int32Array.from(said, (label) => places.get(label ?? '') ?? -1) }
}

interface Labelled {
  readonly start: number
  readonly end: number
  readonly label: string
  readonly person: string | undefined
}

function labelAt(labelled: readonly Labelled[], { start, end, personId }: EmbeddingFact): string | undefined {
  const shared = new Map<string, number>()
  for (const one of labelled) {
    if (one.start >= end) break
    if (one.end <= start || (one.person !== undefined && personId !== undefined && one.person !== personId))
      continue
    const time = Math.min(end, one.end) - Math.max(start, one.start)
    shared.set(one.label, (shared.get(one.label) ?? 0) + time)
  }
  let best: string | undefined
  for (const [label, time] of shared) if (time > (shared.get(best ?? '') ?? 0)) best = label
  return (shared.get(best ?? '') ?? 0) >= LEAST_SHARE * (end - start) ? best : undefined
}
