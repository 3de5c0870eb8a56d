import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Pyramid } from '../../../shared/signal/pyramid'
import { encodePyramidHeader } from '../../../shared/signal/pyramid-file'
import type { PyramidChannel, PyramidHeader } from '../../../shared/signal/pyramid-file'

/** One channel to write: its pyramid and, where single samples are to be kept with it, those. */
export interface PyramidPart {
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly startUs: number
  readonly pyramid: Pyramid
  readonly samples?: Float32Array<ArrayBuffer>
}

/** Write a pyramid file under a temporary name and put it in place when complete. */
export async function writePyramid(
  path: string,
  parts: readonly PyramidPart[],
  pcm?: PyramidHeader['pcm']
): Promise<void> {
  const arrays: Float32Array<ArrayBuffer>[] = []
  let offset = 0
  const place = (values: Float32Array<ArrayBuffer>) => {
    const at = { offset, count: values.length }
    arrays.push(values)
    offset += values.byteLength
    return at
  }
  const channels = parts.map(({ pyramid, samples, ...facts }): PyramidChannel => ({
    ...facts,
    sampleCount: pyramid.sampleCount,
    base: pyramid.base,
    levels: pyramid.levels.map(place),
    ...(samples ? { samples: place(samples) } : {})
  }))
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}.part`
  try {
    const file = await open(unfinished, 'w')
    try {
      await file.write(encodePyramidHeader({ version: 1, channels, ...(pcm ? { pcm } : {}) }))
      for (const values of arrays)
        await file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
}
