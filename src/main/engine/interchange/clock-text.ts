/** Milliseconds as `hh:mm:ss` and the fraction after `point`; hours take the digits they need. */
export function clockText(time: number, point: '.' | ','): string {
  const ms = Math.max(0, Math.round(time / 1000))
  const pad = (value: number, width: number): string => String(value).padStart(width, '0')
  return `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}${point}${pad(ms % 1000, 3)}`
}

/** One time of a cue as files have it: hours may be absent, the point may be a comma of any width or absent. */
export const CLOCK = '(?:(\\d{1,6}):)?(\\d{1,2}):(\\d{1,2})(?:[.,:，．]\\s?(\\d{1,9}))?'

/** µs of the four groups of `CLOCK`. */
export const clockTime = ([hours, minutes, seconds, fraction]: readonly (string | undefined)[]): number =>
  ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 +
  Math.round(Number(`0.${fraction ?? '0'}`) * 1e6)

/** Start and end in whole ms, the end later than the start. */
export function cueTimes(span: { readonly start: number; readonly end: number }): readonly [number, number] {
  const start = Math.max(0, Math.round(span.start / 1000)) * 1000
  return [start, Math.max(start + 1000, Math.round(span.end / 1000) * 1000)]
}

/** Text without blank lines, which would end the cue. */
export const withoutBlankLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .join('\n')

/** Words without mark-up; entities resolved. */
export const withoutMarkup = (raw: string): string =>
  unescapeCue(raw.replace(/<\/?[a-zA-Z\d][^<>]*>|\{\\[^{}]*\}/g, ''))

/** The entities of WebVTT. */
export const unescapeCue = (text: string): string =>
  text.replace(/&(lt|gt|amp|nbsp|lrm|rlm);/g, (_, name: string) => named[name] ?? '')
const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f'
}
