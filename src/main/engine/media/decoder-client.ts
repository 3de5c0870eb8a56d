import type { Problem } from '../../../shared/domain/problem'
import type {
  DecodeRequest,
  DecodedPicture,
  DecodedSound,
  FromDecoder,
  SoundRuns,
  ToDecoder
} from '../../../shared/signal/decoder-messages'
import type { Decoder } from '../protocol'

/** What the client needs of a MessagePortMain; `event.data` is the message. */
export interface DecoderPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The window could not decode; `problem` says what to do. */
export class DecodeError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
    this.name = 'DecodeError'
  }
}

/** A decoder whose window is at the other end of a port. */
export interface DecoderClient extends Decoder {
  /** Whether the window is gone; a new one must be opened. */
  readonly closed: boolean
  close(): void
}

/** Items that may be on their way or waiting at once. */
const CREDIT = 4

/** What one request waits for. */
interface Pending {
  readonly items: unknown[]
  ended: boolean
  error?: Error
  wake(): void
}

/** The engine's end of the hidden decoder window. When the window goes away, requests under way fail with a sentence. */
export function decoderClient(port: DecoderPort): DecoderClient {
  const pending = new Map<number, Pending>()
  let nextId = 1
  let closed = false
  const send = (message: ToDecoder): void => port.postMessage(message)

  port.on('message', ({ data }) => {
    const message = data as FromDecoder
    const request = pending.get(message.id)
    if (!request) return
    if (message.type === 'item') request.items.push(message.item)
    else if (message.type === 'end') request.ended = true
    else request.error = new DecodeError(message.problem)
    request.wake()
  })
  port.on('close', () => {
    closed = true
    const gone: Problem = {
      code: 'decoder-gone',
      message: 'The hidden window that decodes media has stopped.',
      hint: 'Run it again; what was finished is kept.',
      severity: 'error'
    }
    for (const request of pending.values()) {
      request.error ??= new DecodeError(gone)
      request.wake()
    }
  })
  port.start()

  async function* ask(request: DecodeRequest, signal: AbortSignal): AsyncGenerator<unknown> {
    signal.throwIfAborted()
    if (closed)
      throw new DecodeError({
        code: 'decoder-gone',
        message: 'The hidden window that decodes media is closed.',
        hint: 'Run it again.',
        severity: 'error'
      })
    const id = nextId++
    let wake = (): void => undefined
    const state: Pending = { items: [], ended: false, wake: () => wake() }
    const abort = (): void => wake()
    pending.set(id, state)
    signal.addEventListener('abort', abort)
    send({ type: 'request', id, credit: CREDIT, request })
    try {
      for (;;) {
        signal.throwIfAborted()
        if (state.items.length > 0) {
          const item = state.items.shift()
          send({ type: 'credit', id })
          yield item
        } else if (state.error) throw state.error
        else if (state.ended) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      pending.delete(id)
      signal.removeEventListener('abort', abort)
      if (!state.ended && !closed) send({ type: 'abort', id })
    }
  }

  return {
    async still({ fileId, signal }) {
      for await (const item of ask({ kind: 'still', fileId }, signal)) {
        const [picture] = item as readonly DecodedPicture[]
        if (picture) return picture
      }
      throw new Error('the picture came to nothing')
    },
    async *frames({ fileId, streamIndex = 0, times, widthPx, heightPx, signal }) {
      if (times.length === 0) return
      for await (const item of ask(
        { kind: 'frames', fileId, streamIndex, times: Float64Array.from(times), widthPx, heightPx },
        signal
      ))
        yield* item as readonly DecodedPicture[]
    },
    async *audio({ fileId, streamIndex = 0, fromSeconds, toSeconds, mono, signal }) {
      for await (const item of ask(
        { kind: 'audio', fileId, streamIndex, fromSeconds, toSeconds, mono },
        signal
      ))
        yield item as DecodedSound
    },
    async *runs({ fileId, streamIndex = 0, base, pcm, signal }) {
      for await (const item of ask({ kind: 'runs', fileId, streamIndex, base, pcm }, signal))
        yield item as SoundRuns
    },
    get closed() {
      return closed
    },
    close: () => port.close()
  }
}
