/**
 * Entry of the thread that reads, reduces and filters signals, so that main never waits for a disk or a filter. Bundled as a
 * file of its own.
 */
import { parentPort } from 'node:worker_threads'
import { answerer } from './answer-question'
import type { FromThread, SignalAnswer, ToThread } from './messages'
import { GivenUp } from './pause'

const desk = answerer()
const waiting = new Map<number, { givenUp: boolean }>()
/** Files are let go when nobody asked for a while, so that they can be moved. */
const IDLE_MS = 10_000
/** Progress is told at most this often. */
const PROGRESS_MS = 100

let last: Promise<void> = Promise.resolve()
let idle: NodeJS.Timeout | undefined

const send = (message: FromThread, given: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, given)

parentPort?.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'ask': {
      const entry = { givenUp: false }
      waiting.set(message.id, entry)
      // One after the other, in order: two at a time would only share the same core and disk.
      last = last.then(() => answer(message, entry))
      return
    }
    case 'give-up': {
      const entry = waiting.get(message.id)
      if (entry) entry.givenUp = true
      return
    }
    case 'release':
      last = last.then(() => desk.release())
  }
})

async function answer(
  { id, question }: Extract<ToThread, { type: 'ask' }>,
  entry: { readonly givenUp: boolean }
): Promise<void> {
  clearTimeout(idle)
  try {
    // What was superseded while it waited is heard of before it is begun.
    await new Promise((resolve) => setImmediate(resolve))
    if (entry.givenUp) throw new GivenUp()
    const answered = await desk.answer(question, () => entry.givenUp, progressOf(id))
    send({ type: 'answer', id, answer: answered }, buffersOf(answered))
  } catch (error) {
    if (error instanceof GivenUp) send({ type: 'given-up', id })
    else send({ type: 'threw', id, message: error instanceof Error ? error.message : String(error) })
  } finally {
    waiting.delete(id)
    idle = setTimeout(() => desk.release(), IDLE_MS)
  }
}

/** Tells how far a question is, not more often than an eye follows. */
function progressOf(id: number): (done: number, total: number) => void {
  let toldAt = 0
  return (done, total) => {
    const now = performance.now()
    if (now - toldAt < PROGRESS_MS) return
    toldAt = now
    send({ type: 'progress', id, done, total })
  }
}

/** What is handed over instead of copied, each buffer once. */
function buffersOf(answered: SignalAnswer): readonly ArrayBuffer[] {
  switch (answered.kind) {
    case 'page':
      return [answered.page.columns.buffer]
    case 'samples':
      return [...new Set(answered.samples.rows.flatMap((row) => row.map(({ samples }) => samples.buffer)))]
    case 'curve':
      return [answered.values.buffer]
    case 'analysis':
    case 'measures':
    case 'refused':
    case 'none':
      return []
  }
}
