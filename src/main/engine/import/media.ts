import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import {
  ADTS,
  ALL_FORMATS,
  FLAC,
  FilePathSource,
  Input,
  InputDisposedError,
  MATROSKA,
  MP3,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM
} from 'mediabunny'
import type { InputAudioTrack, InputFormat, InputTrack, InputVideoTrack } from 'mediabunny'
import type { Problem, Result } from '../../../shared/domain/problem'
import { fromSeconds, micros } from '../../../shared/domain/time'
import { id3Length, mp3Padding } from '../../../shared/signal/mp3-padding'
import { presentationOrigin } from '../../../shared/signal/presentation-origin'
import { readFrameTable, writeFrameTable } from '../media/frame-table'
import { pcmLayout } from '../media/pcm-layout'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { ffmpegHint, isPlayable } from './playable'
import { spells } from './probe-file'
import { sampleTablesFit } from './sample-tables'

type FoundStream = Found['streams'][number]

const extensions = [
  'mp4',
  'm4v',
  'mov',
  'mkv',
  'webm',
  'wav',
  'mp3',
  'm4a',
  'aac',
  'ogg',
  'oga',
  'opus',
  'ts',
  'mts',
  'm2ts',
  '3gp',
  '3g2'
]

/** Containers that are read here. The window plays them when it has the codecs. */
export const media: FileFormat = {
  id: 'media',
  name: 'video and sound (mp4, mov, mkv, webm, wav, mp3, m4a, aac, ogg, opus, ts, 3gp)',
  extensions,
  probe: ({ head, extension }) => looksLikeMedia(head) || extensions.includes(extension),
  async read(file, context) {
    if (!(await sampleTablesFit(file.path)))
      return failed(
        file,
        'damaged',
        'has a damaged index: it names more pictures or sounds than the file can hold.',
        'Check that it plays elsewhere, and copy it again from where it was recorded.'
      )
    const input = new Input({
      source: new FilePathSource(file.path, { handleUnhandledError: () => undefined }),
      formats: ALL_FORMATS
    })
    const stop = () => input.dispose()
    const limit = setTimeout(stop, LONGEST_READ_MS)
    context.signal.addEventListener('abort', stop)
    try {
      return await readInput(input, file, context)
    } catch (error) {
      return damaged(file, error)
    } finally {
      clearTimeout(limit)
      context.signal.removeEventListener('abort', stop)
      input.dispose()
    }
  }
}

/** A container whose index takes longer than this to read is taken for damaged; a two-hour recording takes well under a second. */
const LONGEST_READ_MS = 120_000

function looksLikeMedia(head: Uint8Array): boolean {
  return (
    spells(head, 4, 'ftyp') ||
    spells(head, 4, 'moov') ||
    (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) ||
    ((spells(head, 0, 'RIFF') || spells(head, 0, 'RF64')) && spells(head, 8, 'WAVE')) ||
    spells(head, 0, 'OggS') ||
    spells(head, 0, 'ID3') ||
    (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47)
  )
}

async function readInput(input: Input, file: ProbedFile, context: ReadContext): Promise<Result<Found>> {
  const format = await input.getFormat()
  const tracks = (await input.getTracks()).filter((track) => track.isVideoTrack() || track.isAudioTrack())
  const used = await withPackets(tracks)
  if (used.length === 0)
    return failed(
      file,
      'no-streams',
      'holds neither pictures nor sound that can be read.',
      'Check that it plays elsewhere; it may have been cut off while it was copied.'
    )
  const origin = presentationOrigin(
    format === MPEG_TS,
    used.map(({ first }) => first)
  )
  const streams: FoundStream[] = []
  const warnings: Problem[] = []
  const counts = { video: 0, audio: 0 }
  for (const { track } of used) {
    if (track.isVideoTrack()) streams.push(await videoStream(track, counts.video++, origin, context))
    else if (track.isAudioTrack()) streams.push(await audioStream(track, counts.audio++, origin, file))
  }
  warnings.push(
    ...(await shortfall(
      used.map(({ track }) => track),
      file
    ))
  )
  const foreign = await foreignCodecs(used.map(({ track }) => track))
  const playback = format === MPEG_TS || foreign.length > 0 ? 'proxy' : 'direct'
  if (playback === 'proxy' && !context.ffmpegPath) warnings.push(needsFfmpeg(file, foreign))
  const durationSeconds = Math.max(0, ...streams.map((stream) => stream.duration)) / 1e6
  return {
    ok: true,
    value: { container: containerName(format), playback, durationSeconds, streams, tracks: [], warnings }
  }
}

/** Tracks that hold at least one packet, with the time of their first. Times before 0 count, see `presentationOrigin`. */
async function withPackets(
  tracks: readonly InputTrack[]
): Promise<readonly { readonly track: InputTrack; readonly first: number }[]> {
  const used = []
  for (const track of tracks) {
    const first = await track.getFirstTimestamp()
    const end = await track.computeDuration()
    if (Number.isFinite(first) && end > first) used.push({ track, first })
  }
  return used
}

async function videoStream(
  track: InputVideoTrack,
  index: number,
  origin: number,
  context: ReadContext
): Promise<FoundStream> {
  const table = await readFrameTable(track, origin, context.signal)
  const cache = await writeFrameTable(table, index, context.cache)
  const rotationDeg = await track.getRotation()
  return {
    kind: 'video',
    name: (await track.getName()) ?? (index === 0 ? 'Video' : `Video ${index + 1}`),
    index,
    duration: micros(table.end),
    info: {
      codec: await codecOf(track),
      widthPx: await track.getDisplayWidth(),
      heightPx: await track.getDisplayHeight(),
      ...(rotationDeg === 0 ? {} : { rotationDeg }),
      frameRateHz: table.rateHz,
      frameCount: table.times.length,
      variableFrameRate: table.variable,
      ...(await languageOf(track))
    },
    cache
  }
}

