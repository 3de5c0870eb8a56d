import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker, type Transferable } from 'node:worker_threads'
import { ok, type Result } from '../../../shared/domain/problem'
import { openSession, type ModelSession, type SessionRequest, type Tensors } from './session'
import type { FromThread, ToThread } from './session-messages'
import { stepBack } from './step-back'

/** A thread that does not say it is ready within this time is done without. */
const START_MS = 10_000

/**
 * `openSession` in a thread of its own, so that this one goes on decoding, preparing and listening while a model runs.
 * Where no thread can be started the model runs here.
 */
export async function openThreadedSession(request: SessionRequest): Promise<Result<ModelSession>> {
  const thread = await sessionThread()
  if (!thread) return openSession(request)
  const answer = await thread.ask({ kind: 'open', request })
  if (answer.kind !== 'opened') throw unexpected(answer)
  if (!answer.result.ok) return answer.result
  const { session, choice, outputNames } = answer.result.value
  return ok({
    choice,
    outputNames,
    async run(feeds, outputs, memory) {
      const ran = await thread.ask({ kind: 'run', session, feeds, outputs, memory }, buffersOf(feeds))
      if (ran.kind !== 'ran') throw unexpected(ran)
      return ran.result
    },
    async dispose() {
      await thread.ask({ kind: 'dispose', session })
    }
  })
}

/** Start the thread, where it is not there yet, while what is needed before a model can be opened is still being read. */
export const startSessionThread = (): void => void sessionThread()

type Question = ToThread extends infer Message
  ? Message extends ToThread
    ? Omit<Message, 'id'>
    : never
  : never
type Answer = Exclude<FromThread, { kind: 'ready' } | { kind: 'threw' }>

interface SessionThread {
  /** Rejects when the thread threw or ended. */
  ask(question: Question, given?: readonly Transferable[]): Promise<Answer>
}

const threads = new Map<string, Promise<SessionThread | undefined>>()

/** One thread per process, started when first needed and kept: models run one after the other in any case. */
function sessionThread(): Promise<SessionThread | undefined> {
  const known = threads.get('one') ?? startThread(() => threads.delete('one'))
  threads.set('one', known)
  return known
}

async function startThread(ended: () => void): Promise<SessionThread | undefined> {
  const file = threadFile()
  if (!file) return undefined
  const worker = new Worker(file)
  const asked = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let count = 0
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), START_MS)
    const settle = (is: boolean): void => {
      clearTimeout(timer)
      resolve(is)
    }
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'ready') return settle(true)
      const question = asked.get(message.id)
      asked.delete(message.id)
      if (asked.size === 0) worker.unref()
      if (message.kind === 'threw') question?.reject(new Error(message.message))
      else question?.resolve(message)
    })
    worker.on('error', (error) => end(error))
    worker.on('exit', () => end(new Error('the thread in which models run has ended')))
    const end = (error: unknown): void => {
      settle(false)
      ended()
      for (const question of asked.values())
        question.reject(error instanceof Error ? error : new Error(String(error)))
      asked.clear()
    }
  })
  if (!(await ready)) {
    await worker.terminate()
    return undefined
  }
  // Only now, because a thread begins with the priority of the one that starts it.
  stepBack()
  worker.unref()
  return {
    ask: (question, given = []) =>
      new Promise((resolve, reject) => {
        const id = ++count
        asked.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ ...question, id }, given)
      })
  }
}

/** Beside this file as it stands, or where the bundler put it: beside the entry or its chunks. */
function threadFile(): string | undefined {
  const places = ['./session-thread.ts', './session-thread.js', '../session-thread.js']
  return places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((file) => existsSync(file))
}

/** Memory that moves to the thread instead of being copied; a view of something larger is copied, so that the rest stays. */
function buffersOf(feeds: Tensors): ArrayBuffer[] {
  return Object.values(feeds).flatMap(({ data }) =>
    data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength ? [data.buffer] : []
  )
}

const unexpected = (answer: Answer): Error =>
  new Error(`the thread in which models run answered with "${answer.kind}"`)
