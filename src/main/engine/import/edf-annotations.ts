import { decodeText } from './text-file'

/** One annotation: seconds from the start of the header's clock. */
export interface EdfAnnotation {
  readonly onset: number
  readonly duration: number
  readonly text: string
}

/** What one record's annotation signal holds. */
export interface RecordAnnotations {
  /** Start of the record, seconds, from its time-keeping entry. */
  readonly recordStart?: number
  readonly annotations: readonly EdfAnnotation[]
}

/** Time-stamped annotation lists of one record: `+onset[\x15duration]\x14text\x14…\x14\0`, zero padded. Entries that are not of this form are left out. */
export function parseAnnotations(bytes: Uint8Array, timekeeping: boolean): RecordAnnotations {
  const annotations: EdfAnnotation[] = []
  let recordStart: number | undefined
  let first = true
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] === 0) {
      at++
      continue
    }
    const end = bytes.indexOf(0, at)
    const entry = decodeText(bytes.subarray(at, end < 0 ? bytes.length : end))
    at = end < 0 ? bytes.length : end + 1
    const [timing = '', ...texts] = entry.split('\x14')
    const match = /^([+-]\d+(?:\.\d*)?)(?:\x15(\d+(?:\.\d*)?))?$/.exec(timing)
    if (!match) continue
    const onset = Number(match[1])
    if (first && timekeeping) recordStart = onset
    const said = texts.filter((text) => text.trim() !== '')
    for (const text of said) annotations.push({ onset, duration: Number(match[2] ?? 0), text })
    first = false
  }
  return { recordStart, annotations }
}
