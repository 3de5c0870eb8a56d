import { readFile } from 'node:fs/promises'
import type { Problem } from '../../../shared/domain/problem'
import type { SchemeRow } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import { interchange } from '../interchange'
import type { AnnotationDocument, DocumentRecording, TraceTier } from '../interchange/document'
import type { InterchangeFormat } from '../interchange/format'
import { KeptLink } from '../interchange/kept'
import { gridOf, traceTiersOf } from '../interchange/traces'
import { LARGEST_BYTES } from '../interchange/unreadable'
import { isRatingStream, withOwnNames } from '../interchange/rating-stream'
import { writeSignals } from '../media/signal-pyramid'
import type { ImportedPart } from '../protocol'
import { tracksOf } from './annotation-tracks'
import { keptOfDocument } from './kept-fields'
import { traceTracksOf } from './trace-tracks'
import type { FileFormat, Found, ProbedFile } from './format'
import { failed, fileProblem } from './format'
import { headText } from './text-file'
import { reason } from './walk'

/** Subtitles have a reader of their own; WebVTT with our labels in it is read here. */
const asSubtitles = new Set(['srt', 'webvtt'])

const formatOf = (file: ProbedFile) => {
  const head = headText(file.head)
  const asked = { name: file.name, extension: file.extension, head }
  return interchange.all.find(
    (format) => format.probe(asked) && (!asSubtitles.has(format.id) || head.includes('{"affectory":'))
  )
}

/** The data file of an SSI annotation or stream. */
const isDataFile = (file: ProbedFile): boolean => /^(annotation|stream)~$/.test(file.extension)

/** Files of other annotation programs: their tiers become tracks, their continuous ratings traces. */
export const annotations: FileFormat = {
  id: 'annotations',
  name: 'annotations (ELAN, Praat TextGrid, NOVA and SSI, BORIS, VIA, Label Studio, Datavyu, ANVIL, CARMA, DARMA, PAGAN, ratings as CSV, Audacity labels, RTTM, UEM)',
  extensions: [
    'eaf',
    'textgrid',
    'annotation',
    'stream',
    'anvil',
    'boris',
    'opf',
    'rttm',
    'uem',
    'json',
    'csv',
    'tsv',
    'txt',
    'gz'
  ],
  probe: (file) => isDataFile(file) || formatOf(file) !== undefined,
  async read(file, context) {
    if (isDataFile(file)) {
      const owner = file.name.slice(0, -1)
      return {
        ok: false,
        error: fileProblem(
          file,
          'data-file',
          `holds the data of ${owner} and is read together with it.`,
          `Import ${owner}.`,
          'info'
        )
      }
    }
    const format = formatOf(file)
    if (!format || file.sizeBytes > LARGEST_BYTES)
      return failed(
        file,
        'too-large',
        'is larger than 256 MB, which no annotation file is.',
        'Check that it is the right file.'
      )
    const beside = await dataBeside(file)
    const result = format.read({
      name: file.name,
      path: file.path,
      bytes: await readFile(file.path),
      sibling: (name) => (name === `${file.name}~` ? beside : undefined)
    })
    if (!result.ok) return result
    const { document, repairs } = result.value
    const told: Problem[] = [...repairs]
    const schemes: SchemeRow[] = []
    const parts: ImportedPart[] = []
    for (const recording of document.recordings) {
      const { part, schemes: more, warnings } = await partOf(document, recording, format, file, context.cache)
      told.push(...warnings)
      schemes.push(...more)
      if (part.tracks.length + part.traces.length + part.streams.filter(isSignal).length > 0) parts.push(part)
    }
    const [only] = parts
    if (!only)
      return failed(file, 'no-labels', 'holds no labels with times.', 'Check that it is the right file.')
    const common = {
      container: format.id,
      playback: 'none',
      ...(schemes.length > 0 ? { schemes } : {}),
      warnings: told
    } as const
    // A file about several recordings stays one, also where only one of them has labels.
    if (document.recordings.length > 1)
      return { ok: true, value: { ...common, durationSeconds: 0, streams: [], tracks: [], parts } }
    const { durationSeconds, streams, tracks, links, traces } = only
    return {
      ok: true,
      value: {
        ...common,
        durationSeconds,
        streams,
        tracks,
        ...(links.length > 0 ? { links } : {}),
        ...(traces.length > 0 ? { traces } : {})
      }
    }
  }
}

const isSignal = ({ kind }: Found['streams'][number]): boolean => kind === 'signal'

