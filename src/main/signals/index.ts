import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { PageRequest, SignalPage, SignalSamples, SignalStretch } from '../../shared/signal/signal-page'
import type { MeasureResult, PlacedWork } from '../../shared/physio/measures/measure-work'
import type { AnalysisResult } from '../../shared/signal/analyses'
import type { AnalysisWork } from '../../shared/signal/analyses/work'
import { answerer } from './answer-question'
import type { FromThread, RefusedAnswer, SignalAnswer, SignalQuestion, ToThread } from './messages'
import { GivenUp } from './pause'

/** Pages, samples and analyses of signals. An answer is undefined where there is nothing to read (yet). */
export interface Signals {
  /**
   * A picture of a stretch. Of requests of one `slot` (a panel) only the newest is of interest: the one before is given up,
   * whether it waits or runs.
   */
  page(request: PageRequest, options?: AskOptions): Promise<SignalPage | Superseded | undefined>
  samples(request: SignalStretch, options?: AskOptions): Promise<SignalSamples | Superseded | undefined>
  /**
   * An analysis, in a thread of its own, so that pages never wait for one. `refused`: it cannot be done with what was
   * asked, in a sentence.
   */
  analyse(
    work: AnalysisWork,
    options?: AskOptions
  ): Promise<
    { readonly kind: 'analysis'; readonly result: AnalysisResult } | RefusedAnswer | Superseded | undefined
  >
  /** Measures of the body in stretches of a recording, in the thread of analyses. */
  measure(
    work: PlacedWork,
    options?: AskOptions
  ): Promise<
    { readonly kind: 'measures'; readonly result: MeasureResult } | RefusedAnswer | Superseded | undefined
  >
  /** Give up what a slot asked for. */
  stop(slot: string): void
  /** Let go of all files: the project was closed. */
  release(): void
  close(): Promise<void>
}

/** Nobody waits for the answer any more. */
type Superseded = 'superseded'

export interface AskOptions {
  readonly slot?: string
  readonly signal?: AbortSignal
  /** How far an analysis is. */
  readonly progress?: (done: number, total: number) => void
}

/** Start the thread that reads signals when it is first needed. Where no thread can be started, it is done here. */
export function openSignals(entry = threadFile()): Signals {
  // Each thread is started when first needed.
  const desks = new Map<ThreadName, Desk>()
  const deskOf = (name: ThreadName): Desk => {
    const made =
      desks.get(name) ?? (entry === undefined ? deskHere() : deskInThread(entry, () => desks.delete(name)))
    desks.set(name, made)
    return made
  }
  const slots = new Map<string, () => void>()
  const ask = async (
    question: SignalQuestion,
    { slot, signal, progress }: AskOptions = {}
  ): Promise<SignalAnswer | Superseded> => {
    if (signal?.aborted) return 'superseded'
    const asked = deskOf(threadOf(question)).ask(question, progress)
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
    async analyse(request, options) {
      const answer = await ask({ kind: 'analysis', request }, options)
      if (answer === 'superseded') return answer
      return answer.kind === 'analysis' || answer.kind === 'refused' ? answer : undefined
    },
    async measure(request, options) {
      const answer = await ask({ kind: 'measures', request }, options)
      if (answer === 'superseded') return answer
      return answer.kind === 'measures' || answer.kind === 'refused' ? answer : undefined
    },
    stop: (slot) => slots.get(slot)?.(),
    release() {
      for (const desk of desks.values()) desk.release()
    },
    async close() {
      await Promise.all([...desks.values()].map((desk) => desk.close()))
      desks.clear()
    }
  }
}

type ThreadName = 'pages' | 'analyses' | 'long'

const threadOf = (question: SignalQuestion): ThreadName => {
  if (question.kind === 'analysis' && question.request.analysis.kind === 'components') return 'long'
  return question.kind === 'page' || question.kind === 'samples' ? 'pages' : 'analyses'
}

interface Asked {
  readonly answer: Promise<SignalAnswer | Superseded>
  giveUp(): void
}

interface Desk {
  ask(question: SignalQuestion, progress?: AskOptions['progress']): Asked
  release(): void
  close(): Promise<void>
}

function deskInThread(entry: string, ended: () => void): Desk {
  const worker = new Worker(entry)
  const open = new Map<
    number,
    {
      resolve(answer: SignalAnswer | Superseded): void
      reject(error: Error): void
      progress?: AskOptions['progress']
    }
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
    if (message.type === 'progress') return waiting?.progress?.(message.done, message.total)
    open.delete(message.id)
    if (open.size === 0) worker.unref()
    if (message.type === 'threw') waiting?.reject(new Error(message.message))
    else waiting?.resolve(message.type === 'answer' ? message.answer : 'superseded')
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the thread that reads signals has ended')))
  return {
    ask(question, progress) {
      const id = count++
      worker.ref()
      const answer = new Promise<SignalAnswer | Superseded>((resolve, reject) =>
        open.set(id, { resolve, reject, progress })
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
    ask(question, progress) {
      let givenUp = false
      const answer = desk
        .answer(question, () => givenUp, progress)
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
