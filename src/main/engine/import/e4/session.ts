import { open, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** What each file of an Empatica E4 session measures; ACC counts 64ths of g. */
export const E4_SIGNALS: Readonly<
  Record<string, { readonly labels: readonly string[]; readonly unit: string; readonly steps: number }>
> = {
  'acc.csv': { labels: ['ACC x', 'ACC y', 'ACC z'], unit: 'g', steps: 64 },
  'bvp.csv': { labels: ['BVP'], unit: '', steps: 1 },
  'eda.csv': { labels: ['EDA'], unit: 'µS', steps: 1 },
  'hr.csv': { labels: ['HR'], unit: 'bpm', steps: 1 },
  'temp.csv': { labels: ['TEMP'], unit: '°C', steps: 1 }
}

/** Unix seconds that an E4 can have recorded at: 2010 to 2100. */
const isClock = (seconds: number): boolean => seconds > 1.26e9 && seconds < 4.1e9

/** Start of a file of a session by its first lines, Unix seconds; undefined when it is none. */
export function e4Start(fileName: string, firstLines: string): number | undefined {
  const name = fileName.toLowerCase()
  const [first = '', second = ''] = firstLines.split(/\r\n|\n|\r/)
  const numbers = first.split(',').map((cell) => (cell.trim() === '' ? NaN : Number(cell)))
  const start = numbers[0] ?? NaN
  if (name === 'ibi.csv')
    return isClock(start) && /^\s*IBI\s*$/i.test(first.split(',')[1] ?? '') ? start : undefined
  if (name === 'tags.csv') return numbers.length === 1 && isClock(start) ? start : undefined
  const signal = E4_SIGNALS[name]
  if (!signal || numbers.length !== signal.labels.length || !numbers.every(isClock)) return undefined
  const rates = second.split(',').map(Number)
  return rates.length === numbers.length && rates.every((rate) => rate > 0 && rate < 10_000)
    ? start
    : undefined
}

/** Files of an E4 session that lie in one folder. */
export interface E4Session {
  readonly folder: string
  /** Files with something in them. */
  readonly paths: readonly string[]
  /** Files that belong to it and have nothing to read: `info.txt`, empty tags. */
  readonly silent: readonly string[]
}

/** Sessions among files: folders where at least two of them are signals of an E4. */
export async function e4Sessions(paths: readonly string[]): Promise<readonly E4Session[]> {
  const byFolder = new Map<string, string[]>()
  for (const path of paths) byFolder.set(dirname(path), [...(byFolder.get(dirname(path)) ?? []), path])
  const sessions: E4Session[] = []
  for (const [folder, files] of byFolder) {
    const own: string[] = []
    let signals = 0
    const silent: string[] = []
    for (const path of files) {
      const name = basename(path).toLowerCase()
      const isSignal = name in E4_SIGNALS
      if (!isSignal && !['ibi.csv', 'tags.csv', 'info.txt'].includes(name)) continue
      const lines = name === 'info.txt' ? '' : await firstLines(path)
      if (e4Start(name, lines) !== undefined) own.push(path)
      else if (name === 'info.txt' || lines.trim() === '') silent.push(path)
      if (isSignal && own.at(-1) === path) signals++
    }
    if (signals >= 2) sessions.push({ folder, paths: own, silent })
  }
  return sessions
}

/** Earliest start of the files of a session in a folder, Unix seconds. Button presses count only where nothing else does. */
export async function sessionStart(folder: string, own: number): Promise<number> {
  const names = await readdir(folder)
  let start = own
  for (const name of names) {
    if (name.toLowerCase() === 'tags.csv') continue
    if (!(name.toLowerCase() in E4_SIGNALS) && name.toLowerCase() !== 'ibi.csv') continue
    const other = e4Start(name, await firstLines(join(folder, name)))
    // A file of another day in the same folder is not of this session.
    if (other !== undefined && Math.abs(other - own) < 36 * 3600) start = Math.min(start, other)
  }
  return start
}

async function firstLines(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return ''
  try {
    const bytes = new Uint8Array(512)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return new TextDecoder().decode(bytes.subarray(0, bytesRead)).replace(/^\uFEFF/, '')
  } finally {
    await file.close()
  }
}
