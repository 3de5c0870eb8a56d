import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { PageRequest, SignalPage, SignalSamples, SignalStretch } from '../../shared/signal/signal-page'
import { answerer } from './answer-question'
import type { FromThread, SignalAnswer, SignalQuestion, ToThread } from './messages'
import { GivenUp } from './pause'

/** Pages, samples and analyses of signals. An answer is undefined where there is nothing to read (yet). */
export interface Signals {
  /**
   * A picture of a stretch. Of requests of one `slot` (a panel) only the newest is of interest: the one before is given up,
   * whether it waits or runs.
   */
  page(request: PageRequest, options?: AskOptions): Promise<SignalPage | Superseded | undefined>
  samples(request: SignalStretch, options?: AskOptions): Promise<SignalSamples | Superseded | undefined>
  /** Let go of all files: the project was closed. */
  release(): void
  close(): Promise<void>
}

/** Nobody waits for the answer any more. */
type Superseded = 'superseded'

export interface AskOptions {
  readonly slot?: string
  readonly signal?: AbortSignal
}

/** Start the thread that reads signals when it is first needed. Where no thread can be started, it is done here. */
export function openSignals(entry = threadFile()): Signals {
  let desk: Desk | undefined
  const slots = new Map<string, () => void>()
  const ask = async (
    question: SignalQuestion,
    { slot, signal }: AskOptions = {}
  ): Promise<SignalAnswer | Superseded> => {
    if (signal?.aborted) return 'superseded'
    desk ??= entry === undefined ? deskHere() : deskInThread(entry, () => (desk = undefined))
    const asked = desk.ask(question)
    if (slot !== undefined) {
      slots.get(slot)?.()
      slots.set(slot, asked.giveUp)
    }
    signal?.addEventListener('abort', asked.giveUp, { once: true })
    try {
      return await asked.answer
    } finally {
      signal?.removeEventListener('abort', asked.giveUp)
      if (slot !== undefined && slots.get(slot) === asked.giveUp) slots.delete(slot)
    }
  }
  return {
    async page(request, options) {
      const answer = await ask({ kind: 'page', request }, options)
      if (answer === 'superseded') return answer
      return answer.kind === 'page' ? answer.page : undefined
    },
    async samples(request, options) {
      const answer = await ask({ kind: 'samples', request }, options)
      if (answer === 'superseded') return answer
      return answer.kind === 'samples' ? answer.samples : undefined
    },
    release: () => desk?.release(),
    async close() {
      await desk?.close()
      desk = undefined
    }
  }
}

interface Asked {
  readonly answer: Promise<SignalAnswer | Superseded>
  giveUp(): void
}

interface Desk {
  ask(question: SignalQuestion): Asked
  release(): void
  close(): Promise<void>
}

function deskInThread(entry: string, ended: () => void): Desk {
  const worker = new Worker(entry)
  const open = new Map<
    number,
    { resolve(answer: SignalAnswer | Superseded): void; reject(error: Error): void }
  >()
  let count = 0
  const send = (message: ToThread): void => worker.postMessage(message)
  const end = (error: Error): void => {
    ended()
    for (const { reject } of open.values()) reject(error)
    open.clear()
  }
  worker.on('message', (message: FromThread) => {
    const waiting = open.get(message.id)
    open.delete(message.id)
    if (open.size === 0) worker.unref()
    if (message.type === 'threw') waiting?.reject(new Error(message.message))
    else waiting?.resolve(message.type === 'answer' ? message.answer : 'superseded')
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the thread that reads signals has ended')))
  return {
    ask(question) {
      const id = count++
      worker.ref()
      const answer = new Promise<SignalAnswer | Superseded>((resolve, reject) =>
        open.set(id, { resolve, reject })
      )
      send({ type: 'ask', id, question })
      return { answer, giveUp: () => send({ type: 'give-up', id }) }
    },
    release: () => send({ type: 'release' }),
    close: async () => void (await worker.terminate())
  }
}

function deskHere(): Desk {
  const desk = answerer()
  return {
    ask(question) {
      let givenUp = false
      const answer = desk
        .answer(question, () => givenUp)
        .catch((error: unknown): Superseded => {
          if (error instanceof GivenUp) return 'superseded'
          throw error
        })
      return { answer, giveUp: () => (givenUp = true) }
    },
    release: () => desk.release(),
    close: async () => desk.release()
  }
}

/** The bundled thread beside the bundle of main; undefined where nothing is bundled (tests). */
function threadFile(): string | undefined {
  const file = fileURLToPath(new URL('./signal-thread.js', import.meta.url))
  return existsSync(file) ? file : undefined
}
