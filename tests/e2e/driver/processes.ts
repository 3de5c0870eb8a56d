import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** A process of the app: its number and its command line. */
export interface RunningProcess {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** A process and everything it started, parents first. */
export function processTree(root: number): readonly RunningProcess[] {
  const all = execFileSync('ps', ['-ww', '-e', '-o', 'pid=,ppid=,args='], {
    encoding: 'utf8',
    maxBuffer: 1 << 26
  })
    .split('\n')
    .flatMap((line): RunningProcess[] => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
      return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : []
    })
  const tree = all.filter(({ pid }) => pid === root)
  for (const found of tree) tree.push(...all.filter(({ parent }) => parent === found.pid))
  return tree
}

/** Processes of this platform can be listed and killed one by one. */
export const canKillProcesses = process.platform !== 'win32'

/** End processes at once, as a power cut would: SIGKILL, none of them gets a last word. */
export function killAtOnce(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Whether a process still runs; a zombie that nobody has collected does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = `/proc/${pid}/stat`
  if (!existsSync(status)) return true
  return !/\) Z /.test(readFileSync(status, 'utf8'))
}
