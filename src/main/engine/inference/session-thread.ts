/**
 * Entry of the thread in which models run: a run blocks the thread it is in, and pictures, sound and a cancel must get
 * through meanwhile. Bundled as a file of its own; where nothing is bundled Node loads it as it is, hence the extensions.
 */
import { parentPort, type Transferable } from 'node:worker_threads'
import { ok } from '../../../shared/domain/problem.ts'
import { openSession, type ModelSession } from './session.ts'
import type { FromThread, ToThread } from './session-messages'

const sessions = new Map<number, ModelSession>()
let opened = 0

const send = (message: FromThread, given: readonly Transferable[] = []): void =>
  parentPort?.postMessage(message, given)

/** One question at a time, in the order asked: nothing is closed while it runs. */
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (message: ToThread) => {
  last = last.then(() => answer(message))
})
send({ kind: 'ready' })

async function answer(message: ToThread): Promise<void> {
  const { id } = message
  try {
    switch (message.kind) {
      case 'open': {
        const result = await openSession(message.request)
        if (!result.ok) return send({ kind: 'opened', id, result })
        const session = ++opened
        sessions.set(session, result.value)
        const { choice, outputNames } = result.value
        return send({ kind: 'opened', id, result: ok({ session, choice, outputNames }) })
      }
      case 'run': {
        const result = await known(message.session).run(message.feeds, message.outputs, message.memory)
        // Arrays of their own, so that handing them over takes nothing that the runtime still needs.
        const values = Object.fromEntries(
          Object.entries(result.values).map(([name, value]) => [name, { ...value, data: value.data.slice() }])
        )
        const given = Object.values(values).map(({ data }) => data.buffer)
        return send({ kind: 'ran', id, result: { ...result, values: values as typeof result.values } }, given)
      }
      case 'dispose': {
        await known(message.session).dispose()
        sessions.delete(message.session)
        return send({ kind: 'disposed', id })
      }
    }
  } catch (error) {
    send({ kind: 'threw', id, message: error instanceof Error ? error.message : String(error) })
  }
}

function known(session: number): ModelSession {
  const found = sessions.get(session)
  if (!found) throw new Error(`there is no open model ${session}`)
  return found
}
