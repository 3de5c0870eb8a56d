/** One channel of an EDF file to be written; samples in physical units. */
export interface EdfChannel {
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly physicalMin: number
  readonly physicalMax: number
  readonly samples: Float32Array
}

/** An annotation of an EDF+ file; seconds from the start. */
export interface EdfNote {
  readonly onset: number
  readonly duration: number
  readonly text: string
}

const RECORD_SECONDS = 1
const NOTE_BYTES = 120
const DIGITAL_MAX = 32_767

/**
 * An EDF+C file (Kemp and Olivan, 2003) with one-second records and one annotations channel.
 * Rates must be whole numbers of samples a second.
 */
export function edfFile(
  channels: readonly EdfChannel[],
  notes: readonly EdfNote[],
  patient: string,
  started: Date
): Uint8Array {
  const seconds = Math.floor(
    Math.min(...channels.map(({ samples, rateHz }) => samples.length / rateHz)) / RECORD_SECONDS
  )
  const header = headerText(channels, patient, started, seconds)
  const recordBytes = 2 * channels.reduce((sum, { rateHz }) => sum + rateHz * RECORD_SECONDS, 0) + NOTE_BYTES
  const file = new Uint8Array(header.length + recordBytes * seconds)
  file.set(new TextEncoder().encode(header), 0)
  const view = new DataView(file.buffer)
  let at = header.length
  for (let record = 0; record < seconds; record++) {
    for (const channel of channels) {
      const count = channel.rateHz * RECORD_SECONDS
      for (let i = 0; i < count; i++, at += 2)
        view.setInt16(at, digital(channel, channel.samples[record * count + i] ?? 0), true)
    }
    file.set(noteBytes(record, notes), at)
    at += NOTE_BYTES
  }
  return file
}

function digital({ physicalMin, physicalMax }: EdfChannel, value: number): number {
  const share = (value - physicalMin) / (physicalMax - physicalMin)
  return Math.max(-DIGITAL_MAX, Math.min(DIGITAL_MAX, Math.round(share * 2 * DIGITAL_MAX - DIGITAL_MAX)))
}

function noteBytes(record: number, notes: readonly EdfNote[]): Uint8Array {
  const own = notes.filter(({ onset }) => Math.floor(onset / RECORD_SECONDS) === record)
  const text = [
    `+${record * RECORD_SECONDS}\x14\x14\x00`,
    ...own.map((note) => `+${note.onset.toFixed(3)}\x15${note.duration.toFixed(3)}\x14${note.text}\x14\x00`)
  ]
  const bytes = new Uint8Array(NOTE_BYTES)
  let at = 0
  for (const item of text) {
    const encoded = new TextEncoder().encode(item)
    if (at + encoded.length > NOTE_BYTES) break
    bytes.set(encoded, at)
    at += encoded.length
  }
  return bytes
}

function headerText(
  channels: readonly EdfChannel[],
  patient: string,
  started: Date,
  records: number
): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
  const day = `${two(started.getUTCDate())}-${months[started.getUTCMonth()]}-${started.getUTCFullYear()}`
  const all = [
    ...channels.map((channel) => ({ ...channel, perRecord: channel.rateHz * RECORD_SECONDS })),
    annotationsChannel
  ]
  const column = (width: number, text: (channel: (typeof all)[number]) => string): string =>
    all.map((channel) => text(channel).slice(0, width).padEnd(width)).join('')
  return [
    '0'.padEnd(8),
    `${patient} X X X`.padEnd(80),
    `Startdate ${day} X X Affectory_synthetic`.padEnd(80),
    `${two(started.getUTCDate())}.${two(started.getUTCMonth() + 1)}.${two(started.getUTCFullYear() % 100)}`,
    `${two(started.getUTCHours())}.${two(started.getUTCMinutes())}.${two(started.getUTCSeconds())}`,
    String(256 * (all.length + 1)).padEnd(8),
    'EDF+C'.padEnd(44),
    String(records).padEnd(8),
    String(RECORD_SECONDS).padEnd(8),
    String(all.length).padEnd(4),
    column(16, ({ label }) => label),
    column(80, () => ''),
    column(8, ({ unit }) => unit),
    column(8, ({ physicalMin }) => String(physicalMin)),
    column(8, ({ physicalMax }) => String(physicalMax)),
    column(8, () => String(-DIGITAL_MAX)),
    column(8, () => String(DIGITAL_MAX)),
    column(80, () => ''),
    column(8, ({ perRecord }) => String(perRecord)),
    column(32, () => '')
  ].join('')
}

const annotationsChannel = {
  label: 'EDF Annotations',
  unit: '',
  physicalMin: -1,
  physicalMax: 1,
  perRecord: NOTE_BYTES / 2
}
