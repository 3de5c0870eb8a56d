import type { TimeUnit } from '../domain/table-columns'

/** Units that names of channels end with, behind an underscore or a blank. */
const UNITS =
  /^(?:s|ms|us|µs|ns|v|mv|uv|µv|nv|us|µs|microsiemens|usiemens|siemens|ohm|kohm|c|degc|celsius|bpm|rpm|hz|khz|g|mg|ms2|m|cm|mm|um|nm|px|deg|degrees|rad|dps|rads|lux|pa|hpa|kpa|mbar|bar|mmhg|pct|percent|au|a\.u\.|db|w|mw|kg|n|ut|µt|l|ml)$/i

/** The name of a channel and its unit: `eda_uS`, `Temp [°C]`, `HR (bpm)`. */
export function channelName(name: string): { readonly label: string; readonly unit: string } {
  const bracket = /^(.*?)\s*[([]([^)\]]{1,20})[)\]]\s*$/.exec(name)
  if (bracket?.[1]) return { label: bracket[1], unit: bracket[2]?.trim() ?? '' }
  const behind = /^(.+?)[_\s]([^_\s]{1,14})$/.exec(name)
  return behind?.[1] && UNITS.test(behind[2] ?? '')
    ? { label: behind[1], unit: behind[2] ?? '' }
    : { label: name, unit: '' }
}

const TIME_NAME =
  /^(?:t|sec|secs|seconds|ms|msec|millis(?:econds)?|elapsed)$|time|zeit|temps|tiempo|clock|timestamp|epoch|unix|elapsed|^date\b/i
const NOT_TIME = /reaction|response|lifetime|sometimes|timeout|times?_?(?:per|spent)|updated?$/i
const INDEX_NAME =
  /^(?:|#|index|idx|frame|frames|frame_?(?:no|nr|number)|sample|samples|sample_?(?:no|nr|number|index)|n|nseq|seq|no|nr|row|unnamed: 0|id)$/i

/** Whether a column called so may hold the time of a row. */
export const namesTime = (name: string): boolean => TIME_NAME.test(name) && !NOT_TIME.test(name)

/** Whether a column called so counts rows. */
export const namesIndex = (name: string): boolean => INDEX_NAME.test(name.trim())

/** The unit that the name of a time column says: `time_ms`, `Timestamp [ns]`, `seconds_elapsed`. */
export function timeUnitOf(name: string): Exclude<TimeUnit, 'iso' | 'clock'> | undefined {
  const text = name.toLowerCase()
  const word =
    /(?:^|[^a-zµ])(nanoseconds?|nanos|ns|nsec|microseconds?|micros|µs|us|usec|milliseconds?|millis|ms|msec|seconds?|secs?|s)(?:[^a-zµ]|$)/.exec(
      text
    )?.[1]
  if (word === undefined) return undefined
  if (word.startsWith('n')) return 'ns'
  if (word.startsWith('micro') || word === 'µs' || word.startsWith('us')) return 'us'
  return word.startsWith('m') ? 'ms' : 's'
}
