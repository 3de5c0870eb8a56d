import { createHash } from 'node:crypto'
import type { EmbeddingRef, HeadAnswer, HeadQuery } from '../../shared/contract/embeddings'
import { fail, ok, type Result } from '../../shared/domain/problem'
import { micros } from '../../shared/domain/time'
import type { Segment } from '../../shared/domain/rows'
import { mapLimits } from '../../shared/embedding/map-kinds'
import { uncertainties } from '../../shared/probe/uncertainty'
import type { JobResult, JobSpec } from '../engine/protocol'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { endOfJob } from './end-of-job'
import { embeddingClasses } from './embedding-classes'
import { embeddingTable, groupsOf, labelRows, rowColumns, vectorParts } from './embedding-rows'
import type { EmbeddingTable } from './embedding-rows'
import { inSlices } from './in-slices'
import { changedTogether, tellChanged, withProject } from './with-project'

type Names =
  | 'embedding.sets'
  | 'embedding.map'
  | 'embedding.labels'
  | 'embedding.classes'
  | 'embedding.near'
  | 'embedding.head'
  | 'embedding.keep'

/** What a head said, until it is kept or three others were made. */
interface MadeHead {
  readonly projectId: string
  readonly query: HeadQuery
  readonly table: EmbeddingTable
  readonly target: Int32Array
  readonly labels: readonly string[]
  readonly shares: Float64Array
  readonly revision: number
}

const KEPT_HEADS = 3
/** Rows that nobody labelled are listed up to this many, least sure first. */
const MOST_UNSURE = 500

/** Embeddings of models: maps, neighbours, and heads fitted on them from labels. */
export function embeddingHandlers(context: HandlerContext): Area<Names> {
  const heads = new Map<string, MadeHead>()
  return {
    'embedding.sets': () => withProject(context, (project) => ok(setsOf(project))),

    'embedding.map': (query) =>
      withProject(context, async (project) => {
        const table = embeddingTable(project, query)
        if (table.facts.length === 0) return gone
        const most = mapLimits[query.kind]
        if (table.facts.length > most)
          return fail(
            'embedding.many',
            `This map takes at most ${most.toLocaleString('en')} embeddings; there are ${table.facts.length.toLocaleString('en')}.`,
            query.kind === 'tsne' ? 'Choose UMAP or principal components.' : 'Choose principal components.'
          )
        const { kind, seed, byGroup } = query
        const made = await asJob(context, project, `Map of ${nameOf(project, query)}`, table, {
          kind: 'embedding-map',
          size: sizeOf(table),
          groups: byGroup ? groupsOf(project, table) : [],
          byGroup,
          options: { kind, seed }
        })
        if (!made.ok) return made
        if (made.value?.kind !== 'embedding-map') return ok(null)
        const { map } = made.value
        const rows = rowColumns(project, table)
        return ok(map ? { rows, ...map } : { rows, points: null })
      }),

    'embedding.labels': ({ labels, ...ref }) =>
      withProject(context, (project) => ok(labelRows(project, embeddingTable(project, ref), labels))),

    'embedding.classes': (query) =>
      withProject(context, (project) => embeddingClasses(context, project, query)),

    'embedding.near': ({ row, count, ...ref }) =>
      withProject(context, async (project) => {
        const table = embeddingTable(project, ref)
        if (row >= table.facts.length) return gone
        const outcome = await context.board.ask(
          { kind: 'embedding-near', size: sizeOf(table), row, count },
          { parts: vectorParts(project, table) }
        )
        if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
        return ok(
          outcome.state === 'done' && outcome.result.kind === 'embedding-near' ? outcome.result.near : []
        )
      }),

    'embedding.head': (query) =>
      withProject(context, async (project) => {
        const table = embeddingTable(project, query)
        if (table.facts.length === 0) return gone
        const revision = project.revision()
        const { labels, codes } = labelRows(project, table, query.labels)
        if (labels.length < 2)
          return fail(
            'embedding.labels',
            labels.length === 0
              ? 'None of the embeddings lies where this annotator labelled something.'
              : `Everything that this annotator labelled there is “${labels[0] ?? ''}”; a head needs two classes.`,
            'Label some of the stretches that the model looked at, or choose another annotator.'
          )
        const { head: kind, penalty, byGroup, seed, budget } = query
        const made = await asJob(context, project, `Head on ${nameOf(project, query)}`, table, {
          kind: 'embedding-head',
          size: sizeOf(table),
          groups: groupsOf(project, table),
          target: codes,
          labels,
          head: { kind, penalty },
          byGroup,
          seed,
          budget
        })
        if (!made.ok) return made
        if (made.value?.kind !== 'embedding-head') return ok(null)
        const { report, shares } = made.value
        const key = keyOf(query, revision)
        heads.delete(key)
        heads.set(key, {
          projectId: project.info().id,
          query,
          table,
          target: codes,
          labels,
          shares,
          revision
        })
        for (const old of [...heads.keys()].slice(0, Math.max(0, heads.size - KEPT_HEADS))) heads.delete(old)
        return ok<HeadAnswer>({ key, report, revision, unsure: unsureRows(codes, labels, shares) })
      }),

    'embedding.keep': ({ key, rows }) =>
      withProject(context, async (project) => {
        const made = heads.get(key)
        if (!made || made.projectId !== project.info().id)
          return fail('embedding.forgotten', 'This head is not remembered any more.', 'Fit it again.')
        return keepHead(context, project, made, rows)
      })
  }
}

