/**
 * Entry of the thread that answers questions about labels, so that main never waits for a million of them. Bundled as a
 * file of its own.
 */
import { parentPort } from 'node:worker_threads'
import { answerer } from './answerer'
import { GivenUp } from './give-way'
import type { FromThread, ToThread } from './messages'

/** How far the reading of labels is, is told at most this often, milliseconds; what is read sooner is not told. */
const TOLD_MS = 200
let told = performance.now()

const desk = answerer((done, total) => {
  const now = performance.now()
  if (now - told < TOLD_MS) return
  told = now
  send({ type: 'read', done, total })
})
const waiting = new Map<number, { givenUp: boolean }>()
let last: Promise<void> = Promise.resolve()

const send = (message: FromThread): void => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'ask': {
      const entry = { givenUp: false }
      waiting.set(message.id, entry)
      // One after the other, in order: two at a time would only share the same core.
      last = last.then(() => answer(message, entry))
      return
    }
    case 'give-up': {
      const entry = waiting.get(message.id)
      if (entry) entry.givenUp = true
      return
    }
    case 'release':
      for (const entry of waiting.values()) entry.givenUp = true
      last = last.then(() => desk.release())
  }
})

async function answer(
  { id, folder, name, input }: Extract<ToThread, { type: 'ask' }>,
  entry: { readonly givenUp: boolean }
): Promise<void> {
  try {
    // What was superseded while it waited is heard of before it is begun.
    await new Promise((resolve) => setImmediate(resolve))
    if (entry.givenUp) throw new GivenUp()
    told = performance.now()
    send({ type: 'answer', id, result: await desk.answer(folder, name, input, () => entry.givenUp) })
  } catch (error) {
    if (error instanceof GivenUp) send({ type: 'given-up', id })
    else
      send({
        type: 'threw',
        id,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error)
      })
  } finally {
    waiting.delete(id)
  }
}
