import type { EdfHeader } from './edf-header'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Two-digit years from this one on are of the last century; the format began in 1985. */
const FIRST_YEAR = 85

/**
 * When the first sample was taken, ISO 8601 without a zone: EDF names none. Undefined where day or time was taken out.
 * The day in the EDF+ line of the recording is taken before the short one, whose years end in 2084.
 * @param fraction seconds behind the header's clock at which the first record begins (EDF+)
 */
export function edfStart({ started }: EdfHeader, fraction: number): string | undefined {
  const day = longDay(started.recording) ?? shortDay(started.date)
  const clock = /^(\d{1,2})[.:](\d{1,2})[.:](\d{1,2})$/.exec(started.time)
  if (!day || !clock) return undefined
  const [, hours, minutes, seconds] = clock.map(Number)
  const at = Date.UTC(day[0], day[1] - 1, day[2], hours, minutes, seconds)
  const same = new Date(at)
  if (same.getUTCMonth() !== day[1] - 1 || same.getUTCHours() !== hours) return undefined
  const micros = Math.round(fraction * 1e6)
  const whole = Math.floor(micros / 1e6)
  const rest = micros - whole * 1e6
  const text = new Date(at + whole * 1000).toISOString().slice(0, 19)
  return rest === 0 ? text : `${text}.${String(rest).padStart(6, '0')}`
}

type Day = readonly [year: number, month: number, day: number]

/** `Startdate 02-MAR-2002 …`; undefined where it is `X` or something else. */
function longDay(recording: string): Day | undefined {
  const match = /^Startdate\s+(\d{1,2})-([A-Za-z]{3})-(\d{4})\b/.exec(recording)
  const month = MONTHS.indexOf(match?.[2]?.toUpperCase() ?? '') + 1
  return match && month > 0 ? [Number(match[3]), month, Number(match[1])] : undefined
}

/** `dd.mm.yy`; undefined for a day that cannot be, such as the `00.00.00` of recordings made anonymous. */
function shortDay(text: string): Day | undefined {
  const match = /^(\d{1,2})[.:/-](\d{1,2})[.:/-](\d{2})$/.exec(text)
  if (!match) return undefined
  const [, day = 0, month = 0, year = 0] = match.map(Number)
  if (day < 1 || day > 31 || month < 1 || month > 12) return undefined
  return [year + (year >= FIRST_YEAR ? 1900 : 2000), month, day]
}
