import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol } from 'electron'
import { LAB_SCHEME } from '../../shared/contract'
import { byteRange } from './byte-range'
import { fileStream } from './file-stream'
import { serveSignal, serveSignalSamples } from './tiles/serve-signal'
import type { SignalLookups } from './tiles/serve-signal'
import { serveTile } from './tiles/serve-tile'
import type { TileLookups } from './tiles/serve-tile'

/** What the protocol asks of the open project; every answer is undefined when it has no such thing. */
export interface LabLookups extends TileLookups, SignalLookups {
  /** Absolute path of the file to play or to read. */
  mediaPath(fileId: string, original: boolean): string | undefined
}

/** Must run before the app is ready. */
export function declareLabScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: LAB_SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        corsEnabled: true,
        codeCache: true
      }
    }
  ])
}

/**
 * Serve the window's own pages (`lab://app/`), media as byte ranges (`lab://media/<fileId>`) and slices of
 * pyramids (`lab://tiles/<kind>/<id>`), the latter two for files of the open project only.
 */
export function serveLab(pagesFolder: string, lookups: LabLookups, allowOrigin: string): void {
  protocol.handle(LAB_SCHEME, async (request) => {
    const url = new URL(request.url)
    const parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
    if (url.host === 'app') return servePage(pagesFolder, parts)
    const headers = {
      'access-control-allow-origin': allowOrigin,
      'cross-origin-resource-policy': 'cross-origin'
    }
    if (url.host === 'media' && parts[0]) {
      const path = lookups.mediaPath(parts[0], url.searchParams.has('original'))
      return path ? serveFile(path, request, headers) : gone(headers)
    }
    if (url.host === 'tiles' && parts[0] === 'signal' && parts[1])
      return serveSignal(lookups, parts[1], url.searchParams, request.signal, headers)
    if (url.host === 'tiles' && parts[0] === 'signal-samples' && parts[1])
      return serveSignalSamples(lookups, parts[1], url.searchParams, request.signal, headers)
    if (url.host === 'tiles' && parts[0] && parts[1]) {
      const bytes = await serveTile(lookups, parts[0], parts[1], url.searchParams)
      if (!bytes) return gone(headers)
      return new Response(bytes, {
        headers: { ...headers, 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }
      })
    }
    return gone(headers)
  })
}

const pageTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2'
}

async function servePage(folder: string, parts: readonly string[]): Promise<Response> {
  const path = normalize(join(folder, ...parts))
  if (!path.startsWith(folder + sep)) return gone({})
  try {
    const bytes = new Uint8Array(await readFile(path))
    return new Response(bytes, {
      headers: { 'content-type': pageTypes[extname(path)] ?? 'application/octet-stream' }
    })
  } catch {
    return gone({})
  }
}

const mediaTypes: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/mp4',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.jfif': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.avif': 'image/avif'
}

async function serveFile(path: string, request: Request, extra: Record<string, string>): Promise<Response> {
  const facts = await stat(path).catch(() => undefined)
  if (!facts?.isFile()) return gone(extra)
  const headers: Record<string, string> = {
    ...extra,
    'accept-ranges': 'bytes',
    'content-type': mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'access-control-expose-headers': 'content-range, content-length, accept-ranges'
  }
  const range = byteRange(request.headers.get('range'), facts.size)
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${facts.size}` }
    })
  const start = range?.start ?? 0
  const end = range?.end ?? facts.size - 1
  headers['content-length'] = String(facts.size === 0 ? 0 : end - start + 1)
  if (range) headers['content-range'] = `bytes ${start}-${end}/${facts.size}`
  if (request.method === 'HEAD' || facts.size === 0)
    return new Response(null, { status: range ? 206 : 200, headers })
  return new Response(fileStream(path, start, end), { status: range ? 206 : 200, headers })
}

const gone = (headers: Record<string, string>): Response =>
  new Response('Not found', { status: 404, headers })
