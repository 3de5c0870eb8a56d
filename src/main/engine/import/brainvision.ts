import { open, readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Problem } from '../../../shared/domain/problem'
import { micros } from '../../../shared/domain/time'
import { layoutDuration, sampleBytes, timeOfSample } from '../../../shared/signal/signal-layout'
import type { SignalLayout } from '../../../shared/signal/signal-layout'
import { writeSignals } from '../media/signal-pyramid'
import { writeLayout } from '../media/write-layout'
import { Unreadable } from '../interchange/unreadable'
import { readingArrays } from './arrays/reading-arrays'
import { beside } from './beside'
import type { Beside } from './beside'
import { brainVisionHeader } from './brainvision/header'
import type { BrainVisionHeader } from './brainvision/header'
import { brainVisionSections, brainVisionText, isBrainVision } from './brainvision/ini'
import { brainVisionMarkers, isNewSegment, isoDate } from './brainvision/markers'
import type { BrainVisionMarker } from './brainvision/markers'
import { brainVisionPieces } from './brainvision/pieces'
import { textSamples } from './brainvision/text-samples'
import { eventTrack } from './event-track'
import { fileProblem } from './format'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'

const HEADERS = ['vhdr', 'ahdr']

/** BrainVision recordings: a header, samples (read in place when binary) and markers in three files beside each other. */
export const brainVision: FileFormat = {
  id: 'brainvision',
  name: 'BrainVision (vhdr with eeg and vmrk)',
  extensions: HEADERS,
  probe: ({ extension, head }) =>
    HEADERS.includes(extension) ||
    (isBrainVision(brainVisionText(head.subarray(0, 200))) &&
      /header/i.test(brainVisionText(head.subarray(0, 200)))),
  read: (file, context) => readingArrays(file, () => readBrainVision(file, context))
}

/** Longest header or marker file that is read: hundreds of thousands of markers. */
const LARGEST_TEXT = 64 * 1024 * 1024
/** Longest file of samples as text. */
const LARGEST_SAMPLES_TEXT = 256 * 1024 * 1024

async function readBrainVision(file: ProbedFile, context: ReadContext): Promise<Found> {
  const sections = brainVisionSections(await textOf(file))
  if (!sections.has('common infos'))
    throw new Unreadable(
      'is not a BrainVision header: it has no section [Common Infos].',
      'Choose the .vhdr file of the recording.'
    )
  const header = brainVisionHeader(sections, file.name)
  const own = basename(file.name, extname(file.name))
  const data = await beside(file.path, [
    header.dataFile,
    ...['eeg', 'dat', 'seg', 'avg'].map((ending) => `${own}.${ending}`)
  ])
  if (!data)
    throw new Unreadable(
      `names the data file "${header.dataFile}", which is not beside it.`,
      'Copy header, data and marker file into one folder (the data file may be called like the header) and import again.',
      'missing-part'
    )
  const warnings: Problem[] = []
  const markers = await readMarkers(header, own, file, warnings)
  const layout = layoutOf(header, data, markers, file, warnings)
  const stored = await store(header, layout, data, context)
  const there = markers.filter(({ position }) => position <= layout.records)
  const beyond = markers.length - there.length
  if (beyond > 0)
    warnings.push(
      fileProblem(
        file,
        'beyond-end',
        `has ${beyond} ${beyond === 1 ? 'marker' : 'markers'} behind its last sample.`,
        'They were left out. Check that the data file is complete.',
        'warning'
      )
    )
  const { tracks, schemes } = eventTrack(eventsOf(there, layout, header), {
    name: 'BrainVision markers',
    authorName: 'BrainVision'
  })
  const startedAt = markers.find(isNewSegment)?.dateUs
  return {
    container: 'brainvision',
    playback: 'none',
    durationSeconds: layoutDuration(layout) / 1e6,
    streams: [
      {
        kind: 'signal',
        name: 'Signals',
        index: 0,
        duration: micros(layoutDuration(layout)),
        info: {
          codec: 'brainvision',
          channels: stored.channels,
          ...(startedAt === undefined ? {} : { startedAt: isoDate(startedAt) }),
          ...(header.electrodes.length > 0 ? { extra: { electrodes: header.electrodes } } : {})
        },
        cache: stored.cache
      }
    ],
    tracks,
    ...(schemes ? { schemes } : {}),
    warnings
  }
}

async function readMarkers(
  header: BrainVisionHeader,
  own: string,
  file: ProbedFile,
  warnings: Problem[]
): Promise<readonly BrainVisionMarker[]> {
  const names = [
    ...(header.markerFile === undefined ? [] : [header.markerFile]),
    `${own}.vmrk`,
    `${own}.amrk`
  ]
  const found = await beside(file.path, names)
  if (found) return brainVisionMarkers(brainVisionSections(await textOf(found)))
  if (header.markerFile !== undefined)
    warnings.push(
      fileProblem(
        file,
        'missing-part',
        `names the marker file "${header.markerFile}", which is not beside it.`,
        'The signals were taken without markers. Copy the marker file there and import again to have them.',
        'warning'
      )
    )
  return []
}

