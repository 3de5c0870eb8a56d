/** Part of a file: first and last byte, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The single range of an HTTP `Range` header over a file of `size` bytes (RFC 9110, section 14.1.2).
 * `undefined`: no usable header, answer the whole file. `unsatisfiable`: answer 416.
 */
export function byteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size || end < start) return 'unsatisfiable'
  return { start, end }
}
