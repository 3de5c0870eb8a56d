import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/** Bytes read at a time; large enough that a seek costs few reads, small enough that an aborted one wastes little. */
const CHUNK_BYTES = 256 * 1024

/** Read before they are taken, so that reading and handing on overlap. */
const CHUNKS_AHEAD = 2

/** About what a player needs to show the picture that it sought: two seconds at 8 Mbit/s. */
const AT_ONCE_BYTES = 2 * 1024 * 1024

/**
 * A player asks for everything behind the place it seeks and takes ten seconds ahead, at once. For this long after a request
 * what lies beyond the first bytes comes with a pause after each read (still 40 MB a second), so that reading ahead does not
 * take the processor from decoding the picture that somebody waits for.
 */
const GENTLE_MS = 120
const PAUSE_MS = 6

/** Bytes `start` to `end`, both included, of a file; read when they are taken. */
export function fileStream(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  const asked = performance.now()
  let opened: ReturnType<typeof open> | undefined
  let at = start
  let ended = false
  const close = async (): Promise<void> => {
    ended = true
    await (await opened)?.close()
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at - start >= AT_ONCE_BYTES && performance.now() - asked < GENTLE_MS) await wait(PAUSE_MS)
        if (ended) return
        opened ??= open(path)
        const room = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - at + 1))
        const { bytesRead } = await (await opened).read(room, 0, room.length, at)
        at += bytesRead
        // The reader may have gone meanwhile.
        if (ended) return
        if (bytesRead > 0) controller.enqueue(room.subarray(0, bytesRead))
        if (bytesRead > 0 && at <= end) return
        await close()
        controller.close()
      },
      cancel: close
    },
    { highWaterMark: CHUNKS_AHEAD }
  )
}
