import type { AlikeFaces, AlikePair, EmbeddingRef, FoundFace } from '../../shared/contract/embeddings'
import { ok, type Result } from '../../shared/domain/problem'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { embeddingTable, vectorParts, type EmbeddingTable } from './embedding-rows'
import { gone, sizeOf } from './embedding-work'

/** Fewer pictures of a face say too little. */
const FEWEST_SEEN = 3
/** Faces that are held against each other, the most seen first. */
const MOST_FACES = 300
/** Pairs that are told. */
const MOST_PAIRS = 40
/**
 * Faces are told from this cosine of their mean vectors on. Measured with "Face identity" at two pictures a second on six videos
 * with seven people: parts of one face 0.94 and more, one person in two videos 0.996, two people 0.62 at most.
 */
const LEAST_ALIKE = 0.75
/** A track is about a face when it covers at least this share of the pictures that the face was seen in. */
const LEAST_COVERED = 0.5

/** Faces of a set of embeddings, in all recordings, that look the same. */
export async function alikeFaces(
  { board }: HandlerContext,
  project: Project,
  ref: EmbeddingRef
): Promise<Result<AlikeFaces>> {
  const table = embeddingTable(project, ref)
  if (table.facts.length === 0) return gone
  const all = facesOf(table)
  const faces = all.slice(0, MOST_FACES)
  const target = new Int32Array(table.facts.length).fill(-1)
  faces.forEach(({ rows }, code) => rows.forEach((row) => (target[row] = code)))
  const outcome = await board.ask(
    {
      kind: 'embedding-classes',
      size: sizeOf(table),
      groups: [],
      byGroup: false,
      target,
      classes: faces.length
    },
    { parts: vectorParts(project, table) }
  )
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  if (outcome.state !== 'done' || outcome.result.kind !== 'embedding-classes')
    return ok({ faces: [], pairs: [], agreed: 0, more: 0 })
  const { distances, prototypes } = outcome.result
  const found = faces.map((face, code) => foundFace(project, table, face, prototypes[code] ?? undefined))
  const pairs: AlikePair[] = []
  let agreed = 0
  for (let a = 0; a < faces.length; a++)
    for (let b = a + 1; b < faces.length; b++) {
      const cosine = 1 - (distances[a]?.[b] ?? 1)
      const [one, other] = [faces[a], faces[b]]
      if (!one || !other || cosine < LEAST_ALIKE || seenTogether(one, other)) continue
      const [who, whom] = [found[a]?.personId, found[b]?.personId]
      if (who !== undefined && who === whom) agreed++
      else pairs.push({ a, b, cosine })
    }
  pairs.sort((a, b) => b.cosine - a.cosine)
  return ok({ faces: found, pairs: pairs.slice(0, MOST_PAIRS), agreed, more: all.length - faces.length })
}

/** A face of one recording with its rows. */
interface Face {
  readonly recordingId: string
  readonly face: number
  readonly rows: number[]
  /** Pictures that it was seen in, by their number. */
  readonly samples: Set<number>
}

/** Faces by recording and number, the most seen first. */
function facesOf({ facts }: EmbeddingTable): Face[] {
  const found = new Map<string, Face>()
  facts.forEach(({ recordingId, unitKey }, row) => {
    const [, number, sample] = /^face-(\d+)@(\d+)$/u.exec(unitKey) ?? []
    if (number === undefined) return
    const key = `${recordingId} ${number}`
    const face = found.get(key) ?? { recordingId, face: Number(number), rows: [], samples: new Set() }
    found.set(key, face)
    face.rows.push(row)
    face.samples.add(Number(sample))
  })
  return [...found.values()]
    .filter(({ rows }) => rows.length >= FEWEST_SEEN)
    .sort((a, b) => b.rows.length - a.rows.length)
}

/** Two faces of one picture are two people. */
const seenTogether = (a: Face, b: Face): boolean =>
  a.recordingId === b.recordingId && [...a.samples].some((sample) => b.samples.has(sample))

function foundFace(
  project: Project,
  { facts }: EmbeddingTable,
  { recordingId, face, rows }: Face,
  row: number | undefined
): FoundFace {
  const middles = rows.map((at) => ((facts[at]?.start ?? 0) + (facts[at]?.end ?? 0)) / 2)
  const tracks = project
    .all('track')
    .filter(
      (track) =>
        track.recordingId === recordingId &&
        track.kind === 'segments' &&
        track.runId !== undefined &&
        track.name.endsWith(`Face ${face}`) &&
        covers(project, track.id, middles)
    )
  const personId = tracks.find((track) => track.personId !== undefined)?.personId
  return {
    recordingId,
    face,
    ...(personId === undefined ? {} : { personId }),
    trackIds: tracks
      .filter((track) => !track.locked && (track.personId === undefined || track.personId === personId))
      .map(({ id }) => id),
    seen: rows.length,
    row: row ?? rows[0] ?? 0
  }
}

/** Whether a track tells of most of these moments: runs may number faces differently. */
function covers(project: Project, trackId: string, times: readonly number[]): boolean {
  const segments = project.segmentsOfTrack(trackId)
  const inside = times.filter((time) => segments.some(({ start, end }) => time >= start && time < end))
  return inside.length >= LEAST_COVERED * times.length
}
