// @ts-check
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Stop } from './say.mjs'

/**
 * Refuse a file whose content is not the pinned one.
 * @param {string} file
 * @param {string} integrity `<algorithm>-<base64>`, as in package-lock.json
 */
export async function checkIntegrity(file, integrity) {
  const dash = integrity.indexOf('-')
  const hash = createHash(integrity.slice(0, dash))
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  const got = hash.digest('base64')
  if (got === integrity.slice(dash + 1)) return
  throw new Stop(
    `${file} is not the file that was pinned: its ${integrity.slice(0, dash)} is ${got}.`,
    'Delete it and run the same command again; if it happens twice, do not use the file.'
  )
}