const gone = fail('embedding.gone', 'These embeddings are not part of the project any more.')

const sizeOf = ({ facts, dims }: EmbeddingTable): { rows: number; columns: number } => ({
  rows: facts.length,
  columns: dims
})

const keyOf = (query: HeadQuery, revision: number): string =>
  createHash('sha256')
    .update(JSON.stringify([query, revision]))
    .digest('hex')
    .slice(0, 24)

function setsOf(project: Project) {
  const blind = new Set(project.viewer().blindRecordingIds)
  const runs = new Map(project.all('run').map((run) => [run.id, run]))
  const sets = new Map<
    string,
    { runId: string; outputId: string; rows: number; dims: number; recordings: number }
  >()
  for (const { runId, outputId, recordingId, dims, rows } of project.embeddingCounts()) {
    if (blind.has(recordingId) || !runs.has(runId)) continue
    const key = `${runId}/${outputId}`
    const known = sets.get(key) ?? { runId, outputId, rows: 0, dims, recordings: 0 }
    sets.set(key, { ...known, rows: known.rows + rows, recordings: known.recordings + 1 })
  }
  return [...sets.values()]
    .map((set) => {
      const run = runs.get(set.runId)
      return {
        ...set,
        modelName: project.get('author', run?.authorId ?? '')?.name ?? run?.modelId ?? '',
        startedAt: run?.startedAt ?? ''
      }
    })
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
}

function nameOf(project: Project, { runId, outputId }: EmbeddingRef): string {
  return setsOf(project).find((set) => set.runId === runId && set.outputId === outputId)?.modelName ?? 'a run'
}

/** A job on the board whose vectors come as parts; undefined when it was stopped. */
const asJob = (
  { board, open }: HandlerContext,
  project: Project,
  title: string,
  table: EmbeddingTable,
  spec: JobSpec
): Promise<Result<JobResult | undefined>> =>
  endOfJob(board, {
    kind: 'embedding',
    title,
    lane: 'compute',
    spec: () => (open.project === project ? spec : undefined),
    parts: () => vectorParts(project, table)
  })

