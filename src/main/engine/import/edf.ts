import { micros } from '../../../shared/domain/time'
import { layoutDuration } from '../../../shared/signal/signal-layout'
import { writeLayout } from '../media/write-layout'
import { bytesAt } from './bytes-at'
import { withEdf } from './edf-content'
import type { EdfContent } from './edf-content'
import { edfEvents, scanNotes } from './edf-events'
import { edfHeaderBytes } from './edf-header'
import { edfLayout, oneSegment, recordSegments, signalsOf } from './edf-layout'
import { edfNotes, hasNotes } from './edf-notes'
import { edfStart } from './edf-start'
import { scanStarts } from './edf-starts'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { fileProblem } from './format'

/** EDF, EDF+ (continuous and with gaps) and their 24-bit kin BDF, BDF+, read in place. Annotations and triggers become tracks. */
export const edf: FileFormat = {
  id: 'edf',
  name: 'EEG and physiology (edf, bdf)',
  extensions: ['edf', 'rec', 'bdf'],
  probe: ({ head, extension }) =>
    edfHeaderBytes(head) !== undefined || extension === 'edf' || extension === 'bdf',
  read: (file, context) =>
    withEdf(file, async (content) => ({ ok: true, value: await readEdf(content, file, context) })),
  events: (file, layout) =>
    withEdf(file, async ({ header }) => {
      const notes = edfNotes(header)
      return { ok: true, value: { take: notes.take, found: () => edfEvents(notes, layout) } }
    })
}

/** Files up to this size are read for their events at once; longer ones open first and are read with their overview. */
const READ_AT_ONCE_BYTES = 64 * 1024 * 1024

async function readEdf(content: EdfContent, file: ProbedFile, context: ReadContext): Promise<Found> {
  const { handle, header, records, warnings } = content
  const hasSignals = signalsOf(header).length > 0 && header.recordSeconds > 0
  const later = hasSignals && hasNotes(header) && file.sizeBytes > READ_AT_ONCE_BYTES
  const notes =
    hasNotes(header) && !later ? await scanNotes(handle, header, records, context.signal) : undefined
  const first = notes ?? edfNotes(header)
  if (!notes) first.take(await bytesAt(handle, header.headerBytes, header.recordBytes), 1)
  const starts =
    notes?.starts ?? (header.discontinuous ? await scanStarts(handle, header, records, context.signal) : [])
  const { segments, backwards } = header.discontinuous
    ? recordSegments(header, starts)
    : { segments: oneSegment(records), backwards: 0 }
  const layout = hasSignals ? edfLayout(header, records, segments) : undefined
  const { tracks, schemes } = notes ? edfEvents(notes, layout) : { tracks: [] }
  const startedAt = edfStart(header, first.starts[0] ?? 0)
  const codec = header.sampleBytes === 3 ? 'bdf' : 'edf'
  const lastNote = tracks
    .flatMap(({ segments: own }) => own)
    .reduce((latest, { end }) => Math.max(latest, end), 0)
  const duration = layout ? micros(layoutDuration(layout)) : micros(lastNote)
  return {
    container: codec,
    playback: 'none',
    durationSeconds: duration / 1e6,
    streams: layout
      ? [
          {
            kind: 'signal',
            name: 'Signals',
            index: 0,
            duration,
            info: {
              codec,
              channels: layout.channels.map(({ label, unit, rateHz }) => ({ label, unit, rateHz })),
              ...(startedAt ? { startedAt } : {}),
              ...(later ? { eventsPending: true } : {})
            },
            cache: await writeLayout(layout, 0, context.cache)
          }
        ]
      : [],
    tracks,
    ...(schemes ? { schemes } : {}),
    warnings:
      backwards === 0
        ? warnings
        : [
            ...warnings,
            fileProblem(
              file,
              'backwards',
              `has ${backwards} ${backwards === 1 ? 'record' : 'records'} whose times go back or lie beyond a century.`,
              'They are shown behind the ones before them. Check the clock of the recorder.',
              'warning'
            )
          ]
  }
}
