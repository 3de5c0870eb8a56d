// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inLocal, inRoot, local, root } from './paths.mjs'
import { run } from './process.mjs'
import { step, Stop } from './say.mjs'

const stamp = inLocal('build.sha256')
const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/**
 * Bundle the app into `out/`, unless nothing it is made of has changed.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export function setUpBuild(runtime) {
  return step('app', async (doing) => {
    const hash = hashOf([
      'src',
      'resources',
      'electron.vite.config.ts',
      'tsconfig.base.json',
      'package.json',
      'package-lock.json'
    ])
    const built = outputs.every((file) => existsSync(inRoot(file)))
    if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return { done: 'already built' }
    doing('electron-vite: bundling the sources into out/')
    const status = await run(
      runtime.program,
      [inRoot('node_modules/electron-vite/bin/electron-vite.js'), 'build'],
      { env: runtime.env, quiet: true }
    )
    if (status !== 0) throw new Stop('The app could not be built; the message of electron-vite is above.')
    mkdirSync(local, { recursive: true })
    writeFileSync(stamp, hash)
    return { done: 'built' }
  })
}

/**
 * One hash over the names and contents of files and folders, so that a copy with new dates is still the same.
 * @param {string[]} paths inside the checkout; those that do not exist are passed over
 */
function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(inRoot(path)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}
