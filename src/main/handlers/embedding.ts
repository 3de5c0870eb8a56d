import type { HeadAnswer, HeadQuery } from '../../shared/contract/embeddings'
import { fail, ok } from '../../shared/domain/problem'
import { mapLimits } from '../../shared/embedding/map-kinds'
import { uncertainties } from '../../shared/probe/uncertainty'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { alikeFaces } from './embedding-alike'
import { embeddingClasses } from './embedding-classes'
import { keepHead, madeHeads, type MadeHead } from './embedding-keep'
import { ratingHead } from './embedding-ratings'
import { embeddingTable, groupsOf, labelRows, rowColumns, vectorParts } from './embedding-rows'
import { asJob, gone, nameOf, setsOf, sizeOf } from './embedding-work'
import { withProject } from './with-project'

type Names =
  | 'embedding.sets'
  | 'embedding.map'
  | 'embedding.labels'
  | 'embedding.classes'
  | 'embedding.alike'
  | 'embedding.near'
  | 'embedding.head'
  | 'embedding.ratings'
  | 'embedding.keep'

/** Rows that nobody labelled are listed up to this many, least sure first. */
const MOST_UNSURE = 500

/** Embeddings of models: maps, neighbours, and heads fitted on them from labels. */
export function embeddingHandlers(context: HandlerContext): Area<Names> {
  const heads = madeHeads()
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

    'embedding.alike': (ref) => withProject(context, (project) => alikeFaces(context, project, ref)),

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
        const key = heads.put({
          projectId: project.info().id,
          query,
          source: query.labels,
          kind,
          title: headNames[kind],
          table,
          numbers: shares,
          revision,
          known: (row) => (codes[row] ?? -1) >= 0,
          said: (row) => labelOf(labels, shares, row)
        })
        return ok<HeadAnswer>({ key, report, revision, unsure: unsureRows(codes, labels, shares) })
      }),

    'embedding.ratings': (query) =>
      withProject(context, (project) => ratingHead(context, project, heads, query)),

    'embedding.keep': ({ key, rows }) =>
      withProject(context, async (project) => {
        const made = heads.get(key)
        if (!made || made.projectId !== project.info().id)
          return fail('embedding.forgotten', 'This head is not remembered any more.', 'Fit it again.')
        return keepHead(context, project, made, rows)
      })
  }
}

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

/** The label of the largest share of a row, with all shares; undefined where it has none. */
function labelOf(labels: readonly string[], shares: Float64Array, row: number): ReturnType<MadeHead['said']> {
  if (Number.isNaN(shares[row * labels.length] ?? NaN)) return undefined
  const best = highest(shares, row, labels.length)
  return {
    label: labels[best],
    confidence: rounded(shares[row * labels.length + best]),
    scores: Object.fromEntries(labels.map((id, c) => [id, rounded(shares[row * labels.length + c])]))
  }
}

const rounded = (share: number | undefined): number => Math.round((share ?? 0) * 1e6) / 1e6

const headNames: Readonly<Record<HeadQuery['head'], string>> = {
  logistic: 'Logistic head',
  ridge: 'Ridge head',
  lda: 'Discriminant head',
  'nearest-centroid': 'Nearest-centroid head'
}
