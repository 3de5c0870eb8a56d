import { parseAnnotations } from './edf-annotations'
import type { EdfAnnotation } from './edf-annotations'
import type { EdfHeader, EdfSignal } from './edf-header'

/** A code on the trigger inputs: the sample at which one of its bits rose, counted in the file, and all sixteen bits then. */
export interface Trigger {
  readonly sample: number
  readonly code: number
}

/** What the records of a file say beside their samples, collected block by block in one pass over them. */
export interface EdfNotes {
  /** Take in whole records, in order; `bytes` begins with the first of them. */
  take(bytes: Uint8Array, records: number): void
  /** Start of each record on the header's clock, seconds, where the file says it. */
  readonly starts: readonly (number | undefined)[]
  readonly annotations: readonly EdfAnnotation[]
  readonly triggers: readonly Trigger[]
  /** Samples of the trigger channel in one record; 0 without one. */
  readonly triggersPerRecord: number
}

/** Whether a file can say anything beside its samples. */
export const hasNotes = (header: EdfHeader): boolean =>
  header.signals.some(({ annotations }) => annotations) || statusOf(header) !== undefined

/** Collect annotations (EDF+, BDF+) and, in BDF, codes on the Status channel. */
export function edfNotes(header: EdfHeader): EdfNotes {
  const lists = header.signals.filter(({ annotations }) => annotations)
  const status = statusOf(header)
  const starts: (number | undefined)[] = []
  const annotations: EdfAnnotation[] = []
  const triggers: Trigger[] = []
  let before: number | undefined
  let sample = 0
  const takeStatus = (bytes: Uint8Array, at: number, count: number): void => {
    for (let i = 0; i < count; i++, sample++) {
      const from = at + i * header.sampleBytes
      // The low 16 of 24 bits are the trigger inputs; the others tell of the amplifier.
      const code = (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8)
      if (before !== undefined && (code & ~before) !== 0) triggers.push({ sample, code })
      before = code
    }
  }
  return {
    starts,
    annotations,
    triggers,
    triggersPerRecord: status?.samplesPerRecord ?? 0,
    take(bytes, records) {
      for (let record = 0; record < records; record++) {
        const base = record * header.recordBytes
        if (lists.length === 0) starts.push(undefined)
        for (const [index, { offset, samplesPerRecord }] of lists.entries()) {
          const at = base + offset
          const found = parseAnnotations(
            bytes.subarray(at, at + samplesPerRecord * header.sampleBytes),
            index === 0
          )
          if (index === 0) starts.push(found.recordStart)
          for (const annotation of found.annotations) annotations.push(annotation)
        }
        if (status) takeStatus(bytes, base + status.offset, status.samplesPerRecord)
      }
    }
  }
}

/** The trigger channel of a BioSemi recording. */
const statusOf = (header: EdfHeader): EdfSignal | undefined =>
  header.sampleBytes === 3
    ? header.signals.find(({ label, samplesPerRecord }) => /^status$/i.test(label) && samplesPerRecord > 0)
    : undefined
