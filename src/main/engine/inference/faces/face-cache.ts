import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PredictItem } from '../../protocol'
import type { Face } from './box'

/** Faces that a detector found in pictures of one video, kept for the models that look at the same faces next. */
export interface FaceCache {
  /** Faces of the picture at a time (µs of the stream). */
  get(time: number): readonly Face[] | undefined
  put(time: number, faces: readonly Face[]): void
  /** Keep what was added. The cache may be deleted at any time, so that failing is no fault. */
  save(): Promise<void>
}

/** All files of this kind together in a project; the longest unused ones go first. */
const MOST_BYTES = 64 * 2 ** 20
/** Pictures of one video that are kept: five and a half hours at five a second. */
const MOST_PICTURES = 100_000
const PREFIX = 'found-faces-'
/** Changes when faces are found otherwise from the same pictures by the same net. */
const VERSION = 1

const Stored = z.array(
  z.tuple([z.number(), z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]))])
)

/** Open the cache of a video for a detector with its rules; `detector` tells one from all others. */
export async function openFaceCache({ input }: PredictItem, detector: string): Promise<FaceCache> {
  const key = createHash('sha256')
    .update([VERSION, input.file.contentHash, input.path, input.stream.index, detector].join('\n'))
    .digest('hex')
    .slice(0, 24)
  const file = join(input.cacheFolder, `${PREFIX}${key}.json`)
  const known = await readFaces(file)
  let added = 0
  return {
    get: (time) => known.get(time),
    put(time, faces) {
      if (known.size >= MOST_PICTURES) return
      known.set(time, faces)
      added++
    },
    async save() {
      if (added === 0) return
      const rows = [...known].map(([time, faces]) => [
        time,
        faces.map(({ x, y, w, h, score }) => [x, y, w, h, score])
      ])
      try {
        await writeFile(`${file}.new`, JSON.stringify(rows))
        await rename(`${file}.new`, file)
        await makeRoom(input.cacheFolder, file)
        added = 0
      } catch {
        // Without a place for it the next model looks again.
      }
    }
  }
}

async function readFaces(file: string): Promise<Map<number, readonly Face[]>> {
  try {
    const rows = Stored.parse(JSON.parse(await readFile(file, 'utf8')))
    return new Map(
      rows.map(([time, faces]) => [time, faces.map(([x, y, w, h, score]) => ({ x, y, w, h, score }))])
    )
  } catch {
    // Never looked, or not readable any more: looked at anew.
    return new Map()
  }
}

async function makeRoom(folder: string, keep: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.startsWith(PREFIX))
      .map(async (name) => ({ path: join(folder, name), ...(await stat(join(folder, name))) }))
  )
  let total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { path, size } of files.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= MOST_BYTES) return
    if (path === keep) continue
    await rm(path, { force: true })
    total -= size
  }
}
