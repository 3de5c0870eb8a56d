import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { CallOutput, CallParsed } from '../../shared/contract'
import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { answerer } from './answerer'
import { GivenUp } from './give-way'
import type { FromThread, ToThread } from './messages'
import type { QuestionName } from './question'

/** Questions about what people and models said, answered beside main from a connection of their own. */
export interface Analyses {
  /** Of questions of one name that follow each other only the newest is of interest, but for those that many places ask. */
  ask<N extends QuestionName>(folder: string, name: N, input: CallParsed<N>): Promise<Result<CallOutput<N>>>
  /** Let go of the project: it was closed. */
  release(): void
  close(): Promise<void>
}

/**
 * Start the thread when it is first needed. Where no thread can be started, questions are answered here. `read` is told
 * how far the reading of labels is, where that takes long.
 */
export function openAnalyses(read?: (done: number, total: number) => void, entry = threadFile()): Analyses {
  let desk: Desk | undefined
  const newest = new Map<QuestionName, () => void>()
  return {
    async ask<N extends QuestionName>(folder: string, name: N, input: CallParsed<N>) {
      desk ??= entry === undefined ? deskHere() : deskInThread(entry, () => (desk = undefined), read)
      const asked = desk.ask(folder, name, input)
      if (!askedByMany(name)) {
        newest.get(name)?.()
        newest.set(name, asked.giveUp)
      }
      const result = await asked.result
      if (newest.get(name) === asked.giveUp) newest.delete(name)
      // The question of that name answers in its own type.
      return (result ?? superseded) as Result<CallOutput<N>>
    },
    release: () => desk?.release(),
    async close() {
      await desk?.close()
      desk = undefined
    }
  }
}

const askedByMany = (name: QuestionName): boolean =>
  name === 'analysis.items' ||
  name === 'analysis.score' ||
  name === 'analysis.versusStretches' ||
  !name.startsWith('analysis.')

const superseded = fail('superseded', 'A newer question took the place of this one.')

interface Desk {
  /** `result` is undefined when the question was given up. */
  ask(
    folder: string,
    name: QuestionName,
    input: unknown
  ): { readonly result: Promise<Result<unknown> | undefined>; giveUp(): void }
  release(): void
  close(): Promise<void>
}

function deskInThread(
  entry: string,
  ended: () => void,
  read: ((done: number, total: number) => void) | undefined
): Desk {
  const worker = new Worker(entry)
  const open = new Map<
    number,
    { resolve(result: Result<unknown> | undefined): void; reject(error: Error): void }
  >()
  let count = 0
  const send = (message: ToThread): void => worker.postMessage(message)
  const end = (error: Error): void => {
    ended()
    for (const { reject } of open.values()) reject(error)
    open.clear()
  }
  worker.unref()
  worker.on('message', (message: FromThread) => {
    if (message.type === 'read') return read?.(message.done, message.total)
    const waiting = open.get(message.id)
    open.delete(message.id)
    if (open.size === 0) worker.unref()
    if (message.type === 'threw') waiting?.reject(new Error(message.message))
    else waiting?.resolve(message.type === 'answer' ? message.result : undefined)
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the thread of analyses has ended')))
  return {
    ask(folder, name, input) {
      const id = count++
      worker.ref()
      const result = new Promise<Result<unknown> | undefined>((resolve, reject) =>
        open.set(id, { resolve, reject })
      )
      send({ type: 'ask', id, folder, name, input })
      return { result, giveUp: () => send({ type: 'give-up', id }) }
    },
    release: () => send({ type: 'release' }),
    close: async () => void (await worker.terminate())
  }
}

function deskHere(): Desk {
  const desk = answerer()
  return {
    ask(folder, name, input) {
      let givenUp = false
      const result = desk
        .answer(folder, name, input, () => givenUp)
        .catch((error: unknown): undefined => {
          if (!(error instanceof GivenUp)) throw error
          return undefined
        })
      return { result, giveUp: () => (givenUp = true) }
    },
    release: () => desk.release(),
    close: async () => desk.release()
  }
}

/** The bundled thread beside the bundle of main; undefined where nothing is bundled (tests). */
function threadFile(): string | undefined {
  const file = fileURLToPath(new URL('./analysis-thread.js', import.meta.url))
  return existsSync(file) ? file : undefined
}
