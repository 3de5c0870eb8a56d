/** One signal of an EDF or BDF file. */
export interface EdfSignal {
  readonly label: string
  readonly unit: string
  readonly physicalMin: number
  readonly physicalMax: number
  readonly digitalMin: number
  readonly digitalMax: number
  readonly samplesPerRecord: number
  readonly annotations: boolean
  /** Where the signal begins inside a record, bytes. */
  readonly offset: number
}

export interface EdfHeader {
  readonly headerBytes: number
  /** As told; -1 when the recording was not ended properly. */
  readonly records: number
  readonly recordSeconds: number
  /** EDF+D: records may have gaps between them. */
  readonly discontinuous: boolean
  readonly signals: readonly EdfSignal[]
  /** Bytes of one sample: 2 in EDF, 3 in BDF (24 bit, BioSemi). */
  readonly sampleBytes: 2 | 3
  /** Bytes of one record. */
  readonly recordBytes: number
  /** The fields that say when the recording began, as they are written: the day, the time, and the EDF+ line of the recording. */
  readonly started: { readonly date: string; readonly time: string; readonly recording: string }
}

/** Most signals that a header may hold: 16-bit sizes of real systems end far below. */
const MOST_SIGNALS = 4096

/** Bytes of the header, from the first 256; undefined when they are not those of an EDF or BDF file. */
export function edfHeaderBytes(start: Uint8Array): number | undefined {
  if (start.length < 256 || (ascii(start, 0, 8).trim() !== '0' && !isBdf(start))) return undefined
  const signals = Number(ascii(start, 252, 4))
  const told = Number(ascii(start, 184, 8))
  const fits =
    Number.isInteger(signals) && signals >= 1 && signals <= MOST_SIGNALS && told === 256 * (signals + 1)
  return fits ? told : undefined
}

/** The version field of BDF: 255, then the name of the maker. */
const isBdf = (start: Uint8Array): boolean => start[0] === 255 && ascii(start, 1, 7) === 'BIOSEMI'

/** Read the header (Kemp et al. 1992, Kemp and Olivan 2003); a text says what is wrong with it. */
export function parseEdfHeader(bytes: Uint8Array): EdfHeader | string {
  const headerBytes = edfHeaderBytes(bytes)
  if (headerBytes === undefined || bytes.length < headerBytes) return 'its header is incomplete'
  const count = headerBytes / 256 - 1
  let at = 256
  const column = (width: number): readonly string[] => {
    const cells = Array.from({ length: count }, (_, i) => text(bytes, at + i * width, width))
    at += width * count
    return cells
  }
  const label = column(16)
  column(80)
  const unit = column(8)
  const [physicalMin, physicalMax, digitalMin, digitalMax] = [column(8), column(8), column(8), column(8)]
  column(80)
  const samples = column(8)
  const sampleBytes = isBdf(bytes) ? 3 : 2
  let offset = 0
  const signals = label.map((name, i): EdfSignal => {
    const samplesPerRecord = number(samples[i])
    const begins = offset
    offset += samplesPerRecord * sampleBytes
    return {
      label: name,
      offset: begins,
      unit: unit[i] ?? '',
      physicalMin: number(physicalMin[i]),
      physicalMax: number(physicalMax[i]),
      digitalMin: number(digitalMin[i]),
      digitalMax: number(digitalMax[i]),
      samplesPerRecord,
      annotations: name === 'EDF Annotations' || name === 'BDF Annotations'
    }
  })
  const bad = signals.findIndex(({ samplesPerRecord: n }) => !Number.isInteger(n) || n < 0 || n > 10_000_000)
  if (bad >= 0)
    return `signal ${bad + 1} ("${signals[bad]?.label ?? ''}") does not say how many samples a record has`
  const recordSeconds = number(ascii(bytes, 244, 8))
  if (!(recordSeconds >= 0)) return 'it does not say how long a record is'
  const records = number(ascii(bytes, 236, 8))
  if (!Number.isInteger(records)) return 'it does not say how many records it has'
  return {
    headerBytes,
    records,
    recordSeconds,
    discontinuous: /^[EB]DF\+D$/.test(ascii(bytes, 192, 5)),
    signals,
    sampleBytes,
    recordBytes: offset,
    started: {
      date: text(bytes, 168, 8),
      time: text(bytes, 176, 8),
      recording: text(bytes, 88, 80)
    }
  }
}

/** Number in a header field; a decimal comma and stray NUL bytes occur. NaN when it is none. */
const number = (field: string | undefined): number => {
  const clean = (field ?? '').replace(/\0/g, ' ').trim().replace(',', '.')
  return clean === '' ? Number.NaN : Number(clean)
}

/** Text of a field in latin-1 (units are often written so), without the blanks and stray NUL bytes that fill it. */
const text = (bytes: Uint8Array, at: number, length: number): string =>
  ascii(bytes, at, length).replace(/\0/g, ' ').trim()

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))
