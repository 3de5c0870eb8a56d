import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../e2e/driver/launch'

export const CHANNELS = 64
export const RATE = 512
const NOTE_BYTES = 64
const RECORD_BYTES = CHANNELS * RATE * 2 + NOTE_BYTES

/** Records made once and written again and again, each with its own time and annotations. */
const MADE = 120

/**
 * An EDF+C file of 64 channels at 512 Hz with an annotation a minute, made once and kept: slow waves, alpha and noise in
 * whole numbers of 0.1 µV, so that nothing in it is constant. 24 h are 5.67 GB.
 */
export function bigEdf(hours: number): { readonly path: string; readonly bytes: number } {
  const folder = join(root, '.local', 'bench-media')
  const path = join(folder, `signals-${hours}h.edf`)
  const records = Math.round(hours * 3600)
  const header = headerOf(records)
  const bytes = header.length + records * RECORD_BYTES
  if (existsSync(path) && statSync(path).size === bytes) return { path, bytes }
  mkdirSync(folder, { recursive: true })
  const unfinished = `${path}.part`
  const file = openSync(unfinished, 'w')
  try {
    writeSync(file, header)
    const block = madeRecords()
    for (let record = 0; record < records; record += MADE) {
      const count = Math.min(MADE, records - record)
      for (let i = 0; i < count; i++) writeNotes(block, i, record + i)
      writeSync(file, block, 0, count * RECORD_BYTES)
    }
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
  return { path, bytes }
}

function madeRecords(): Buffer {
  const block = Buffer.alloc(MADE * RECORD_BYTES)
  let seed = 1
  for (let record = 0; record < MADE; record++)
    for (let channel = 0; channel < CHANNELS; channel++)
      for (let i = 0; i < RATE; i++) {
        const t = record + i / RATE
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
        const alpha =
          Math.sin(t / 17 + channel / 5) > 0.3 ? 150 * Math.sin(2 * Math.PI * 10 * t + channel) : 0
        const slow = 300 * Math.sin(2 * Math.PI * 0.3 * t + channel * 2)
        block.writeInt16LE(
          Math.round(slow + alpha + (seed >> 24)),
          record * RECORD_BYTES + (channel * RATE + i) * 2
        )
      }
  return block
}

/** The time-keeping entry of a record, and one annotation each minute. */
function writeNotes(block: Buffer, at: number, record: number): void {
  const note = record % 60 === 30 ? `+${record}.25\x152.5\x14event ${Math.floor(record / 60) % 20}\x14\0` : ''
  const text = `+${record}\x14\x14\0${note}`
  const from = at * RECORD_BYTES + CHANNELS * RATE * 2
  block.fill(0, from, from + NOTE_BYTES)
  block.write(text, from, 'latin1')
}

function headerOf(records: number): Buffer {
  const pad = (value: string | number, width: number) => String(value).padEnd(width).slice(0, width)
  const all = CHANNELS + 1
  const column = (eeg: (channel: number) => string | number, note: string | number, width: number) =>
    Array.from({ length: all }, (_, i) => pad(i < CHANNELS ? eeg(i) : note, width)).join('')
  return Buffer.from(
    pad('0', 8) +
      pad('X X X X', 80) +
      pad('Startdate 20-NOV-2026 X X X', 80) +
      pad('20.11.26', 8) +
      pad('00.00.00', 8) +
      pad(256 * (all + 1), 8) +
      pad('EDF+C', 44) +
      pad(records, 8) +
      pad(1, 8) +
      pad(all, 4) +
      column((i) => `EEG ${String(i + 1).padStart(3, '0')}`, 'EDF Annotations', 16) +
      column(() => '', '', 80) +
      column(() => 'uV', '', 8) +
      column(() => -3276.8, -1, 8) +
      column(() => 3276.7, 1, 8) +
      column(() => -32_768, -32_768, 8) +
      column(() => 32_767, 32_767, 8) +
      column(() => 'HP:0.1Hz LP:200Hz', '', 80) +
      column(() => RATE, NOTE_BYTES / 2, 8) +
      column(() => '', '', 32),
    'latin1'
  )
}
