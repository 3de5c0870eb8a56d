import type { Result } from '../../../shared/domain/problem'
import { fromSeconds } from '../../../shared/domain/time'
import { pcmLayout } from '../media/pcm-layout'
import { ffprobe } from './ffprobe'
import type { Probe } from './ffprobe'
import { failed } from './format'
import type { FileFormat, Found, ProbedFile } from './format'
import { ffmpegHint } from './playable'
import { spells } from './probe-file'

type FoundStream = Found['streams'][number]

/** Containers that only ffmpeg opens, by their first bytes. */
const signatures: readonly {
  readonly container: string
  readonly name: string
  matches(head: Uint8Array): boolean
}[] = [
  {
    container: 'avi',
    name: 'an AVI file',
    matches: (head) => spells(head, 0, 'RIFF') && spells(head, 8, 'AVI ')
  },
  {
    container: 'asf',
    name: 'a Windows Media file',
    matches: (head) => [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11].every((byte, i) => head[i] === byte)
  },
  {
    container: 'mpeg',
    name: 'an MPEG file',
    matches: (head) =>
      head[0] === 0 && head[1] === 0 && head[2] === 1 && (head[3] === 0xba || head[3] === 0xb3)
  },
  { container: 'flv', name: 'a Flash video', matches: (head) => spells(head, 0, 'FLV') },
  {
    container: 'aiff',
    name: 'an AIFF file',
    matches: (head) => spells(head, 0, 'FORM') && (spells(head, 8, 'AIFF') || spells(head, 8, 'AIFC'))
  },
  { container: 'caf', name: 'a Core Audio file', matches: (head) => spells(head, 0, 'caff') },
  { container: 'amr', name: 'an AMR file', matches: (head) => spells(head, 0, '#!AMR') },
  { container: 'au', name: 'an AU file', matches: (head) => spells(head, 0, '.snd') },
  {
    container: 'mxf',
    name: 'an MXF file',
    matches: (head) => [0x06, 0x0e, 0x2b, 0x34].every((byte, i) => head[i] === byte)
  },
  { container: 'realmedia', name: 'a RealMedia file', matches: (head) => spells(head, 0, '.RMF') }
]

const extensions = [
  'avi',
  'wmv',
  'wma',
  'asf',
  'mpg',
  'mpeg',
  'vob',
  'flv',
  'aif',
  'aiff',
  'aifc',
  'caf',
  'amr',
  'au',
  'mxf',
  'rm'
]

/** Formats that the window cannot play: facts come from ffprobe, and a converted copy is made in the background. */
export const exotic: FileFormat = {
  id: 'exotic',
  name: 'with ffmpeg installed: avi, wmv, wma, mpg, flv, aiff, caf, amr, au, mxf, HEVC, ProRes',
  extensions,
  probe: ({ head, extension }) =>
    signatures.some(({ matches }) => matches(head)) || extensions.includes(extension),
  async read(file, context) {
    const pcm = await pcmFacts(file)
    if (pcm) return pcm
    const signature = signatures.find(({ matches }) => matches(file.head))
    const name = signature?.name ?? `a .${file.extension} file`
    if (!context.ffmpegPath)
      return failed(
        file,
        'needs-ffmpeg',
        `is ${name}, which Affectory opens with the help of ffmpeg, and ffmpeg was not found.`,
        ffmpegHint(process.platform)
      )
    const facts = await ffprobe(context.ffmpegPath, file.path, context.signal)
    if (!facts)
      return failed(
        file,
        'damaged',
        `looks like ${name}, but ffmpeg cannot read it: it is damaged or cut off.`,
        'Check that it plays elsewhere, and copy it again from where it was recorded.'
      )
    return fromProbe(
      file,
      facts,
      signature?.container ?? facts.format.format_name?.split(',')[0] ?? file.extension
    )
  }
}

/** Uncompressed AIFF is read without help. */
async function pcmFacts(file: ProbedFile): Promise<Result<Found> | undefined> {
  const pcm = await pcmLayout(file.path)
  if (!pcm || pcm.layout.frames === 0) return undefined
  const { sampleRateHz, channels, frames, format } = pcm.layout
  const durationSeconds = frames / sampleRateHz
  const info = { codec: `pcm-${format}`, sampleRateHz, channelCount: channels }
  const streams: FoundStream[] = [
    { kind: 'audio', name: 'Sound', index: 0, duration: fromSeconds(durationSeconds), info, cache: {} }
  ]
  return {
    ok: true,
    value: { container: 'aiff', playback: 'proxy', durationSeconds, streams, tracks: [], warnings: [] }
  }
}

function fromProbe(file: ProbedFile, facts: Probe, container: string): Result<Found> {
  const counts = { video: 0, audio: 0 }
  const whole = seconds(facts.format.duration)
  const streams = facts.streams.flatMap((stream): FoundStream[] => {
    if (stream.disposition?.attached_pic === 1) return []
    const duration = fromSeconds(seconds(stream.duration) || whole)
    const language = stream.tags?.['language']
    const shared = { duration, cache: {} }
    if (stream.codec_type === 'video') {
      const index = counts.video++
      const info = {
        codec: stream.codec_name,
        widthPx: stream.width,
        heightPx: stream.height,
        frameRateHz: ratio(stream.avg_frame_rate),
        language
      }
      return [{ ...shared, kind: 'video', name: index === 0 ? 'Video' : `Video ${index + 1}`, index, info }]
    }
    if (stream.codec_type !== 'audio') return []
    const index = counts.audio++
    const info = {
      codec: stream.codec_name,
      sampleRateHz: seconds(stream.sample_rate) || undefined,
      channelCount: stream.channels,
      language
    }
    return [{ ...shared, kind: 'audio', name: index === 0 ? 'Sound' : `Sound ${index + 1}`, index, info }]
  })
  if (streams.length === 0)
    return failed(file, 'no-streams', 'holds neither pictures nor sound.', 'Check that it plays elsewhere.')
  const durationSeconds = Math.max(whole, ...streams.map((stream) => stream.duration / 1e6))
  return {
    ok: true,
    value: { container, playback: 'proxy', durationSeconds, streams, tracks: [], warnings: [] }
  }
}

/** A number in text, 0 when there is none ("N/A"). */
const seconds = (text: string | undefined): number => {
  const value = Number(text ?? '')
  return Number.isFinite(value) && value > 0 ? value : 0
}

/** `30000/1001` as a number. */
function ratio(text: string | undefined): number | undefined {
  const [top, bottom] = (text ?? '').split('/').map(Number)
  const value = (top ?? 0) / (bottom ?? 1)
  return Number.isFinite(value) && value > 0 ? value : undefined
}
