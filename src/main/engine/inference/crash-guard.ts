import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A driver that ended processes is left alone this long, so that the engine does not die in a loop. */
const HOLD_MS = 3_600_000
/** One process may have been ended for another reason while it tried; this many in a row blame the driver. */
const DEATHS = 3

export interface CrashGuard {
  /** Several processes in a row died between `crashGuard` and `release` not long ago. */
  readonly crashedBefore: boolean
  release(): void
}

/** Leaves a note with this process's id while something that may abort the process is tried, and counts those who died trying. */
export function crashGuard(name: string, folder = tmpdir()): CrashGuard {
  if (name === 'cpu') return { crashedBefore: false, release: () => undefined }
  const file = join(folder, `affectory-trying-${name}-${userName()}`)
  const deaths = deathsIn(file)
  if (deaths >= DEATHS) return { crashedBefore: true, release: () => undefined }
  try {
    writeFileSync(file, `${process.pid} ${deaths}`)
  } catch {
    // No place for a note: the attempt is made without one.
  }
  return { crashedBefore: false, release: () => rmSync(file, { force: true }) }
}

function deathsIn(file: string): number {
  try {
    if (Date.now() - statSync(file).mtimeMs > HOLD_MS) return 0
    const [pid = NaN, before = 0] = readFileSync(file, 'utf8').split(' ').map(Number)
    return isAlive(pid) ? before : before + 1
  } catch {
    return 0
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
