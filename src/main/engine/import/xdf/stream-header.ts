import { parseXml } from '../../interchange/xml'
import type { XmlNode } from '../../interchange/xml'
import { Unreadable } from '../../interchange/unreadable'

/** How the values of a stream are stored. */
const FORMATS = { double64: 8, float32: 4, int64: 8, int32: 4, int16: 2, int8: 1, string: 0 } as const
export type XdfFormat = keyof typeof FORMATS

/** Bytes of one value; 0 for strings. */
export const valueBytes = (format: XdfFormat): number => FORMATS[format]

/** What a stream says of itself. */
export interface XdfHeader {
  readonly name: string
  readonly type: string
  readonly format: XdfFormat
  readonly channels: readonly { readonly label: string; readonly unit: string }[]
  /** 0: samples come when they like. */
  readonly nominalRateHz: number
  /** Missing samples are missing: times must not be smoothed (video frames, headsets). */
  readonly canDropSamples: boolean
  readonly host?: string
  readonly sourceId?: string
  readonly createdAt?: number
}

/** Most channels of a stream; more is a damaged header. */
const MOST_CHANNELS = 100_000

/** Read the XML of a stream header; undefined when it is none. */
export function streamHeader(xml: string): XdfHeader | undefined {
  const info = rootOf(xml)
  if (!info) return undefined
  const text = (name: string): string => child(info, name)?.text.trim() ?? ''
  const format = text('channel_format') as XdfFormat
  const count = Number(text('channel_count'))
  if (!Object.hasOwn(FORMATS, format) || !Number.isInteger(count) || count < 0 || count > MOST_CHANNELS)
    return undefined
  const desc = child(info, 'desc')
  const described = (child(desc, 'channels')?.children ?? []).filter(({ name }) => name === 'channel')
  const name = text('name') || text('type') || 'Stream'
  const rate = Number(text('nominal_srate'))
  return {
    name,
    type: text('type'),
    format,
    channels: Array.from({ length: count }, (_, i) => ({
      label: child(described[i], 'label')?.text.trim() || (count === 1 ? name : `${name} ${i + 1}`),
      unit: plainUnit(child(described[i], 'unit')?.text.trim() ?? '')
    })),
    nominalRateHz: rate > 0 ? rate : 0,
    canDropSamples:
      child(child(desc, 'synchronization'), 'can_drop_samples')?.text.trim().toLowerCase() === 'true',
    ...(text('hostname') ? { host: text('hostname') } : {}),
    ...(text('source_id') ? { sourceId: text('source_id') } : {}),
    ...(Number(text('created_at')) > 0 ? { createdAt: Number(text('created_at')) } : {})
  }
}

/** How many samples the footer of a stream counts. */
export function footerCount(xml: string): number | undefined {
  const count = Number(child(rootOf(xml), 'sample_count')?.text ?? Number.NaN)
  return Number.isFinite(count) ? Math.trunc(count) : undefined
}

/** When the recorder says that the file was begun, ISO 8601. */
export const fileStart = (xml: string): string | undefined =>
  child(rootOf(xml), 'datetime')?.text.trim() || undefined

function rootOf(xml: string): XmlNode | undefined {
  try {
    return parseXml(xml)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((one) => one.name === name)

const units: Readonly<Record<string, string>> = {
  microvolt: 'µV',
  microvolts: 'µV',
  uv: 'µV',
  millivolts: 'mV',
  volts: 'V',
  microsiemens: 'µS',
  celsius: '°C',
  degrees: '°',
  seconds: 's',
  milliseconds: 'ms',
  meters: 'm',
  normalized: ''
}
const plainUnit = (unit: string): string => units[unit.toLowerCase()] ?? unit
