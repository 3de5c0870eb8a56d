import { MICROS_PER_SECOND } from '../../shared/domain/time'

const number = new Intl.NumberFormat('en-GB')

/** A whole number with thin groups: `12,480`. */
export const formatCount = (value: number): string => number.format(value)

/** "1 recording", "12 recordings". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** Bytes in the unit that reads best: `3.4 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? 'B'}`
}

/** Time left in words: `under 5 s`, `40 s`, `1 min 10 s`, `2 h 5 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 5) return 'under 5 s'
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`
}

/** Length of a recording, short: `0:42`, `18:42`, `1:02:07`. */
export function formatLength(time: number): string {
  const whole = Math.round(time / MICROS_PER_SECOND)
  const pad = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  return hours > 0
    ? `${hours}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`
    : `${Math.floor(whole / 60)}:${pad(whole % 60)}`
}

/** A date as people say it, near ones by their distance. */
export function formatWhen(iso: string, now = Date.now()): string {
  const then = Date.parse(iso)
  if (Number.isNaN(then)) return ''
  const minutes = Math.round((now - then) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60) return `${plural(Math.round(minutes / 60), 'hour')} ago`
  if (minutes < 7 * 24 * 60) return `${plural(Math.round(minutes / (24 * 60)), 'day')} ago`
  return new Date(then).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}

/** Folder of a path, with either separator. */
export const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '')

/** Last part of a path, with either separator. */
export const baseName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path

/** A value between 0 and 1 with two digits, as in the tables of papers: `.61`. */
export const formatShare = (value: number): string => value.toFixed(2)

/** Three digits without the leading zero, as tables of papers have it: `.612`, `-.05`, `1`; a dash for no value. */
export function shortShare(value: number | null): string {
  if (value === null) return '–'
  if (Math.abs(value) >= 0.9995) return value < 0 ? '-1' : '1'
  const text = Math.abs(value).toFixed(3).slice(1)
  return text === '.000' ? '0' : value < 0 ? `-${text}` : text
}

/** An amount in the unit of a report: seconds with a decimal below a thousand, or a count without its noun. */
export const amountText = (amount: number, unit: 'time' | 'segments' | 's' | 'units'): string =>
  unit === 'time' || unit === 's'
    ? `${amount < 1000 ? amount.toFixed(1) : formatCount(Math.round(amount))} s`
    : formatCount(amount)
