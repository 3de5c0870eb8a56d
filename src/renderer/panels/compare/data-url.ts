/** The bytes of a `data:` address, base64 or percent-encoded. Fetching one is forbidden by the page's policy. */
export function dataUrlToBlob(url: string): Blob {
  const match = /^data:([^,]*),(.*)$/s.exec(url)
  if (!match) throw new Error('The figure did not come back as an image.')
  const [, head = '', body = ''] = match
  const type = head.split(';')[0] ?? ''
  if (!head.endsWith(';base64')) return new Blob([decodeURIComponent(body)], { type })
  return new Blob([Uint8Array.from(atob(body), (char) => char.charCodeAt(0))], { type })
}

/** Offer a blob as a file. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has taken the blob by then; the address would keep it in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Letters and digits of names, for a file name. */
export const fileNamePart = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .normalize('NFC')
    .toLowerCase() || 'unnamed'
