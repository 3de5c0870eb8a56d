import { basename, extname } from 'node:path'
import { fromSeconds } from '../../../shared/domain/time'
import type { Problem } from '../../../shared/domain/problem'
import type { SignalLayout } from '../../../shared/signal/signal-layout'
import { writeSignals } from '../media/signal-pyramid'
import { writeLayout } from '../media/write-layout'
import { Unreadable } from '../interchange/unreadable'
import type { NumberArray } from './arrays/array-value'
import { isMatlab, openMatlab } from './arrays/open-arrays'
import { beside } from './beside'
import { isBoundary, piecesOf, timeOf } from './eeglab/cuts'
import type { Piece } from './eeglab/cuts'
import { eeglabDataset } from './eeglab/dataset'
import type { EeglabDataset } from './eeglab/dataset'
import { eventTrack, eventTracks } from './event-track'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { fileProblem } from './format'
import { readingArrays } from './arrays/reading-arrays'

/** EEGLAB datasets, with their samples inside (MATLAB 5 to 7.3) or beside them (.fdt), which are read in place. */
export const eeglab: FileFormat = {
  id: 'eeglab',
  name: 'EEGLAB (set, with fdt)',
  extensions: ['set'],
  probe: (file) => file.extension === 'set' && isMatlab(file),
  read: (file, context) =>
    readingArrays(file, async () => {
      const opened = await openMatlab(file, context.cache.path('unpacked'))
      try {
        return await readDataset(eeglabDataset(opened.root), file, context)
      } finally {
        opened.close()
      }
    })
}

async function readDataset(dataset: EeglabDataset, file: ProbedFile, context: ReadContext): Promise<Found> {
  const pieces = piecesOf(dataset)
  const { labels, rateHz, data } = dataset
  const warnings: Problem[] = []
  const last = pieces.at(-1)
  if (labels.length === 0 || !last)
    throw new Unreadable('has no samples.', 'Save the dataset again in EEGLAB.', 'empty')
  const stored =
    typeof data === 'string'
      ? await inPlace(dataset, data, pieces, file, context, warnings)
      : await converted(dataset, data, pieces, context)
  const duration = last.startSeconds + last.count / rateHz
  return {
    container: 'eeglab',
    playback: 'none',
    durationSeconds: duration,
    streams: [
      {
        kind: 'signal',
        name: 'EEG',
        index: 0,
        duration: fromSeconds(duration),
        info: {
          codec: 'eeglab',
          channels: stored.channels,
          extra: {
            eeglab: {
              ...(dataset.name ? { name: dataset.name } : {}),
              ...(dataset.trials > 1
                ? { epochs: dataset.trials, epochStartSeconds: dataset.firstSeconds }
                : {})
            },
            ...(dataset.electrodes.length > 0 ? { electrodes: dataset.electrodes } : {})
          }
        },
        cache: stored.cache
      }
    ],
    ...tracksOf(dataset, pieces),
    warnings
  }
}

