import { PAGE_HEADERS, pageHeaders } from '../../../shared/signal/signal-page'
import type { SignalPage, SignalSamples, SignalStretch } from '../../../shared/signal/signal-page'
import { packSamples } from '../../../shared/signal/signal-samples'
import { LONGEST_VIEW_US, readView } from '../../../shared/signal/signal-view'

type Part = Omit<SignalStretch, 'place'>
interface Asked {
  readonly slot?: string
  readonly signal?: AbortSignal
}

/** What signal tiles ask of the open project; undefined: there is nothing (yet). */
export interface SignalLookups {
  readonly signals: {
    page(
      streamId: string,
      request: Part & { readonly px: number; readonly stored?: boolean },
      options: Asked
    ): Promise<SignalPage | 'superseded' | undefined>
    samples(
      streamId: string,
      request: Part,
      options: Asked
    ): Promise<SignalSamples | 'superseded' | undefined>
  }
}

/** A picture is never wider than this; more columns would only cost memory. */
const MAX_COLUMNS = 16_384

/**
 * Answer `lab://tiles/signal/<streamId>`: rows x px x (min, max), and what is special about them as headers. With
 * `numbers=stored`: 16-bit numbers where the file has such, behind scale and shift of each row.
 */
export async function serveSignal(
  { signals }: SignalLookups,
  streamId: string,
  query: URLSearchParams,
  signal: AbortSignal,
  headers: Record<string, string>
): Promise<Response> {
  const asked = readQuery(query)
  if (typeof asked === 'string') return refusal(asked, headers)
  const px = Math.min(MAX_COLUMNS, Math.max(1, Math.round(Number(query.get('px') ?? 1000)) || 1))
  const stored = query.get('numbers') === 'stored'
  const page = await signals.page(streamId, { ...asked, px, stored }, { slot: slotOf(query), signal })
  if (page === undefined || page === 'superseded') return nothing(page, headers)
  return binary(bytesOf(page), { ...headers, ...pageHeaders(page) })
}

/** Answer `lab://tiles/signal-samples/<streamId>`: single samples between gaps, for stretches that a filter can take. */
export async function serveSignalSamples(
  { signals }: SignalLookups,
  streamId: string,
  query: URLSearchParams,
  signal: AbortSignal,
  headers: Record<string, string>
): Promise<Response> {
  const asked = readQuery(query)
  if (typeof asked === 'string') return refusal(asked, headers)
  if (asked.toUs - asked.fromUs > LONGEST_VIEW_US)
    return refusal(`single samples are given for ${LONGEST_VIEW_US / 6e7} min at most`, headers)
  const found = await signals.samples(streamId, asked, { slot: slotOf(query), signal })
  if (found === undefined || found === 'superseded') return nothing(found, headers)
  return binary(packSamples(found), {
    ...headers,
    ...(found.unfilteredRows.length > 0
      ? { [PAGE_HEADERS.unfilteredRows]: found.unfilteredRows.join(',') }
      : {})
  })
}

/** What a query asks for, or what is wrong with it. */
function readQuery(query: URLSearchParams): Part | string {
  const [fromUs, toUs] = [Number(query.get('from') ?? NaN), Number(query.get('to') ?? NaN)]
  if (!Number.isFinite(fromUs) || !Number.isFinite(toUs) || toUs <= fromUs)
    return `from and to must be times in µs of the stream, from before to; got ${query.get('from')} and ${query.get('to')}`
  const view = readView(query.get('view'))
  if (typeof view === 'string') return `view is not one: ${view}`
  const text = query.get('channels')
  const channels = text ? text.split(',').map(Number) : undefined
  if (channels?.some((channel) => !Number.isInteger(channel) || channel < 0))
    return `channels must be whole numbers with commas between them, got ${text}`
  return { fromUs, toUs, ...(channels ? { channels } : {}), ...(view ? { view } : {}) }
}

const slotOf = (query: URLSearchParams): string | undefined => query.get('slot') ?? undefined

/** Without an answer: superseded by a newer request of the slot, else not there. */
const nothing = (why: 'superseded' | undefined, headers: Record<string, string>): Response =>
  why === 'superseded'
    ? new Response('A newer request of this slot came', { status: 409, headers })
    : new Response('There is nothing to read', { status: 404, headers })

const refusal = (what: string, headers: Record<string, string>): Response =>
  new Response(what, { status: 400, headers })

const binary = (bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response =>
  new Response(bytes, {
    headers: {
      ...headers,
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
      'access-control-expose-headers': Object.values(PAGE_HEADERS).join(', ')
    }
  })

/** Stored numbers go with the scales that lie before them in their buffer. */
const bytesOf = ({ kind, columns }: SignalPage): Uint8Array<ArrayBuffer> =>
  kind === 'stored'
    ? new Uint8Array(columns.buffer)
    : new Uint8Array(columns.buffer, columns.byteOffset, columns.byteLength)
