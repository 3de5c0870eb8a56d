import { mediaUrl } from './media-url'

/** Longer side of a small picture in pixels; twice what a cell shows, for dense screens. */
const SIZE_PX = 256
/** Small pictures kept: at most 256 kB each, 100 MB together. */
const MOST = 400
/** Pictures decoded at a time. */
const AT_ONCE = 4

interface Wanted {
  readonly fileId: string
  readonly done: ((picture: ImageBitmap | undefined) => void)[]
}

/** Small pictures by file, the least recently used given up first; each project has its own. */
export function thumbnails(projectId: string | undefined): {
  readonly projectId: string | undefined
  get(fileId: string): ImageBitmap | undefined
  /** Ask for one; the newest wish is served first. Returns the function that takes the wish back. */
  ask(fileId: string, done: (picture: ImageBitmap | undefined) => void): () => void
  close(): void
} {
  const known = new Map<string, ImageBitmap | undefined>()
  const waiting: Wanted[] = []
  let running = 0
  let closed = false

  const keep = (fileId: string, picture: ImageBitmap | undefined): void => {
    known.set(fileId, picture)
    for (const [oldest, old] of known) {
      if (known.size <= MOST) break
      old?.close()
      known.delete(oldest)
    }
  }
  const next = (): void => {
    while (running < AT_ONCE && !closed) {
      const wanted = waiting.pop()
      if (!wanted) return
      if (wanted.done.length === 0) continue
      running++
      void small(wanted.fileId).then((picture) => {
        running--
        if (closed) return picture?.close()
        keep(wanted.fileId, picture)
        for (const tell of wanted.done) tell(picture)
        next()
      })
    }
  }
  return {
    projectId,
    get(fileId) {
      const picture = known.get(fileId)
      if (picture) {
        known.delete(fileId)
        known.set(fileId, picture)
      }
      return picture
    },
    ask(fileId, done) {
      if (known.has(fileId)) {
        done(known.get(fileId))
        return () => undefined
      }
      const same = waiting.find((each) => each.fileId === fileId)
      const wanted = same ?? { fileId, done: [] }
      wanted.done.push(done)
      if (!same) waiting.push(wanted)
      next()
      return () => void wanted.done.splice(wanted.done.indexOf(done) >>> 0, 1)
    },
    close() {
      closed = true
      for (const picture of known.values()) picture?.close()
      known.clear()
    }
  }
}

/** Decoded off the main thread and turned upright as the file says; undefined for what cannot be shown. */
async function small(fileId: string): Promise<ImageBitmap | undefined> {
  try {
    const blob = await (await fetch(mediaUrl(fileId))).blob()
    const whole = await createImageBitmap(blob)
    const scale = SIZE_PX / Math.max(whole.width, whole.height)
    if (scale >= 1) return whole
    const picture = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'medium'
    })
    whole.close()
    return picture
  } catch {
    // The file is missing or damaged; its cell says so.
    return undefined
  }
}
