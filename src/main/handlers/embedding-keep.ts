import { createHash } from 'node:crypto'
import type { LabelSource, EmbeddingRef } from '../../shared/contract/embeddings'
import { fail, ok, type Result } from '../../shared/domain/problem'
import { micros } from '../../shared/domain/time'
import type { Segment } from '../../shared/domain/rows'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import type { EmbeddingTable } from './embedding-rows'
import { nameOf } from './embedding-work'
import { inSlices } from './in-slices'
import { changedTogether, tellChanged } from './with-project'

/** What a head said, until it is kept or others were made. */
export interface MadeHead {
  readonly projectId: string
  /** What was asked, as the run keeps it. */
  readonly query: EmbeddingRef & Readonly<Record<string, unknown>>
  /** What it learned from. */
  readonly source: Pick<LabelSource, 'schemeId' | 'attributeId'>
  /** `logistic`, `ratings`: part of the model's id. */
  readonly kind: string
  /** "Logistic head". */
  readonly title: string
  readonly table: EmbeddingTable
  /** Numbers that it gave. */
  readonly numbers: Float64Array
  readonly revision: number
  /** Whether somebody said what the row is. */
  known(row: number): boolean
  /** What it says of a row; undefined: nothing. */
  said(row: number): Pick<Segment, 'label' | 'confidence' | 'scores' | 'value'> | undefined
}

/** Heads that were made last, by the key under which they may be kept. */
export interface MadeHeads {
  get(key: string): MadeHead | undefined
  /** Remember a head; the answer names it. */
  put(head: MadeHead): string
}

const KEPT_HEADS = 3

export function madeHeads(): MadeHeads {
  const heads = new Map<string, MadeHead>()
  return {
    get: (key) => heads.get(key),
    put(head) {
      const key = hashOf(JSON.stringify([head.query, head.revision])).slice(0, 24)
      heads.delete(key)
      heads.set(key, head)
      for (const old of [...heads.keys()].slice(0, Math.max(0, heads.size - KEPT_HEADS))) heads.delete(old)
      return key
    }
  }
}

/** Segments written in one go. */
const PART = 500

/** Write what a head says as the predictions of a model. */
export async function keepHead(
  context: HandlerContext,
  project: Project,
  made: MadeHead,
  rows: 'all' | 'unlabelled'
): Promise<Result<{ readonly runId: string; readonly segments: number }>> {
  const { query, source, revision, numbers, title } = made
  const scheme = project.get('scheme', source.schemeId)
  if (!scheme) return fail('unknown-scheme', 'The scheme of the labels is not part of the project any more.')
  const byRecording = segmentsOf(made, rows)
  const created = project.createRun({
    modelId: `head-${made.kind}-${query.outputId}`.slice(0, 64),
    modelName: `${title} on ${nameOf(project, query)}`,
    scheme,
    attributeId: source.attributeId,
    manifestHash: hashOf(JSON.stringify({ query, revision })),
    weightsHash: createHash('sha256').update(new Uint8Array(numbers.buffer)).digest('hex'),
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
        tracks: [{ personKey: 'head', name: title, append }],
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

function segmentsOf(
  { table, known, said }: MadeHead,
  rows: 'all' | 'unlabelled'
): Map<string, Omit<Segment, 'id' | 'trackId'>[]> {
  const byRecording = new Map<string, Omit<Segment, 'id' | 'trackId'>[]>()
  for (const [row, fact] of table.facts.entries()) {
    const answer = rows === 'unlabelled' && known(row) ? undefined : said(row)
    if (!answer) continue
    const own = byRecording.get(fact.recordingId) ?? []
    byRecording.set(fact.recordingId, own)
    own.push({
      start: micros(fact.start),
      end: micros(fact.end),
      ...answer,
      flagged: false,
      ...(fact.personId === undefined ? {} : { personId: fact.personId })
    })
  }
  return byRecording
}

function* pause(): Generator<undefined, void, undefined> {
  yield
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
