// @ts-check
import { statfsSync } from 'node:fs'
import { rememberedElectron } from './setup/electron-choice.mjs'
import { isRoot } from './setup/process.mjs'

/** Chromium keeps shared pictures in /dev/shm; containers often give it 64 MB, and pages then crash. */
const roomySharedMemory = 256 * 2 ** 20

/**
 * Path of the Electron binary that set-up chose. AFFECTORY_ELECTRON overrides it.
 * @returns {string}
 */
export function electronPath() {
  const path = process.env['AFFECTORY_ELECTRON'] ?? rememberedElectron()?.path
  if (!path) throw new Error('there is no Electron yet: run `npm run build` once, which sets it up')
  return path
}

/**
 * Switches that this system forces on Electron; put them before the app's own arguments.
 * @returns {string[]}
 */
export function electronSwitches() {
  if (process.platform !== 'linux') return []
  return [
    ...(isRoot() ? ['--no-sandbox'] : []),
    ...(sharedMemory() < roomySharedMemory ? ['--disable-dev-shm-usage'] : [])
  ]
}

/**
 * The environment for starting the app: without what would make the binary a plain Node.
 * @returns {Record<string, string>}
 */
export function electronEnvironment() {
  const entries = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE')
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']))
}

function sharedMemory() {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm')
    return bsize * blocks
  } catch {
    return 0
  }
}
