// @ts-check
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What set-up makes and remembers; ignored by git. */
export const local = join(root, '.local')

/** @param {string[]} parts path inside the checkout */
export const inRoot = (...parts) => join(root, ...parts)

/** @param {string[]} parts path inside `.local` */
export const inLocal = (...parts) => join(local, ...parts)
