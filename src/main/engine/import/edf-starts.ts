import type { FileHandle } from 'node:fs/promises'
import { bytesAt } from './bytes-at'
import { parseAnnotations } from './edf-annotations'
import type { EdfHeader } from './edf-header'

/** The entry that says when a record begins is the first of its list; real ones end far before this, in bytes. */
const ENTRY_BYTES = 64

/** Records asked for at a time: one after another costs a round trip each. */
const AT_ONCE = 256

/** Start of each record on the header's clock, seconds, without reading the samples between (EDF+D). */
export async function scanStarts(
  handle: FileHandle,
  header: EdfHeader,
  records: number,
  signal: AbortSignal
): Promise<readonly (number | undefined)[]> {
  const list = header.signals.find(({ annotations }) => annotations)
  if (!list) return new Array<undefined>(records).fill(undefined)
  const length = Math.min(ENTRY_BYTES, list.samplesPerRecord * header.sampleBytes)
  const starts: (number | undefined)[] = []
  for (let from = 0; from < records && !signal.aborted; from += AT_ONCE) {
    const wanted = Array.from({ length: Math.min(AT_ONCE, records - from) }, (_, i) =>
      bytesAt(handle, header.headerBytes + (from + i) * header.recordBytes + list.offset, length)
    )
    for (const bytes of await Promise.all(wanted)) starts.push(parseAnnotations(bytes, true).recordStart)
  }
  return starts
}
