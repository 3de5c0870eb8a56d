import type { DecodeRequest, FromDecoder, ToDecoder } from '../../shared/signal/decoder-messages'
import { audioShelf } from './audio-shelf'
import type { AudioShelf } from './audio-shelf'
import { frames } from './frames'
import { problemOf } from './problem-error'
import { runs, sound } from './sound'
import { still } from './still'

/** A request under way: how to stop it, and how many more items may be sent. */
interface Work {
  readonly abort: AbortController
  credit: number
  wake(): void
}

/** Answer the requests that come through a port, several at a time, never more items ahead than the other side allows. */
export function serve(port: MessagePort): void {
  const works = new Map<number, Work>()
  const shelf = audioShelf()
  const send = (message: FromDecoder): void => port.postMessage(message)

  port.addEventListener('message', ({ data }: MessageEvent<ToDecoder>) => {
    const work = works.get(data.id)
    if (data.type === 'request') void start(data.id, data.credit, data.request)
    else if (data.type === 'abort') work?.abort.abort()
    else if (work) {
      work.credit++
      work.wake()
    }
  })
  port.start()

  async function start(id: number, credit: number, request: DecodeRequest): Promise<void> {
    let wake = (): void => undefined
    const work: Work = { abort: new AbortController(), credit, wake: () => wake() }
    const { signal } = work.abort
    signal.addEventListener('abort', work.wake)
    works.set(id, work)
    try {
      for await (const item of answer(request, signal, shelf)) {
        while (work.credit === 0 && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve))
        if (signal.aborted) return
        work.credit--
        send({ type: 'item', id, item })
      }
      send({ type: 'end', id })
    } catch (error) {
      if (!signal.aborted) send({ type: 'error', id, problem: problemOf(error) })
    } finally {
      works.delete(id)
    }
  }
}

function answer(request: DecodeRequest, signal: AbortSignal, shelf: AudioShelf) {
  switch (request.kind) {
    case 'frames':
      return frames(request, signal)
    case 'still':
      return still(request, signal)
    case 'audio':
      return sound(request, signal, shelf)
    case 'runs':
      return runs(request, signal, shelf)
  }
}
