import type { FileHandle } from 'node:fs/promises'
import { timeOfSample } from '../../../shared/signal/signal-layout'
import type { SignalLayout } from '../../../shared/signal/signal-layout'
import type { EdfHeader } from './edf-header'
import { edfNotes } from './edf-notes'
import type { EdfNotes } from './edf-notes'
import { TRIGGERS, edfTrack } from './edf-track'
import type { Found } from './format'
import { bytesAt } from './bytes-at'

/** Bytes read at a time. */
const BLOCK_BYTES = 4 * 1024 * 1024

/** Read all records for what they say beside their samples. */
export async function scanNotes(
  handle: FileHandle,
  header: EdfHeader,
  records: number,
  signal: AbortSignal
): Promise<EdfNotes> {
  const notes = edfNotes(header)
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, header.recordBytes)))
  for (let record = 0; record < records && !signal.aborted; record += perBlock) {
    const count = Math.min(perBlock, records - record)
    const at = header.headerBytes + record * header.recordBytes
    notes.take(await bytesAt(handle, at, count * header.recordBytes), count)
  }
  return notes
}

/** The tracks that annotations and triggers make, and their schemes. `layout` says when the samples of triggers were taken. */
export function edfEvents(
  notes: EdfNotes,
  layout: SignalLayout | undefined
): Pick<Found, 'tracks' | 'schemes'> {
  const said = edfTrack(notes.annotations, notes.starts[0] ?? 0)
  const inputs = edfTrack(triggerNotes(notes, layout), 0, TRIGGERS)
  const schemes = [...(said.schemes ?? []), ...(inputs.schemes ?? [])]
  return { tracks: [...said.tracks, ...inputs.tracks], ...(schemes.length > 0 ? { schemes } : {}) }
}

function triggerNotes({ triggers, triggersPerRecord }: EdfNotes, layout: SignalLayout | undefined) {
  const channel = layout?.channels.find(
    ({ label, perRecord }) => /^status$/i.test(label) && perRecord === triggersPerRecord
  )
  if (!layout || !channel) return []
  return triggers.map(({ sample, code }) => ({
    onset: (timeOfSample(layout, channel, sample) ?? 0) / 1e6,
    duration: 0,
    text: String(code)
  }))
}
