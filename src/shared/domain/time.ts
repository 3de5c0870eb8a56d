import { z } from 'zod'

/** Integer microseconds from the start of the recording; the only unit of time inside the app. */
export type Micros = number & { readonly __unit: 'µs' }

/** Schema of a time: a safe integer number of microseconds. */
export const Micros = z
  .number()
  .int()
  .transform((value) => value as Micros)

/** Microseconds in one second. */
export const MICROS_PER_SECOND = 1_000_000

/** Brand an integer as microseconds, rounding to the nearest whole one. */
export const micros = (value: number): Micros => Math.round(value) as Micros

/** Seconds (file edges and labels only) to microseconds, rounded to the nearest. */
export const fromSeconds = (seconds: number): Micros => Math.round(seconds * MICROS_PER_SECOND) as Micros

/** Microseconds to seconds. */
export const toSeconds = (time: number): number => time / MICROS_PER_SECOND

/**
 * Clock text `hh:mm:ss.mmm`, rounded to the millisecond; negative times carry a minus sign.
 */
export function formatClock(time: number): string {
  const sign = time < 0 ? '-' : ''
  const ms = Math.round(Math.abs(time) / 1000)
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${sign}${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`
}

/**
 * Read a typed time: `12.5` (seconds), `1:02.5`, `00:03:08.720`.
 * Returns undefined when the text is none of these.
 */
export function parseClock(text: string): Micros | undefined {
  const match = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)$/.exec(text.trim())
  if (!match) return undefined
  const [, hours, minutes, seconds] = match
  return fromSeconds(
    Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number((seconds ?? '0').replace(',', '.'))
  )
}

/** Position of a stream on the recording's master clock: `master = start + offset + media * (1 + driftPpm / 1e6)`. */
export interface StreamClock {
  readonly offset: Micros
  readonly driftPpm: number
}

/** A time inside a stream's own file, on the master clock of its recording. */
export const toMaster = (clock: StreamClock, media: number): Micros =>
  micros(clock.offset + media * (1 + clock.driftPpm / 1e6))

/** A time on the master clock, inside the stream's own file. Inverse of `toMaster` to within 1 µs. */
export const toMedia = (clock: StreamClock, master: number): Micros =>
  micros((master - clock.offset) / (1 + clock.driftPpm / 1e6))
