// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './paths.mjs'

/**
 * Run a program in the checkout with its output shown; answers with its exit status.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean }} [options] quiet: the output is shown only when the program fails
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    })
    /** @type {Buffer[]} */
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
    process.on('SIGINT', forward)
    process.on('SIGTERM', forward)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      const status = code ?? (signal === 'SIGINT' ? 130 : 1)
      if (status !== 0) process.stderr.write(Buffer.concat(output))
      resolve(status)
    })
  })
}

/**
 * Run a short program and read what it prints; undefined when it cannot be started.
 * @param {string} program
 * @param {string[]} args
 */
export function read(program, args) {
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8', timeout: 60_000 })
  if (result.error) return undefined
  return { status: result.status ?? 1, text: result.stdout ?? '' }
}

/**
 * Full path of a program on PATH, or undefined.
 * @param {string} program
 */
export function which(program) {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program]
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name)
      if (folder && canRun(file)) return file
    }
  }
  return undefined
}

/** @param {string} file */
export function canRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** True for the superuser of Linux and macOS; Chromium then refuses its sandbox. */
export const isRoot = () => process.getuid?.() === 0
