import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A driver that ended the process once is left alone this long, so that the engine does not die in a loop. */
const HOLD_MS = 3_600_000

export interface CrashGuard {
  /** A process died between `crashGuard` and `release` not long ago. */
  readonly crashedBefore: boolean
  release(): void
}

/** Leaves a note with this process's id while something that may abort the process is tried, and finds the note of one that died. */
export function crashGuard(name: string, folder = tmpdir()): CrashGuard {
  const file = join(folder, `affectory-trying-${name}-${userName()}`)
  const crashedBefore = name !== 'cpu' && diedTrying(file)
  if (name === 'cpu' || crashedBefore) return { crashedBefore, release: () => undefined }
  try {
    writeFileSync(file, String(process.pid))
  } catch {
    // No place for a note: the attempt is made without one.
  }
  return { crashedBefore, release: () => rmSync(file, { force: true }) }
}

function diedTrying(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid === process.pid || Date.now() - statSync(file).mtimeMs > HOLD_MS) return false
    return !isAlive(pid)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const userName = (): string =>
  String(process.getuid?.() ?? process.env['USERNAME'] ?? 'user').replace(/\W/g, '_')
