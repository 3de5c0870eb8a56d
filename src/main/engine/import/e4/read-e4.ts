import { fromSeconds, micros } from '../../../../shared/domain/time'
import type { ImportedTrack } from '../../../../shared/domain/imported'
import type { SchemeRow } from '../../../../shared/domain/rows'
import { SignalWriter } from '../../media/signal-writer'
import type { CachePlace } from '../cache-place'
import { eventTrack } from '../event-track'
import type { Found } from '../format'
import { E4_SIGNALS, e4Start } from './session'

/** What one file of a session holds, on the clock of the session. */
export interface E4Part extends Pick<Found, 'tracks' | 'schemes'> {
  readonly stream?: Found['streams'][number]
  readonly seconds: number
  /** Lines that are no numbers. */
  readonly unread: number
}

const AUTHOR = 'Empatica E4'

/**
 * Read one file of a session.
 * @param sessionStart Unix seconds of the recording's zero
 * @param index of its stream in the file that is imported
 */
export async function readE4(
  name: string,
  lines: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  sessionStart: number,
  index: number,
  cache: CachePlace
): Promise<E4Part | string> {
  const kind = name.toLowerCase()
  const signal = E4_SIGNALS[kind]
  if (signal) return readSignal(signal, kind, lines, sessionStart, index, cache)
  const rows: string[] = []
  for await (const block of lines) rows.push(...block)
  return kind === 'ibi.csv' ? readIntervals(rows, sessionStart) : readTags(rows, sessionStart)
}

async function readSignal(
  { labels, unit, steps }: NonNullable<(typeof E4_SIGNALS)[string]>,
  kind: string,
  lines: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  sessionStart: number,
  index: number,
  cache: CachePlace
): Promise<E4Part | string> {
  const writer = new SignalWriter(cache, index, labels.length)
  let start: number | undefined
  let rateHz: number | undefined
  let unread = 0
  try {
    for await (const block of lines)
      for (const line of block) {
        if (line.trim() === '') continue
        if (start === undefined) start = Number(line.replace(/^\uFEFF/, '').split(',')[0])
        else if (rateHz === undefined) {
          rateHz = Number(line.split(',')[0])
          if (!(rateHz > 0)) return 'does not say its rate in its second line'
        } else {
          const cells = line.split(',')
          if (
            cells.length !== labels.length ||
            cells.some((cell) => cell.trim() === '' || Number.isNaN(Number(cell)))
          )
            unread++
          for (const channel of labels.keys()) {
            const cell = cells[channel] ?? ''
            writer.push(channel, cell.trim() === '' ? Number.NaN : Number(cell) / steps)
          }
        }
      }
    if (start === undefined || rateHz === undefined) return 'has no values'
    const count = writer.count(0)
    if (count === 0) return 'has a start and a rate but no values'
    const rate = rateHz
    const written = await writer.finish(labels.map((label) => ({ label, unit, rateHz: rate, startUs: 0 })))
    const offset = start - sessionStart
    return {
      stream: {
        kind: 'signal',
        name: kind.slice(0, -4).toUpperCase(),
        index,
        duration: fromSeconds(count / rate),
        offset: fromSeconds(offset),
        driftPpm: 0,
        sync: { method: 'clock', anchors: [] },
        info: {
          codec: 'empatica-e4',
          channels: written.channels,
          startedAt: new Date(Math.round(start * 1000)).toISOString()
        },
        cache: written.cache
      },
      tracks: [],
      seconds: offset + count / rate,
      unread
    }
  } finally {
    writer.drop()
  }
}

/** Beats as moments, each with the time since the beat before it. */
function readIntervals(rows: readonly string[], sessionStart: number): E4Part {
  const start = e4Start('ibi.csv', rows.slice(0, 1).join('\n')) ?? sessionStart
  const segments: ImportedTrack['segments'][number][] = []
  let unread = 0
  for (const row of rows.slice(1)) {
    if (row.trim() === '') continue
    const [at = NaN, interval = NaN] = row.split(',').map(Number)
    if (!(at >= 0) || !(interval > 0)) {
      unread++
      continue
    }
    const moment = fromSeconds(start - sessionStart + at)
    segments.push({
      start: moment,
      end: micros(moment + 1),
      value: { kind: 'ratings', ratings: { ibi: Math.round(interval * 1e9) / 1e6 } },
      flagged: false,
      origin: { kind: 'import' }
    })
  }
  segments.sort((a, b) => a.start - b.start)
  return {
    tracks:
      segments.length === 0
        ? []
        : [
            {
              name: 'Inter-beat intervals',
              authorName: AUTHOR,
              schemeId: INTERVALS.id,
              attributeId: 'value',
              kind: 'points',
              segments
            }
          ],
    schemes: segments.length === 0 ? [] : [INTERVALS],
    seconds: (segments.at(-1)?.end ?? 0) / 1e6,
    unread
  }
}

/** Intervals in milliseconds, up to those of a heart that beats six times a minute. */
const INTERVALS: SchemeRow = {
  id: 'inter-beat-intervals-ms',
  name: 'Inter-beat intervals',
  version: '1',
  document: {
    schema: 'affectory.labels/1',
    id: 'inter-beat-intervals-ms',
    name: 'Inter-beat intervals',
    version: '1',
    attributes: [
      {
        id: 'value',
        type: 'continuous',
        unit: 'segment',
        dims: [{ id: 'ibi', name: 'IBI (ms)', range: [0, 10_000] }]
      }
    ]
  }
}

function readTags(rows: readonly string[], sessionStart: number): E4Part {
  const times = rows.flatMap((row) => (row.trim() === '' ? [] : [Number(row) - sessionStart]))
  const good = times.filter((time) => Number.isFinite(time))
  return {
    ...eventTrack(
      good.map((time) => ({ time, text: 'Button pressed' })),
      { name: 'Button presses', authorName: AUTHOR }
    ),
    seconds: Math.max(0, ...good),
    unread: times.length - good.length
  }
}
