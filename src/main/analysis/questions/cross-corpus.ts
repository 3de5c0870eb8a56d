import { dirname, basename } from 'node:path'
import type { Sliced } from '../../../shared/agreement/sliced'
import type { CorpusCell } from '../../../shared/analysis/slices/corpus-matrix'
import type { CompareQuery, CorpusBy } from '../../../shared/contract'
import { ok } from '../../../shared/domain/problem'
import type { Track } from '../../../shared/domain/rows'
import { commonTargets, keyOf, sameRef } from '../../../shared/mapping/common-targets'
import type { AttributeRef } from '../../../shared/mapping/scheme-map'
import { clusterBootstrap } from '../../../shared/metrics/base/cluster-bootstrap'
import { confusionFromCodes } from '../../../shared/metrics/base/confusion'
import { unweightedAverageRecall } from '../../../shared/metrics/recall-average'
import { answersInLabels } from '../../../shared/values/answers-in-labels'
import type { ProjectReader } from '../../store'
import { comparedItems } from '../compared'
import type { Desk } from '../desk'
import { facetGround } from '../facets/facet-source'
import { itemClusters } from '../facets/item-clusters'
import type { Question } from '../question'

/** Scores of every model on every corpus. */
export const crossCorpus: Question<'analysis.crossCorpus'> = function* (
  desk,
  { referenceAuthorId, candidateIds, by, practice }
) {
  const { reader } = desk
  const revision = reader.revision()
  const tracks = reader
    .dataTracks()
    .filter((track) => answersInLabels(reader.get('scheme', track.schemeId), track.attributeId))
  const authors = reader.all('author')
  const models = authors.filter(
    ({ id, kind }) =>
      id !== referenceAuthorId &&
      (candidateIds.length > 0 ? candidateIds.includes(id) : kind === 'model') &&
      tracks.some(({ authorId }) => authorId === id)
  )
  const judged = new Set(models.map(({ id }) => id))
  const references = tracks.filter(({ authorId, runId }) => runId === undefined && !judged.has(authorId))
  const ways = sortings(reader, references)
  yield
  const choices = [...ways].filter(([, groups]) => groups.size > 1).map(([way]) => way)
  const chosen = by !== undefined && ways.has(by) ? by : (choices[0] ?? 'group')
  const corpora = [...(ways.get(chosen) ?? [])].sort(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true })
  )
  const cells: CorpusCell[][] = []
  const rows = []
  for (const [name, recordingIds] of corpora.slice(0, MOST_CORPORA)) {
    const reference = referenceOf(reader, references, recordingIds, referenceAuthorId)
    rows.push({
      name,
      recordings: recordingIds.length,
      ...(reference === undefined ? {} : { referenceAuthorId: reference })
    })
    const line: CorpusCell[] = []
    for (const { id } of models)
      line.push(
        reference === undefined
          ? blank('Nobody has labelled these recordings.')
          : yield* oneCell(desk, tracks, reference, id, recordingIds, practice)
      )
    cells.push(line)
  }
  return ok({ corpora: rows, candidateIds: models.map(({ id }) => id), cells, by: chosen, choices, revision })
}

const MOST_CORPORA = 60

const blank = (reason: string): CorpusCell => ({
  uar: { value: null, reason },
  n: 0,
  classes: [],
  blank: reason
})

