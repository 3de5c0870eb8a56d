import { readFrameTable } from './read-frame-table'
import { readPeaksTile } from './read-peaks-tile'
import type { SoundStretch } from './read-peaks-tile'

/** What the tiles need to know of the open project; every answer is undefined when it has no such thing. */
export interface TileLookups {
  stream(streamId: string):
    | {
        readonly cache: Readonly<Record<string, string>>
        readonly original: string
        readonly stream: { readonly duration: number }
        /** Samples of sound that is decoded when they are needed. */
        decode?(stretch: SoundStretch): Promise<Float32Array<ArrayBuffer> | undefined>
      }
    | undefined
  frameRows(trackId: string, fromUs: number, toUs: number): Float32Array<ArrayBuffer> | undefined
  readonly traces: {
    readonly track: DrawTrace
    readonly take: DrawTrace
  }
}

type DrawTrace = (
  id: string,
  window: {
    readonly from: number
    readonly to: number
    readonly px: number
    readonly dim: number
    readonly withLag: boolean
  }
) => Promise<Float32Array<ArrayBuffer> | undefined>

/** A picture is never wider than this; more columns would only cost memory. */
const MAX_COLUMNS = 16_384

/** Bytes of one tile, by kind; undefined when it is not there (yet). */
export async function serveTile(
  lookups: TileLookups,
  kind: string,
  id: string,
  query: URLSearchParams
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const from = Number(query.get('from') ?? 0)
  if (kind === 'faces') {
    const rows = lookups.frameRows(id, from, Number(query.get('to') ?? Number.MAX_SAFE_INTEGER))
    return rows && bytesOf(rows)
  }
  if (kind === 'trace' || kind === 'take') {
    const to = Number(query.get('to'))
    if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) return undefined
    const window = {
      from,
      to,
      px: columnsOf(query),
      dim: Number(query.get('dim') ?? 0),
      withLag: query.get('lag') !== '0'
    }
    const columns = await lookups.traces[kind === 'trace' ? 'track' : 'take'](id, window)
    return columns && bytesOf(columns)
  }
  const found = lookups.stream(id)
  if (!found) return undefined
  const to = Number(query.get('to') ?? found.stream.duration)
  const px = columnsOf(query)
  const { cache } = found
  if (kind === 'frames' || kind === 'keyframes' || kind === 'notes') {
    const path = cache[kind]
    return path ? readFrameTable(path) : undefined
  }
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) return undefined
  if (kind === 'peaks' && cache['peaks'])
    return bytesOf(
      await readPeaksTile(
        { peaks: cache['peaks'], pcm: cache['pcm'], original: found.original, decode: found.decode },
        from,
        to,
        px
      )
    )
  return undefined
}

const columnsOf = (query: URLSearchParams): number =>
  Math.min(MAX_COLUMNS, Math.max(1, Math.round(Number(query.get('px') ?? 1000))))

const bytesOf = (values: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
