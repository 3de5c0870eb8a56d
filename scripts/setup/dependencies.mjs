// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inLocal, inRoot, local } from './paths.mjs'
import { npm } from './npm.mjs'
import { step, Stop } from './say.mjs'

/** Install the exact packages of package-lock.json, unless they are there already. */
export function installDependencies() {
  return step('packages', async (doing) => {
    const lockText = readFileSync(inRoot('package-lock.json'), 'utf8')
    const hash = createHash('sha256').update(lockText).digest('hex')
    const stamp = inLocal('packages.sha256')
    const hidden = inRoot('node_modules/.package-lock.json')
    const stamped = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash

    if (existsSync(hidden)) {
      if (stamped) return { done: 'already installed' }
      if (missingPackages(JSON.parse(lockText), JSON.parse(readFileSync(hidden, 'utf8'))).length === 0) {
        remember(stamp, hash)
        return { done: 'already installed' }
      }
    }
    if (process.env['AFFECTORY_NO_INSTALL']) {
      throw new Stop(
        'The installed packages are not those of package-lock.json, and AFFECTORY_NO_INSTALL forbids to change them.',
        'Run `npm ci` when nothing else uses this folder.'
      )
    }
    doing('npm ci: installing the exact packages of package-lock.json')
    // On Windows a running node.exe inside node_modules cannot be deleted, which `npm ci` would try.
    const inside = process.platform === 'win32' && process.execPath.startsWith(inRoot('node_modules'))
    const status = await npm([inside ? 'install' : 'ci', '--no-audit', '--no-fund'], { quiet: true })
    if (status !== 0)
      throw new Stop(
        'npm could not install the packages; its own message is above.',
        'Check that the npm registry can be reached, then run the same command again.'
      )
    remember(stamp, hash)
    return { done: 'installed' }
  })
}

/**
 * Names of packages that a lock file asks for and an installation lacks, or has in another version.
 * Optional packages may be missing (they are for other systems), except those named for this system.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} [system]
 */
export function missingPackages(wanted, installed, system = process) {
  const named = Object.keys(wanted.packages['']?.optionalDependencies ?? {}).map(
    (name) => `node_modules/${name}`
  )
  const fits = (/** @type {LockEntry} */ entry) =>
    [entry.os].flat().includes(system.platform) && [entry.cpu].flat().includes(system.arch)
  return Object.entries(wanted.packages)
    .filter(([path]) => path !== '')
    .filter(([path, entry]) => {
      const have = installed.packages[path]
      if (have) return have.version !== entry.version || have.integrity !== entry.integrity
      // npm may leave entries in the lock that nothing asks for; it never installs them.
      if (entry.link || entry.extraneous) return false
      return entry.optional || entry.devOptional ? named.includes(path) && fits(entry) : true
    })
    .map(([path]) => path)
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean, extraneous?: boolean,
 *   os?: string | string[], cpu?: string | string[], optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/** @param {string} stamp @param {string} hash */
function remember(stamp, hash) {
  mkdirSync(local, { recursive: true })
  writeFileSync(stamp, hash)
}
