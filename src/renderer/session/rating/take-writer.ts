import type { CallInput } from '../../../shared/contract'
import type { Micros } from '../../../shared/domain/time'
import { call } from '../../client'

/** Sends a take to the project file piece by piece, in order. */
export interface TakeWriter {
  /** Resolves once the take is begun. */
  readonly begun: Promise<string>
  /** Put samples (row after row, NaN: missing) and raw input behind what was sent before. */
  add(samples: readonly number[], events: readonly (readonly number[])[]): void
  /** Wait until everything is on the disk, then make it a take. */
  finish(end?: Micros): Promise<string>
  /** Drop what was rated. */
  abort(): Promise<void>
}

/** Largest piece of one call, in numbers; a kept abortion of hours comes in several. */
const PIECE = 60_000

/** Begin a take. `failed` is told the first error; later pieces are kept back then, so that nothing is written out of order. */
export function openTake(input: CallInput<'take.begin'>, failed: (error: unknown) => void): TakeWriter {
  const begun = call('take.begin', input).then(({ takeId }) => takeId)
  const width = input.dims.length
  let waiting: { samples: readonly (number | null)[]; events: readonly (readonly number[])[] }[] = []
  let chain: Promise<void> = begun.then(() => undefined)
  let broken = false

  const send = async (): Promise<void> => {
    const takeId = await begun
    for (let [piece] = waiting; piece; [piece] = waiting) {
      await call('take.append', {
        takeId,
        samples: [...piece.samples],
        events: piece.events.map((event) => [...event])
      })
      // More may have come behind it meanwhile.
      waiting = waiting.slice(1)
    }
  }
  const push = (): void => {
    if (broken) return
    chain = chain.then(send).catch((error: unknown) => {
      if (!broken) failed(error)
      broken = true
    })
  }
  chain = chain.catch((error: unknown) => {
    broken = true
    failed(error)
  })

  return {
    begun,
    add(samples, events) {
      const numbers = samples.map((value) => (Number.isNaN(value) ? null : value))
      const step = PIECE - (PIECE % width)
      for (let at = 0; at < Math.max(1, numbers.length); at += step)
        waiting = [...waiting, { samples: numbers.slice(at, at + step), events: at === 0 ? events : [] }]
      push()
    },
    async finish(end) {
      const takeId = await begun
      await chain
      // A disk that was full a moment ago gets a second chance with what is still held here.
      broken = false
      await send()
      await call('take.finish', { takeId, ...(end === undefined ? {} : { end }) })
      return takeId
    },
    async abort() {
      waiting = []
      broken = true
      const takeId = await begun
      await chain
      await call('take.abort', { takeId })
    }
  }
}