async function audioStream(
  track: InputAudioTrack,
  index: number,
  origin: number,
  file: ProbedFile
): Promise<FoundStream> {
  const padding = await paddingOf(track, file)
  const end = (await soundEnd(track, file)) - padding
  return {
    kind: 'audio',
    name: (await track.getName()) ?? (index === 0 ? 'Sound' : `Sound ${index + 1}`),
    index,
    duration: fromSeconds(Math.max(0, end - origin)),
    info: {
      codec: await codecOf(track),
      sampleRateHz: await track.getSampleRate(),
      channelCount: await track.getNumberOfChannels(),
      ...(await languageOf(track))
    },
    cache: {}
  }
}

/** End of a sound, in seconds of the container; of uncompressed files what is really there. */
async function soundEnd(track: InputAudioTrack, file: ProbedFile): Promise<number> {
  const pcm = await pcmLayout(file.path)
  return pcm ? pcm.layout.frames / pcm.layout.sampleRateHz : track.computeDuration()
}

/** Bytes of the first MP3 frame that are looked at for its encoder's tag. */
const TAG_BYTES = 256

/** Seconds that an MP3 encoder added and that players leave out. */
async function paddingOf(track: InputAudioTrack, file: ProbedFile): Promise<number> {
  if ((await track.input.getFormat()) !== MP3) return 0
  const handle = await open(file.path, 'r')
  try {
    const { start, end } = mp3Padding(await readAt(handle, id3Length(file.head), TAG_BYTES))
    return (start + end) / (await track.getSampleRate())
  } finally {
    await handle.close()
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  return bytes.subarray(0, bytesRead)
}

const languageOf = async (track: InputTrack) => {
  const language = await track.getLanguageCode()
  return language === 'und' ? {} : { language }
}

async function codecOf(track: InputTrack): Promise<string> {
  const own = await track.getInternalCodecId()
  return (await track.getCodec()) ?? (typeof own === 'string' ? own : 'unknown')
}

async function foreignCodecs(tracks: readonly InputTrack[]): Promise<readonly string[]> {
  const foreign: string[] = []
  for (const track of tracks) {
    if (!isPlayable(track.isVideoTrack() ? 'video' : 'audio', await track.getCodec()))
      foreign.push(await codecOf(track))
  }
  return foreign
}

/** Warn when the file is shorter than its header says: it was cut off while recording or copying. */
async function shortfall(tracks: readonly InputTrack[], file: ProbedFile): Promise<readonly Problem[]> {
  const pcm = await pcmLayout(file.path)
  const missing =
    pcm?.promisedFrames === undefined ? 0 : (pcm.promisedFrames - pcm.layout.frames) / pcm.layout.sampleRateHz
  const hint = 'What is there can be used. To get the rest, copy the file again from where it was recorded.'
  if (missing > 0.1)
    return [
      fileProblem(
        file,
        'cut-off',
        `ends ${missing.toFixed(1)} s earlier than its header says.`,
        hint,
        'warning'
      )
    ]
  const unreadable = await firstUnreadable(tracks)
  return unreadable
    ? [
        fileProblem(
          file,
          'cut-off',
          'is shorter than its index says: the end cannot be read.',
          hint,
          'warning'
        )
      ]
    : []
}

async function firstUnreadable(tracks: readonly InputTrack[]): Promise<boolean> {
  const { EncodedPacketSink } = await import('mediabunny')
  for (const track of tracks) {
    try {
      if (!(await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY))) return true
    } catch (error) {
      if (error instanceof InputDisposedError) throw error
      return true
    }
  }
  return false
}

function needsFfmpeg(file: ProbedFile, codecs: readonly string[]): Problem {
  const what = codecs.length > 0 ? `is coded as ${codecs.join(' and ')}` : 'is a transport stream'
  return fileProblem(
    file,
    'needs-ffmpeg',
    `${what}, which cannot be played without a converted copy.`,
    ffmpegHint(process.platform),
    'warning'
  )
}

function damaged(file: ProbedFile, error: unknown): Result<never> {
  if (error instanceof InputDisposedError)
    return failed(
      file,
      'unreadable',
      'took too long to read; it is probably damaged.',
      'Check that it plays elsewhere, and copy it again from where it was recorded.'
    )
  const said = error instanceof Error && error.message !== '' ? ` (${error.message.split('\n')[0]})` : ''
  return failed(
    file,
    'damaged',
    `cannot be read as ${file.extension || 'media'}: it is damaged, cut off or of another kind than its name says${said}.`,
    'Check that it plays elsewhere, and copy it again from where it was recorded.'
  )
}

function containerName(format: InputFormat): string {
  const names = new Map<InputFormat, string>([
    [QTFF, 'quicktime'],
    [MATROSKA, 'matroska'],
    [WEBM, 'webm'],
    [WAVE, 'wave'],
    [FLAC, 'flac'],
    [MP3, 'mp3'],
    [OGG, 'ogg'],
    [ADTS, 'adts'],
    [MPEG_TS, 'mpeg-ts']
  ])
  return names.get(format) ?? 'mp4'
}
