import type { RunOptions } from '../../../../shared/domain/model'
import { ok, type Result } from '../../../../shared/domain/problem'
import type { PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import { prefetch } from '../prefetch'
import type { Sink } from '../tasks/task'
import type { Unit } from '../units/unit'
import { unitsOf } from '../units/units-of'
import { batchesOf } from './batches'
import type { DeclaredModel } from './declared-model'
import { openReaders, type Readers } from './open-readers'
import { prepareUnit, type PreparedUnit } from './prepare-unit'
import { createResults, openUnits } from './results'
import { createTally, type Tally } from './tally'
import { changedReaders } from '../variants/changed-readers'
import { contextUnits } from '../variants/context-units'

/** Batches that are prepared before they are sorted by length, and bytes after which no more are. */
const BATCHES_AT_ONCE = 16
/** ... of the first of them: a model begins as soon as there is something for it to do, and more is sorted while it works. */
const BATCHES_AT_FIRST = 2
const POOL_BYTES = 64 * 2 ** 20
/** Milliseconds of preparing after which messages are let in. */
const BREATHE_MS = 20
/** Results are sent when this many milliseconds have passed, or so many units are done. */
const SEND_MS = 1000
const SEND_UNITS = 512

/** Run a model over one recording as its manifest says. */
export async function predictDeclared(
  model: DeclaredModel,
  item: PredictItem,
  options: RunOptions,
  sink: Sink
): Promise<Result<void>> {
  const { manifest } = model
  const { units: found, tooShort } = unitsOf(manifest, item, options)
  const units = contextUnits(found, options.variant)
  const todo = openUnits(units, manifest, item)
  const tally = createTally(item, manifest)
  tally.tooShort(tooShort)
  const readers = await openReaders(model.inputs, {
    item,
    units: todo,
    assets: model.assets,
    decoder: sink.decoder,
    signal: sink.signal,
    stopwatch: sink.stopwatch
  })
  if (!readers.ok) return readers
  try {
    const own = changedReaders(readers.value, options.variant)
    await runUnits(model, { item, todo, readers: own, sink, tally }, units.length - todo.length)
  } finally {
    readers.value.close()
  }
  for (const problem of tally.problems(units.length)) await sink.warn(problem)
  return ok(undefined)
}

interface Work {
  readonly item: PredictItem
  readonly todo: readonly Unit[]
  readonly readers: Readers
  readonly sink: Sink
  readonly tally: Tally
}

async function runUnits(model: DeclaredModel, work: Work, before: number): Promise<void> {
  const { todo, sink, tally, item } = work
  const results = createResults(model.manifest, item, todo)
  let done = before
  let sentAt = performance.now()
  let sentDone = done
  let committed: Promise<void> = Promise.resolve()
  const send = async (recordingDone: boolean): Promise<void> => {
    const { outputs, doneKeys, silent } = sink.stopwatch.time('output', () => results.take())
    tally.silent(silent)
    await committed
    if (doneKeys.length === 0 && outputs.length === 0 && !recordingDone) return
    committed = sink.emit({ tracks: [], outputs, doneSegmentIds: doneKeys, recordingDone })
    committed.catch(() => undefined)
    sentAt = performance.now()
    sentDone = done
  }

  sink.advance(done)
  for await (const pool of prefetch(pools(model, work), 1)) {
    for await (const { batch, found } of inferred(model, batchesOf(pool.ready, model.rules), sink)) {
      batch.forEach(({ unit }, at) => {
        results.add(unit, found[at] ?? new Map())
        results.close(unit)
      })
      done += batch.length
      sink.advance(done)
      if (performance.now() - sentAt > SEND_MS || done - sentDone >= SEND_UNITS) await send(false)
      await breathe(sink.signal)
    }
    pool.leftOut.forEach(results.close)
    done += pool.leftOut.length
    sink.advance(done)
  }
  await send(true)
  await committed
}

/** Batches with what the model says of them. While the results of one are worked on here, the next is with the model. */
async function* inferred(
  model: DeclaredModel,
  batches: readonly (readonly PreparedUnit[])[],
  { stopwatch }: Sink
): AsyncGenerator<{
  readonly batch: readonly PreparedUnit[]
  readonly found: Awaited<ReturnType<DeclaredModel['infer']>>
}> {
  const start = (batch: readonly PreparedUnit[] | undefined) => {
    const found = batch && model.infer(batch, stopwatch)
    // Where the work ends before it is waited for, what becomes of it matters no more.
    found?.catch(() => undefined)
    return found
  }
  let running = start(batches[0])
  for (const [at, batch] of batches.entries()) {
    const next = start(batches[at + 1])
    const found = await running
    running = next
    if (found) yield { batch, found }
  }
}

/** Units that are prepared together. */
interface Pool {
  readonly ready: readonly PreparedUnit[]
  readonly leftOut: readonly Unit[]
}

async function* pools(
  model: DeclaredModel,
  { item, todo, readers, sink, tally }: Work
): AsyncGenerator<Pool> {
  let most = BATCHES_AT_FIRST * model.rules.max
  let ready: PreparedUnit[] = []
  let leftOut: Unit[] = []
  let bytes = 0
  let breathedAt = performance.now()
  for (const unit of todo) {
    const prepared = await prepareUnit(unit, model.inputs, readers, {
      recordingId: item.recording.id,
      stopwatch: sink.stopwatch
    })
    if (prepared.kind === 'ready') {
      ready.push(prepared)
      bytes += prepared.inputs.reduce((sum, { data }) => sum + data.byteLength, 0)
    } else {
      leftOut.push(unit)
      if (prepared.kind === 'missing') tally.missing(prepared.binding)
      else tally.fault(prepared.reason)
    }
    if (ready.length >= most || bytes > POOL_BYTES) {
      yield { ready, leftOut }
      most = Math.min(2 * most, BATCHES_AT_ONCE * model.rules.max)
      ready = []
      leftOut = []
      bytes = 0
    }
    if (performance.now() - breathedAt > BREATHE_MS) {
      await breathe(sink.signal)
      breathedAt = performance.now()
    }
  }
  if (ready.length > 0 || leftOut.length > 0) yield { ready, leftOut }
}
