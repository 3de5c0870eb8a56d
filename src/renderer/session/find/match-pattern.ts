import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { PatternAnswer, PatternTask } from './pattern-worker'

/** Texts that go to the worker at once, and how long it may think about them. */
const SLICE = 1000
const LIMIT_MS = 1500

interface Asked {
  readonly source: string
  readonly flags: string
  readonly replacement?: string | undefined
}

/**
 * Which texts a regular expression is found in, and what they become with a replacement: for each text undefined or the
 * text. Runs beside the window in slices; a pattern that cannot be read, or takes too long on some text, is a problem.
 */
export async function matchPattern(
  { source, flags, replacement }: Asked,
  texts: readonly string[],
  signal: AbortSignal
): Promise<Result<readonly (string | undefined)[]>> {
  const unreadable = whyUnreadable(source, flags)
  if (unreadable !== undefined)
    return fail(
      'find.pattern',
      `“${source}” is not a regular expression: ${unreadable}.`,
      'Correct it, or switch regular expressions off to find the text as it is written.'
    )
  const worker = new Worker(new URL('./pattern-worker.ts', import.meta.url), { type: 'module' })
  const found: (string | undefined)[] = []
  try {
    // Nothing is timed before the thread runs.
    await ask(worker, { id: -1, source, flags, texts: [] }, 20_000, signal)
    for (let at = 0; at < texts.length; at += SLICE) {
      const task: PatternTask = {
        id: at,
        source,
        flags,
        texts: texts.slice(at, at + SLICE),
        ...(replacement === undefined ? {} : { replacement })
      }
      const answer = await ask(worker, task, LIMIT_MS, signal)
      if (!answer)
        return fail(
          'find.pattern-slow',
          `The regular expression “${source}” takes too long on these texts and was stopped.`,
          'Repeated groups such as (a+)+ take for ever on some texts: write them without repeating twice.'
        )
      found.push(...answer.found)
    }
    return ok(found)
  } finally {
    worker.terminate()
  }
}

/** What is wrong with a pattern, in the words of the browser; undefined when it can be read. */
export function whyUnreadable(source: string, flags: string): string | undefined {
  try {
    new RegExp(source, flags)
    return undefined
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return said.replace(/^Invalid regular expression: (\/.*\/\w*: )?/, '').toLowerCase()
  }
}

function ask(
  worker: Worker,
  task: PatternTask,
  limitMs: number,
  signal: AbortSignal
): Promise<PatternAnswer | undefined> {
  return new Promise((done) => {
    const finish = (answer: PatternAnswer | undefined): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      done(answer)
    }
    const stop = (): void => finish(undefined)
    const timer = setTimeout(stop, limitMs)
    signal.addEventListener('abort', stop, { once: true })
    worker.onmessage = ({ data }: MessageEvent<PatternAnswer>) => data.id === task.id && finish(data)
    worker.onerror = stop
    worker.postMessage(task)
  })
}
