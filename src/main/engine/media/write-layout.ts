import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SignalLayout } from '../../../shared/signal/signal-layout'
import type { CachePlace } from '../import/cache-place'

/** Keep how the samples of a stream lie as a cache file; answers the row's cache key. The overview is made of it later. */
export async function writeLayout(
  layout: SignalLayout,
  index: number,
  cache: CachePlace
): Promise<{ readonly layout: string }> {
  const name = layoutName(index)
  const path = cache.path(name)
  const unfinished = `${path}.${process.pid}.part`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(unfinished, JSON.stringify(layout))
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  return { layout: cache.key(name) }
}

/** Name of the cache file of a stream's layout. */
export const layoutName = (index: number): string => `layout-${index}.json`
