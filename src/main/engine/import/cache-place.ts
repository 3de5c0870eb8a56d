import { basename, join } from 'node:path'

/** The cache folder of one file's content. */
export interface CachePlace {
  /** Absolute path of a cache file. */
  path(name: string): string
  /** The same, relative to the project folder, with slashes: what rows hold. */
  key(name: string): string
}

/** Cache folder for a content hash; the project's cache folder is a child of the project folder. */
export function cachePlace(cacheFolder: string, contentHash: string): CachePlace {
  const folder = contentHash.slice(0, 16)
  return {
    path: (name) => join(cacheFolder, folder, name),
    key: (name) => `${basename(cacheFolder)}/${folder}/${name}`
  }
}