/** What a document says about one of its recordings. */
async function partOf(
  document: AnnotationDocument,
  recording: DocumentRecording,
  format: InterchangeFormat,
  file: ProbedFile,
  cache: Parameters<typeof writeSignals>[2]
): Promise<{
  readonly part: ImportedPart
  readonly schemes: readonly SchemeRow[]
  readonly warnings: readonly Problem[]
}> {
  const { tracks, links, schemes, warnings } = tracksOf(document, recording, format, file)
  const ratings = traceTiersOf(withOwnNames(recording))
  // A stream of SSI is a signal that somebody recorded, unless Affectory wrote it from ratings.
  const asSignals = format.id === 'stream' && !isRatingStream(recording)
  const signals = asSignals && ratings.length > 0 ? [await ratingStream(ratings, cache)] : []
  const { traces, schemes: traceSchemes } = traceTracksOf(asSignals ? [] : ratings, format)
  const end = endOf(recording)
  const shown = new Set(links.map(({ extra }) => KeptLink.safeParse(extra?.[format.id]).data?.id ?? ''))
  const info = keptOfDocument(document, recording, file.name, shown)
  return {
    part: {
      name: recording.name,
      media: recording.media.map(({ path }) => mediaName(path)),
      durationSeconds: end / 1e6,
      streams:
        signals.length > 0
          ? signals
          : [{ kind: 'text', name: 'Labels', index: 0, duration: micros(end), info, cache: {} }],
      tracks,
      links,
      traces
    },
    schemes: [...schemes, ...traceSchemes],
    warnings: [...warnings, ...unshown(recording, links.length, file)]
  }
}

/** Last part of a path or an address. */
function mediaName(path: string): string {
  const name =
    path
      .replace(/[?#].*$/, '')
      .split(/[\\/]/)
      .at(-1) ?? path
  try {
    return decodeURIComponent(name)
  } catch {
    // A per cent sign that stands for itself.
    return name
  }
}

async function dataBeside(file: ProbedFile): Promise<Uint8Array | undefined> {
  if (file.extension !== 'annotation' && file.extension !== 'stream') return undefined
  try {
    return await readFile(`${file.path}~`)
  } catch (error) {
    // The format says in its own words that the file is missing.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Error(`${file.path}~ cannot be read: ${reason(error)}`, { cause: error })
  }
}

async function ratingStream(
  tiers: readonly TraceTier[],
  cache: Parameters<typeof writeSignals>[2]
): Promise<Found['streams'][number]> {
  const channels = tiers.flatMap((tier) => {
    const { rateHz, dimensions } = gridOf(tier)
    return dimensions.map(({ name, values }) => ({
      label: tiers.length > 1 ? `${tier.name} ${name}` : name,
      unit: '',
      rateHz,
      startUs: 0,
      samples: Float32Array.from(values, (value) => value ?? Number.NaN)
    }))
  })
  const written = await writeSignals(channels, 0, cache)
  const end = Math.max(...channels.map(({ samples, rateHz }) => (samples.length / rateHz) * 1e6))
  return {
    kind: 'signal',
    name: 'Ratings',
    index: 0,
    duration: micros(end),
    info: { channels: written.channels },
    cache: written.cache
  }
}

function endOf(recording: DocumentRecording): number {
  let end: number = recording.duration ?? 0
  for (const tier of recording.tiers) {
    if (tier.kind === 'spans') for (const span of tier.spans) end = Math.max(end, span.end)
    else if (tier.kind === 'trace') for (const time of tier.times) end = Math.max(end, time)
    else for (const frame of tier.frames) end = Math.max(end, frame.time)
  }
  return end
}

/** What the file says and the project has no place for yet. */
function unshown(recording: DocumentRecording, shownLinks: number, file: ProbedFile): Problem[] {
  const landmarks = recording.tiers.filter(({ kind }) => kind === 'landmarks').length
  const told: Problem[] = []
  const tell = (code: string, what: string): void =>
    void told.push(fileProblem(file, code, what, 'They stay in the file, which is not changed.', 'warning'))
  const left = recording.links.length - shownLinks
  if (left > 0)
    tell(
      'links',
      `holds ${left} link${left === 1 ? '' : 's'} to something else than a segment, which ${left === 1 ? 'is' : 'are'} not shown.`
    )
  if (landmarks > 0)
    tell('landmarks', `holds ${landmarks} tracks of points in the picture, which are not shown.`)
  return told
}