/** Samples of the file beside: those of all channels at one moment, then the next moment; in old .dat files channel by channel. */
async function inPlace(
  { labels, rateHz, points, trials }: EeglabDataset,
  named: string,
  pieces: readonly Piece[],
  file: ProbedFile,
  context: ReadContext,
  warnings: Problem[]
) {
  const own = basename(file.name, extname(file.name))
  // Both are often renamed together, and the dataset still says the old name.
  const samples = await beside(file.path, [named, `${own}.fdt`, `${own}.dat`])
  if (!samples)
    throw new Unreadable(
      `keeps its samples in ${named ? `"${named.split(/[\\/]/).at(-1) ?? ''}"` : 'a file of its own'}, which is not beside it.`,
      'Copy both files into one folder (the .fdt may be called like the .set) and import again.',
      'missing-part'
    )
  const byChannel = /\.dat$/i.test(samples.name)
  const recordBytes = 4 * labels.length
  const wanted = points * trials
  const present = byChannel
    ? Math.floor(samples.sizeBytes / 4 - (labels.length - 1) * wanted)
    : Math.floor(samples.sizeBytes / recordBytes)
  const records = Math.min(wanted, present)
  if (records <= 0)
    throw new Unreadable(`has no samples in ${samples.name}.`, 'Copy the file again.', 'cut-off')
  if (present < wanted)
    warnings.push(
      fileProblem(
        file,
        'cut-off',
        `ends ${((wanted - present) / rateHz).toFixed(1)} s earlier than it says: ${samples.name} is shorter.`,
        'What is there can be used. Copy that file again to get the rest.',
        'warning'
      )
    )
  const layout: SignalLayout = {
    version: 1,
    file: samples.name,
    headerBytes: 0,
    recordBytes: byChannel ? 4 : recordBytes,
    records,
    recordSeconds: 1 / rateHz,
    segments: pieces
      .filter(({ first }) => first < records)
      .map(({ first, count, startSeconds }) => ({
        record: first,
        records: Math.min(count, records - first),
        startUs: startSeconds * 1e6
      })),
    channels: labels.map((label, i) => ({
      label,
      unit: 'µV',
      rateHz,
      offset: byChannel ? 4 * i * wanted : 4 * i,
      perRecord: 1,
      stride: byChannel ? 4 : recordBytes,
      format: 'f32',
      bigEndian: false,
      scale: 1,
      shift: 0
    }))
  }
  return {
    cache: await writeLayout(layout, 0, context.cache),
    channels: labels.map((label) => ({ label, unit: 'µV', rateHz }))
  }
}

/** Most samples, gaps included, that are converted: 1 GiB as float32. */
const MOST_SAMPLES = 268_435_456
/** Numbers read at a time. */
const AT_ONCE = 1024 * 1024

async function converted(
  { labels, rateHz }: EeglabDataset,
  data: NumberArray,
  pieces: readonly Piece[],
  context: ReadContext
) {
  const end = Math.max(...pieces.map(({ startSeconds, count }) => Math.round(startSeconds * rateHz) + count))
  if (!(end * labels.length <= MOST_SAMPLES))
    throw new Unreadable(
      `holds ${Math.round((end * labels.length) / 1e6)} million samples inside the .set file, more than can be taken from there.`,
      'In EEGLAB choose File > Preferences, "save data in a separate .fdt file", and save it again.',
      'too-large'
    )
  const channels = labels.map((label) => ({
    label,
    unit: 'µV',
    rateHz,
    startUs: 0,
    samples: new Float32Array(end).fill(Number.NaN)
  }))
  const step = Math.max(1, Math.floor(AT_ONCE / labels.length))
  for (const { first, count, startSeconds } of pieces) {
    const at = Math.round(startSeconds * rateHz) - first
    for (let from = first; from < first + count && !context.signal.aborted; from += step) {
      const to = Math.min(first + count, from + step)
      const numbers = data.read(from * labels.length, to * labels.length)
      for (const [c, { samples }] of channels.entries())
        for (let i = from; i < to; i++)
          samples[at + i] = numbers[(i - from) * labels.length + c] ?? Number.NaN
    }
  }
  return writeSignals(channels, 0, context.cache)
}

function tracksOf(dataset: EeglabDataset, pieces: readonly Piece[]): Pick<Found, 'tracks' | 'schemes'> {
  const { rateHz, trials, points } = dataset
  const events = dataset.events.map((event) => ({
    time: timeOf(pieces, rateHz, event.latency - 1),
    // The duration of a boundary is what is missing, which the gap shows.
    duration: isBoundary(event) ? 0 : event.duration / rateHz,
    text: event.type || 'event'
  }))
  const epochs = pieces.map(({ startSeconds }, i) => ({
    time: startSeconds,
    duration: points / rateHz,
    text: 'Epoch',
    comment: `Epoch ${i + 1} of ${trials}`
  }))
  return eventTracks([
    eventTrack(events, { name: 'EEGLAB events', authorName: 'EEGLAB' }),
    ...(trials > 1 ? [eventTrack(epochs, { name: 'EEGLAB epochs', authorName: 'EEGLAB' })] : [])
  ])
}
