import type { Result } from '../../../shared/domain/problem'
import { ok } from '../../../shared/domain/problem'
import { micros } from '../../../shared/domain/time'
import type { AnnotatorTrack, GoldSource } from '../../../shared/gold/annotator-track'
import { goldRows } from '../../../shared/gold/gold-rows'
import type { GoldWritten } from '../../../shared/gold/gold-rows'
import type { OnRound } from '../../../shared/gold/latent-classes'
import { pooledGold } from '../../../shared/gold/pooled-gold'
import type { PooledLane } from '../../../shared/gold/pooled-gold'
import type { GivenUnit } from '../../../shared/gold/unit-votes'
import { verdictPieces, verdictTable, voteGoldFacts } from '../../../shared/gold/verdict-table'
import { inGroups } from '../../../shared/gold/word-rule'
import { attributeTask } from '../../../shared/values/attribute'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { inSlices } from '../in-slices'

type VoteGoldSpec = Extract<JobSpec, { kind: 'vote-gold' }>

/** Rows of one batch: main writes this many in well under 50 ms. */
const BATCH_ROWS = 250

/**
 * Make a gold standard of everybody's segments, which come in parts. Without `write` the verdicts go back as the pieces of a table;
 * with it the rows go out in batches, each a stretch of time that replaces what the recipe had made there before.
 */
export async function voteGoldJob(spec: VoteGoldSpec, context: JobContext): Promise<Result<JobResult>> {
  const { signal } = context
  const lanes = await readLanes(spec, context)
  const { rule } = spec
  const { spans, ...found } = await inSlices(pooledGold(lanes, rule, tellRounds(spec, context)), signal)
  const rows: (readonly GoldWritten[])[] = []
  for (const lane of spans) rows.push(await inSlices(goldRows(lane, rule), signal))
  const segments = rows.reduce((sum, own) => sum + own.length, 0)
  const summary = await inSlices(voteGoldFacts(spans, { ...found, segments }), signal)
  if (spec.write) await sendRows(rows, segments, context)
  const annotators = [...new Set(spec.lanes.flatMap((lane) => lane.annotators))]
  if (!spec.write) {
    const verdicts = await inSlices(verdictTable(spans, annotators), signal)
    for (const piece of verdictPieces(verdicts)) await context.batch({ kind: 'gold-column', piece })
  }
  return ok({ kind: 'vote-gold', summary })
}

async function readLanes(
  { lanes, rule, scheme, attributeId }: VoteGoldSpec,
  context: JobContext
): Promise<readonly PooledLane[]> {
  const read = lanes.map(() => new Map<string, GoldSource[]>())
  const given = lanes.map((): GivenUnit[] => [])
  const vocabulary = rule.rule === 'words' ? attributeTask(scheme, attributeId)?.vocabulary : undefined
  for await (const part of context.parts()) {
    if (part.kind === 'units') given[part.lane]?.push(...part.units)
    if (part.kind !== 'votes') continue
    const own = read[part.lane]?.get(part.annotator) ?? []
    read[part.lane]?.set(part.annotator, own)
    for (const segment of part.segments) own.push(vocabulary ? inGroups(vocabulary, segment) : segment)
  }
  return lanes.map((lane, l): PooledLane => ({
    extent: { start: micros(lane.extent.start), end: micros(lane.extent.end) },
    tracks: lane.annotators.map((annotator): AnnotatorTrack => ({
      annotator,
      segments: read[l]?.get(annotator) ?? []
    })),
    units: lane.given ? given[l] : undefined
  }))
}

/** Rounds of Dawid-Skene as progress: a start that settles early leaves out the rest of its rounds. */
function tellRounds({ rule }: VoteGoldSpec, { progress }: JobContext): OnRound | undefined {
  if (rule.rule !== 'dawid_skene') return undefined
  return (start, starts, round) =>
    progress(
      start * rule.rounds + round,
      starts * rule.rounds,
      'rounds',
      `start ${start + 1} of ${starts}, round ${round} of at most ${rule.rounds}`
    )
}

async function sendRows(
  lanes: readonly (readonly GoldWritten[])[],
  total: number,
  context: JobContext
): Promise<void> {
  let done = 0
  for (const [lane, rows] of lanes.entries()) {
    let at = 0
    let from = 0
    do {
      context.signal.throwIfAborted()
      const next = endOfBatch(rows, at)
      const to = rows[next]?.start
      const batch = rows.slice(at, next)
      done += batch.length
      await context.batch({ kind: 'gold-rows', lane, from, to, rows: batch, done, total })
      context.progress(done, total, 'segments', 'writing')
      at = next
      from = to ?? from
    } while (at < rows.length)
  }
}

/** Rows that start at the same time stay together. */
function endOfBatch(rows: readonly GoldWritten[], from: number): number {
  let end = Math.min(rows.length, from + BATCH_ROWS)
  while (end < rows.length && rows[end]?.start === rows[end - 1]?.start) end++
  return end
}