async function textOf({ path, sizeBytes }: Pick<Beside, 'path' | 'sizeBytes'>): Promise<string> {
  if (sizeBytes > LARGEST_TEXT)
    throw new Unreadable('is larger than any header of a recording.', 'Choose the .vhdr file.', 'too-large')
  return brainVisionText(await readFile(path))
}

/** How samples lie in the data file: by its true length, because headers are often wrong about that. */
function layoutOf(
  header: BrainVisionHeader,
  data: Beside,
  markers: readonly BrainVisionMarker[],
  file: ProbedFile,
  warnings: Problem[]
): SignalLayout {
  const { channels, rateHz, storage, orientation, points } = header
  const size = storage.kind === 'binary' ? sampleBytes(storage.format) : 1
  const multiplexed = orientation === 'multiplexed'
  const recordBytes = multiplexed ? size * channels.length : size
  const records =
    storage.kind === 'binary' ? Math.floor(data.sizeBytes / (size * channels.length)) : (points ?? 0)
  if (storage.kind === 'binary' && records === 0)
    throw new Unreadable(`has no samples: ${data.name} is too short.`, 'Copy the data file again.', 'cut-off')
  // Some exporters count the numbers of all channels.
  if (
    storage.kind === 'binary' &&
    points !== undefined &&
    points > records &&
    points !== records * channels.length
  )
    warnings.push(
      fileProblem(
        file,
        'cut-off',
        `ends ${((points - records) / rateHz).toFixed(1)} s earlier than it says: ${data.name} is shorter.`,
        'What is there can be used. Copy the data file again to get the rest.',
        'warning'
      )
    )
  return {
    version: 1,
    file: data.name,
    headerBytes: 0,
    recordBytes,
    records,
    recordSeconds: 1 / rateHz,
    segments: [...brainVisionPieces(markers, records, rateHz)],
    channels: channels.map(({ label, unit, resolution }, i) => ({
      label,
      unit,
      rateHz,
      offset: multiplexed ? i * size : i * size * records,
      perRecord: 1,
      stride: recordBytes,
      format: storage.kind === 'binary' ? storage.format : 'f32',
      bigEndian: storage.kind === 'binary' && storage.bigEndian,
      scale: resolution,
      shift: 0
    }))
  }
}

async function store(header: BrainVisionHeader, layout: SignalLayout, data: Beside, context: ReadContext) {
  if (header.storage.kind === 'binary')
    return {
      cache: await writeLayout(layout, 0, context.cache),
      channels: layout.channels.map(({ label, unit, rateHz }) => ({ label, unit, rateHz }))
    }
  return writeSignals(await convertText(header, layout, data), 0, context.cache)
}

async function convertText(header: BrainVisionHeader, layout: SignalLayout, data: Beside) {
  if (data.sizeBytes > LARGEST_SAMPLES_TEXT)
    throw new Unreadable(
      `keeps more than 256 MB of samples as text in ${data.name}.`,
      'Export them as binary data.',
      'too-large'
    )
  const handle = await open(data.path, 'r')
  try {
    const samples = textSamples(await handle.readFile('latin1'), header)
    const records = Math.max(0, ...samples.map(({ length }) => length))
    if (records === 0) throw new Unreadable(`has no samples: ${data.name} holds none.`, 'Export it again.')
    layout.records = records
    layout.segments = [{ record: 0, records, startUs: 0 }]
    return samples.map((numbers, i) => {
      const { label, unit, resolution } = header.channels[i] ?? { label: '', unit: '', resolution: 1 }
      return {
        label,
        unit,
        rateHz: header.rateHz,
        startUs: 0,
        samples: numbers.map((value) => value * resolution)
      }
    })
  } finally {
    await handle.close()
  }
}

/** The first New Segment only says when the recording began. */
function eventsOf(
  markers: readonly BrainVisionMarker[],
  layout: SignalLayout,
  { rateHz, channels }: BrainVisionHeader
) {
  const first = markers.findIndex(isNewSegment)
  const [channel] = layout.channels
  return markers
    .filter((_, i) => i !== first)
    .map(({ type, description, position, points, channel: of }) => {
      const exact = channel && timeOfSample(layout, channel, position - 1)
      return {
        time: exact === undefined ? (position - 1) / rateHz : exact / 1e6,
        // One sample is how this format writes a moment.
        duration: points > 1 ? points / rateHz : 0,
        text: [type, description].filter((part) => part !== '').join('/') || 'Marker',
        ...(of > 0 ? { comment: `Channel ${channels[of - 1]?.label ?? of}` } : {})
      }
    })
}