function* oneCell(
  desk: Desk,
  tracks: readonly Track[],
  referenceAuthorId: string,
  candidateAuthorId: string,
  recordingIds: readonly string[],
  practice: boolean
): Sliced<CorpusCell> {
  const here = new Set(recordingIds)
  const used = (author: string): AttributeRef[] => [
    ...new Map(
      tracks
        .filter(({ authorId, recordingId }) => authorId === author && here.has(recordingId))
        .map((track) => [keyOf(track), { schemeId: track.schemeId, attributeId: track.attributeId }])
    ).values()
  ]
  const [own, theirs] = [used(referenceAuthorId), used(candidateAuthorId)]
  if (theirs.length === 0) return blank('The model was not run here.')
  const same = own.some((ref) => theirs.some((other) => sameRef(ref, other)))
  const target = same ? undefined : commonTargets([own, theirs], desk.reader.all('scheme'))[0]?.to
  if (!same && !target) return blank('No table leads from the labels of one to those of the other.')
  const query: CompareQuery = {
    referenceAuthorId,
    candidateAuthorId,
    recordingIds: [...recordingIds],
    mode: 'segments',
    minOverlap: 0,
    ignorePersons: false,
    practice,
    ...(target ? { mapTo: target } : {})
  }
  const compared = yield* comparedItems(desk, query)
  if (!compared.ok) return blank(compared.error.message)
  const items = compared.value
  if (items.labels.length === 0) return blank('The two have no class in common.')
  if (items.rows.length === 0) return blank('No item has a label of both in the classes they share.')
  const labels = items.labels.map(({ id }) => id)
  const table = confusionFromCodes(labels, items.units.reference, items.units.candidate)
  yield
  const ground = facetGround(desk, items)
  const { cluster, noun } = itemClusters(ground)
  const [interval] = clusterBootstrap(
    {
      labels,
      reference: ground.reference,
      candidate: items.rows.map((unit) => items.units.candidate[unit] ?? -1),
      cluster,
      clusters: cluster.reduce((most, one) => Math.max(most, one + 1), 0)
    },
    (drawn) => [unweightedAverageRecall.compute(drawn).value],
    { noun, replicates: 500 }
  )
  yield
  const score = unweightedAverageRecall.compute(table)
  return {
    uar:
      score.value === null
        ? { value: null, reason: score.reason }
        : { value: score.value, ...(interval && 'low' in interval ? { interval } : {}) },
    n: items.rows.length,
    ...(target ? { map: target } : {}),
    classes: items.labels.map(({ name }) => name),
    query: {
      referenceAuthorId,
      candidateAuthorId,
      recordingIds: query.recordingIds,
      ...(target ? { mapTo: target } : {})
    }
  }
}

/** Recordings in corpora, by each way of telling corpora apart; only those that somebody labelled. */
function sortings(
  reader: ProjectReader,
  references: readonly Track[]
): ReadonlyMap<CorpusBy, ReadonlyMap<string, readonly string[]>> {
  const labelled = new Set(references.map(({ recordingId }) => recordingId))
  const recordings = reader.all('recording').filter(({ id }) => labelled.has(id))
  const folders = new Map<string, string>()
  for (const { recordingId, path } of reader.all('file'))
    if (!folders.has(recordingId)) folders.set(recordingId, basename(dirname(path)))
  const languages = new Map<string, string>()
  for (const { recordingId, info } of reader.all('stream'))
    if (info.language && !languages.has(recordingId)) languages.set(recordingId, info.language)
  const schemes = new Map<string, string>()
  for (const { recordingId, schemeId } of references)
    if (!schemes.has(recordingId)) schemes.set(recordingId, reader.get('scheme', schemeId)?.name ?? schemeId)
  const sorted = (of: (recording: (typeof recordings)[number]) => string | undefined) => {
    const groups = new Map<string, string[]>()
    for (const recording of recordings) {
      const name = of(recording) ?? 'Not said'
      const own = groups.get(name)
      if (own) own.push(recording.id)
      else groups.set(name, [recording.id])
    }
    return groups
  }
  return new Map<CorpusBy, ReadonlyMap<string, readonly string[]>>([
    ['folder', sorted(({ id }) => folders.get(id))],
    ['scheme', sorted(({ id }) => schemes.get(id))],
    ['language', sorted(({ id }) => languages.get(id))],
    ['group', sorted(({ group }) => group)]
  ])
}

const kindOrder: Readonly<Record<string, number>> = { gold: 0, human: 1, import: 2, model: 3 }

/** Who is right in a corpus: whoever was asked for, else the gold, person or import with most lanes there. */
function referenceOf(
  reader: ProjectReader,
  references: readonly Track[],
  recordingIds: readonly string[],
  wanted: string | undefined
): string | undefined {
  const here = new Set(recordingIds)
  const lanes = new Map<string, number>()
  for (const { authorId, recordingId } of references)
    if (here.has(recordingId)) lanes.set(authorId, (lanes.get(authorId) ?? 0) + 1)
  if (wanted !== undefined && lanes.has(wanted)) return wanted
  const kind = (id: string): number => kindOrder[reader.get('author', id)?.kind ?? 'model'] ?? 3
  return [...lanes].sort(([a, n], [b, m]) => kind(a) - kind(b) || m - n)[0]?.[0]
}
