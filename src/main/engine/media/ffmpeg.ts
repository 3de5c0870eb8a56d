import { execFile, spawn } from 'node:child_process'
import type { Result } from '../../../shared/domain/problem'

/** What an ffmpeg can do, as far as proxies ask. */
export interface FfmpegAbilities {
  readonly encoders: ReadonlySet<string>
  /** Since 5.1 frame times are kept with `-fps_mode`; before with `-vsync`. */
  readonly fpsMode: boolean
}

/** Ask an ffmpeg for its version and encoders; undefined when it cannot be run. */
export async function ffmpegAbilities(path: string): Promise<FfmpegAbilities | undefined> {
  const [version, list] = await Promise.all([
    output(path, ['-version']),
    output(path, ['-hide_banner', '-encoders'])
  ])
  if (version === undefined || list === undefined) return undefined
  const [, major, minor] = /version n?(\d+)\.(\d+)/.exec(version) ?? []
  const old = major !== undefined && Number(major) * 100 + Number(minor) < 501
  const encoders = [...list.matchAll(/^ [VAS][A-Z.]{5} (\S+)/gm)].flatMap(([, name]) => (name ? [name] : []))
  return { encoders: new Set(encoders), fpsMode: !old }
}

function output(path: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      path,
      [...args],
      { timeout: 20_000, maxBuffer: 4 * 1024 * 1024, windowsHide: true },
      (error, stdout) => resolve(error ? undefined : stdout)
    )
  })
}

/** Last words of ffmpeg that are kept for a problem. */
const WORDS_KEPT = 4000

/**
 * Run ffmpeg with `-progress pipe:1` in its arguments. No shell is involved. Aborting ends the child at once.
 * @param seconds called with the output time reached
 */
export function runFfmpeg(
  path: string,
  args: readonly string[],
  signal: AbortSignal,
  seconds: (reached: number) => void
): Promise<Result<undefined>> {
  return new Promise((resolve) => {
    const child = spawn(path, [...args], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let said = ''
    let rest = ''
    const kill = (): void => void child.kill('SIGKILL')
    const finish = (result: Result<undefined>): void => {
      signal.removeEventListener('abort', kill)
      resolve(result)
    }
    if (signal.aborted) kill()
    signal.addEventListener('abort', kill)
    child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-WORDS_KEPT)))
    child.stdout.on('data', (text: Buffer) => {
      const lines = (rest + text.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const micros = Number(/^out_time_us=(\d+)/.exec(line)?.[1])
        if (micros >= 0) seconds(micros / 1e6)
      }
    })
    child.on('error', (error) =>
      finish(
        problem(
          'ffmpeg-missing',
          `ffmpeg could not be started (${error.message}).`,
          'Choose its program file in Settings.'
        )
      )
    )
    child.on('close', (code) => {
      const last = said.trim().split('\n').at(-1) ?? ''
      finish(
        code === 0
          ? { ok: true, value: undefined }
          : problem(
              'ffmpeg-failed',
              `ffmpeg stopped: ${last || `exit code ${code}`}.`,
              'Check that the file plays elsewhere and that the disk has room.'
            )
      )
    })
  })
}

const problem = (code: string, message: string, hint: string): Result<never> => ({
  ok: false,
  error: { code, message, hint, severity: 'error' }
})