function unsureRows(
  codes: Int32Array,
  labels: readonly string[],
  shares: Float64Array
): HeadAnswer['unsure'] {
  const unsure = uncertainties(shares, labels.length, 'margin')
  return Array.from(codes.keys())
    .filter((row) => (codes[row] ?? -1) < 0 && !Number.isNaN(shares[row * labels.length] ?? NaN))
    .sort((a, b) => (unsure[b] ?? 0) - (unsure[a] ?? 0))
    .slice(0, MOST_UNSURE)
    .map((row) => {
      const label = highest(shares, row, labels.length)
      return { row, label, share: shares[row * labels.length + label] ?? 0 }
    })
}

function highest(shares: Float64Array, row: number, classes: number): number {
  let best = 0
  for (let c = 1; c < classes; c++)
    if ((shares[row * classes + c] ?? 0) > (shares[row * classes + best] ?? 0)) best = c
  return best
}

/** Segments written in one go. */
const PART = 500

async function keepHead(
  context: HandlerContext,
  project: Project,
  { query, table, target, labels, shares, revision }: MadeHead,
  rows: 'all' | 'unlabelled'
): Promise<Result<{ readonly runId: string; readonly segments: number }>> {
  const scheme = project.get('scheme', query.labels.schemeId)
  if (!scheme) return fail('unknown-scheme', 'The scheme of the labels is not part of the project any more.')
  const byRecording = new Map<string, Omit<Segment, 'id' | 'trackId'>[]>()
  for (const [row, fact] of table.facts.entries()) {
    if (Number.isNaN(shares[row * labels.length] ?? NaN)) continue
    if (rows === 'unlabelled' && (target[row] ?? -1) >= 0) continue
    const own = byRecording.get(fact.recordingId) ?? []
    byRecording.set(fact.recordingId, own)
    const best = highest(shares, row, labels.length)
    own.push({
      start: micros(fact.start),
      end: micros(fact.end),
      label: labels[best],
      confidence: rounded(shares[row * labels.length + best]),
      flagged: false,
      scores: Object.fromEntries(labels.map((id, c) => [id, rounded(shares[row * labels.length + c])])),
      ...(fact.personId === undefined ? {} : { personId: fact.personId })
    })
  }
  const base = nameOf(project, query)
  const hash = createHash('sha256').update(JSON.stringify({ query, revision })).digest('hex')
  const created = project.createRun({
    modelId: `head-${query.head}-${query.outputId}`.slice(0, 64),
    modelName: `${headNames[query.head]} on ${base}`,
    scheme,
    attributeId: query.labels.attributeId,
    manifestHash: hash,
    weightsHash: createHash('sha256').update(new Uint8Array(shares.buffer)).digest('hex'),
    runtimeVersion: context.info.version,
    providerAsked: 'cpu',
    options: { ...query, labelsRevision: revision, recordingIds: [...byRecording.keys()] },
    itemsTotal: byRecording.size
  })
  let changed = created
  let segments = 0
  for (const [recordingId, own] of byRecording)
    for (let from = 0; from < own.length; from += PART) {
      const append = own.slice(from, from + PART)
      const next = project.commitPredicted(created.run.id, {
        recordingId,
        tracks: [{ personKey: 'head', name: headNames[query.head], append }],
        recordingDone: from + PART >= own.length,
        timings: {},
        providerGot: 'cpu'
      })
      changed = { ...changed, ...changedTogether(changed, next) }
      segments += append.length
      await inSlices(pause())
      if (context.open.project !== project) return ok({ runId: created.run.id, segments })
    }
  tellChanged(context, changed)
  tellChanged(
    context,
    project.updateRun(created.run.id, { state: 'done', finishedAt: new Date().toISOString() })
  )
  return ok({ runId: created.run.id, segments })
}

function* pause(): Generator<undefined, void, undefined> {
  yield
}

const rounded = (share: number | undefined): number => Math.round((share ?? 0) * 1e6) / 1e6

const headNames: Readonly<Record<HeadQuery['head'], string>> = {
  logistic: 'Logistic head',
  ridge: 'Ridge head',
  lda: 'Discriminant head',
  'nearest-centroid': 'Nearest-centroid head'
}
