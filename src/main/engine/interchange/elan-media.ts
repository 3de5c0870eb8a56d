import type { DocumentRecording } from './document'
import { strings } from './elan-kept'
import type { XmlOut } from './xml'

/** The element of a media file. */
export function mediaNode({ path, mimeType, offset, extra }: DocumentRecording['media'][number]): XmlOut {
  return {
    name: 'MEDIA_DESCRIPTOR',
    attributes: {
      MEDIA_URL: /^[a-z][a-z\d+.-]+:/i.test(path) || path === '' ? path : fileUrl(path),
      MIME_TYPE: mimeType ?? mimeTypes[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'unknown',
      TIME_ORIGIN: offset === undefined ? undefined : Math.round(offset / 1000),
      ...strings(extra)
    }
  }
}

const mimeTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mpg: 'video/mpeg',
  wav: 'audio/x-wav',
  mp3: 'audio/mpeg'
}

/** An absolute path as ELAN writes it; a path that is relative stays so. */
function fileUrl(path: string): string {
  const slashes = path.replaceAll('\\', '/')
  const encoded = slashes
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%3A', ':'))
    .join('/')
  if (/^[A-Za-z]:\//.test(slashes)) return `file:///${encoded}`
  return slashes.startsWith('/') ? `file://${encoded}` : encoded
}
