import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../e2e/driver/launch'

/** What EDFbrowser takes for a page, seen from outside in the frame buffer of a virtual screen. */
export interface PeerPage {
  readonly seconds: number
  /** From the start of the program to the first traces. */
  readonly openMs: number
  /** From the key to the last change of the picture, median of twelve pages. */
  readonly pageMs: number
  readonly residentMb: number
}

/** EDFbrowser on a file, in this run; undefined where it, its display or Python with numpy is not installed. */
export function edfBrowser(path: string, spans: readonly number[]): readonly PeerPage[] | undefined {
  const installed = ['edfbrowser', 'Xvfb', 'python3'].every(
    (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
  )
  if (!installed || spawnSync('python3', ['-c', 'import numpy']).status !== 0) return undefined
  try {
    const told = execFileSync(
      'python3',
      [join(root, 'scripts/peers/edfbrowser.py'), path, ...spans.map(String)],
      { encoding: 'utf8', timeout: 300_000 }
    )
    return told.split('\n').flatMap((line) => readLine(line) ?? [])
  } catch (error) {
    console.warn(
      `EDFbrowser could not be measured: ${error instanceof Error ? error.message : String(error)}`
    )
    return undefined
  }
}

/** A line that `edfbrowser.py` prints. */
function readLine(line: string): PeerPage | undefined {
  const found =
    /page of ([\d.e+]+) s: start to first traces ([\d.]+) s.*median (\d+) ms.*resident (\d+) MB/.exec(line)
  if (!found) return undefined
  const [seconds, open, page, resident] = found.slice(1).map(Number)
  return {
    seconds: seconds ?? NaN,
    openMs: 1000 * (open ?? NaN),
    pageMs: page ?? NaN,
    residentMb: resident ?? NaN
  }
}
