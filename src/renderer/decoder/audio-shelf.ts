import type { InputAudioTrack } from 'mediabunny'
import { openAudio } from './open-media'
import type { OpenStream } from './open-media'

/** An opened sound is kept this long for the next request: whoever zooms into a long recording asks for one part after another. */
const KEEP_MS = 60_000

/** Opened sounds, so that a file whose packets had to be counted is not counted again for its next part. */
export interface AudioShelf {
  /** A sound of a file; nobody else has it until it is put back or disposed. */
  take(fileId: string, streamIndex: number): Promise<OpenStream<InputAudioTrack>>
  /** Keep a sound that was read without failure. Only the last one is kept, the others are closed. */
  putBack(fileId: string, streamIndex: number, stream: OpenStream<InputAudioTrack>): void
  close(): void
}

/** A shelf with room for one sound. */
export function audioShelf(open: typeof openAudio = openAudio, keepMs = KEEP_MS): AudioShelf {
  let kept: { readonly key: string; readonly stream: OpenStream<InputAudioTrack> } | undefined
  let closing: ReturnType<typeof setTimeout> | undefined
  const close = (): void => {
    clearTimeout(closing)
    kept?.stream.input.dispose()
    kept = undefined
  }
  return {
    async take(fileId, streamIndex) {
      if (kept?.key !== keyOf(fileId, streamIndex)) return open(fileId, streamIndex)
      const { stream } = kept
      clearTimeout(closing)
      kept = undefined
      return stream
    },
    putBack(fileId, streamIndex, stream) {
      close()
      kept = { key: keyOf(fileId, streamIndex), stream }
      closing = setTimeout(close, keepMs)
    },
    close
  }
}

const keyOf = (fileId: string, streamIndex: number): string => `${fileId}/${streamIndex}`
