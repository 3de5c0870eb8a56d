import { entriesOf } from './ini'
import type { Sections } from './ini'

/** One marker of a .vmrk file. */
export interface BrainVisionMarker {
  readonly type: string
  readonly description: string
  /** The sample that it belongs to, counted from 1. */
  readonly position: number
  /** Samples that it lasts. */
  readonly points: number
  /** Number of its channel; 0: all. */
  readonly channel: number
  /** Date and time, where given, in microseconds since 1970 on the clock of the recorder. */
  readonly dateUs: number | undefined
}

/** The markers of a .vmrk file in the order of their numbers; those without a usable position are left out. */
export function brainVisionMarkers(sections: Sections): readonly BrainVisionMarker[] {
  return [...entriesOf(sections, 'marker infos', 'Mk')]
    .sort(([a], [b]) => a - b)
    .flatMap(([, [type = '', description = '', position, points, channel, date]]) => {
      const at = Number(position)
      return Number.isFinite(at) && at >= 0 && position !== ''
        ? [
            {
              type,
              description,
              position: Math.max(1, at),
              points: Math.max(0, Number(points) || 0),
              channel: Number(channel) || 0,
              dateUs: dateOf(date)
            }
          ]
        : []
    })
}

export const isNewSegment = ({ type }: Pick<BrainVisionMarker, 'type'>): boolean =>
  /^new segment$/i.test(type)

/** `yyyymmddhhmmssuuuuuu`; only zeros stand for an unknown date. */
function dateOf(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{0,6})$/.exec(text ?? '')
  if (!match || /^0+$/.test(text ?? '')) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + Number((match[7] ?? '').padEnd(6, '0'))
}

/** A date as ISO 8601 without a zone, because the file names none. */
export function isoDate(dateUs: number): string {
  const whole = new Date(Math.floor(dateUs / 1e6) * 1000).toISOString().slice(0, 19)
  const rest = dateUs % 1e6
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(6, '0')}`
}
