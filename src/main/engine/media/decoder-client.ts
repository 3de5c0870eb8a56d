import type { Decoder } from '../protocol'

/** What the client needs of a MessagePortMain; `event.data` is the message. */
export interface DecoderPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The engine's end of the hidden decoder window. When the window goes away, requests under way fail with a sentence. */
export function decoderClient(port: DecoderPort): Decoder & { close(): void } {
  throw new Error(`the decoder is not built yet ${typeof port}`)
}
