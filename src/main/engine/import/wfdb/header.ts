/** One signal of a WFDB record (header(5) of the WFDB manual). */
export interface WfdbSignal {
  readonly file: string
  readonly format: number
  readonly samplesPerFrame: number
  /** Frames by which the signal lags in the file. */
  readonly skew: number
  /** Byte of the file where samples begin. */
  readonly byteOffset: number
  /** Digital steps per unit. */
  readonly gain: number
  readonly baseline: number
  readonly unit: string
  readonly initial: number
  /** Sum of all samples, 16 bits; absent where the header does not say. */
  readonly checksum?: number
  readonly label: string
}

export interface WfdbHeader {
  readonly name: string
  /** Frames per second. */
  readonly frameRateHz: number
  /** Frames; 0 where the header leaves it to the file. */
  readonly frames: number
  /** ISO 8601 without a zone; a time alone where the header has no date. */
  readonly startedAt?: string
  readonly signals: readonly WfdbSignal[]
  /** Segments of a record of several: name (`~`: nothing recorded) and frames. */
  readonly segments?: readonly { readonly name: string; readonly frames: number }[]
  readonly comments: readonly string[]
}

/** Formats that can be read, and the code that says that nothing was recorded. */
const INVALID: Readonly<Record<number, number | undefined>> = {
  8: undefined,
  16: -32_768,
  24: -8_388_608,
  32: -2_147_483_648,
  61: -32_768,
  80: -128,
  160: -32_768,
  212: -2048,
  310: -512,
  311: -512,
  508: -128,
  516: -32_768,
  524: -8_388_608
}
export const readableFormats = Object.keys(INVALID).map(Number)
export const isReadable = (format: number): boolean => format in INVALID
/** The digital value that says that nothing was recorded; undefined where a format has none. */
export const invalidCode = (format: number): number | undefined => INVALID[format]

/** Frames per second, and digital steps per unit, where the header says nothing (WFDB library). */
const DEFAULT_RATE = 250
const DEFAULT_GAIN = 200
/** Most signals and segments that are believed. */
const MOST = 100_000

/** Read a header file; text: what is wrong with it. */
export function wfdbHeader(text: string): WfdbHeader | string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim())
  const comments = lines.filter((line) => line.startsWith('#')).map((line) => line.slice(1).trim())
  const [first = '', ...rest] = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const record =
    /^([\w.-]+)(?:\/(\d+))?\s+(\d+)(?:\s+([\d.eE+-]+)(?:\/[^\s]*)?(?:\s+(\d+)(?:\s+(\S+)(?:\s+(\S+))?)?)?)?/.exec(
      first
    )
  if (!record) return 'does not begin with the line of a WFDB record'
  const [, name = '', segmentCount, signalCount, rate, frames, time, date] = record
  const startedAt = startOf(time, date)
  const base = {
    name,
    frameRateHz: Number(rate) > 0 ? Number(rate) : DEFAULT_RATE,
    frames: Number(frames ?? 0),
    ...(startedAt === undefined ? {} : { startedAt }),
    comments
  }
  const count = Number(segmentCount ?? signalCount)
  if (count > MOST) return `names ${count} parts, which no record has`
  if (rest.length < count)
    return `names ${count} ${segmentCount ? 'segments' : 'signals'} but describes ${rest.length}`
  if (segmentCount !== undefined)
    return {
      ...base,
      signals: [],
      segments: rest.slice(0, count).map((line) => {
        const [segment = '', length = '0'] = line.split(/\s+/)
        return { name: segment, frames: Number(length) || 0 }
      })
    }
  const signals = rest.slice(0, count).map(signalOf)
  const bad = signals.findIndex((signal) => signal === undefined)
  if (bad >= 0) return `does not describe signal ${bad + 1} as WFDB headers do`
  return { ...base, signals: signals.filter((signal) => signal !== undefined) }
}

const SIGNAL =
  /^(\S+)\s+(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?(?:\s+([-+\d.eE]+)(?:\((-?\d+)\))?(?:\/(\S+))?(?:\s+(-?\d+)(?:\s+(-?\d+)(?:\s+(-?\d+)(?:\s+(-?\d+)(?:\s+(-?\d+)(?:\s+(.*))?)?)?)?)?)?)?$/

function signalOf(line: string, index: number): WfdbSignal | undefined {
  const match = SIGNAL.exec(line)
  if (!match) return undefined
  const [
    ,
    file = '',
    format,
    perFrame,
    skew,
    offset,
    gain,
    baseline,
    unit,
    ,
    zero,
    initial,
    checksum,
    ,
    label
  ] = match
  const step = Number(gain ?? 0)
  const perFrameCount = Number(perFrame ?? 1)
  if (perFrameCount < 1 || perFrameCount > MOST) return undefined
  return {
    file,
    format: Number(format),
    samplesPerFrame: perFrameCount,
    skew: Number(skew ?? 0),
    byteOffset: Number(offset ?? 0),
    gain: Number.isFinite(step) && step !== 0 ? step : DEFAULT_GAIN,
    baseline: Number(baseline ?? zero ?? 0),
    unit: unit ?? 'mV',
    initial: Number(initial ?? zero ?? 0),
    ...(checksum === undefined ? {} : { checksum: Number(checksum) }),
    label: label?.trim() || `Signal ${index + 1}`
  }
}

/** `8:26:04`, `26/10/1994`. */
function startOf(time: string | undefined, date: string | undefined): string | undefined {
  const clock = /^(?:(\d+):)?(?:(\d+):)?(\d+(?:\.\d+)?)$/.exec(time ?? '')
  if (!clock) return undefined
  const parts = (time ?? '').split(':')
  const [seconds = '0', minutes = '0', hours = '0'] = [...parts].reverse()
  const [whole = '0', fraction] = seconds.split('.')
  const text = `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}:${whole.padStart(2, '0')}${fraction === undefined ? '' : `.${fraction}`}`
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date ?? '')
  return day
    ? `${day[3] ?? ''}-${(day[2] ?? '').padStart(2, '0')}-${(day[1] ?? '').padStart(2, '0')}T${text}`
    : text
}
