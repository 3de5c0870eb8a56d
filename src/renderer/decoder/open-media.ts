import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input, MP3, MPEG_TS, UrlSource } from 'mediabunny'
import type { InputAudioTrack, InputVideoTrack, Source } from 'mediabunny'
import { LAB_SCHEME } from '../../shared/contract'
import { id3Length, mp3Padding } from '../../shared/signal/mp3-padding'
import { BEFORE_ZERO, presentationOrigin, videoOrigin } from '../../shared/signal/presentation-origin'
import { ProblemError } from './problem-error'

/** A stream that can be decoded, and the container time (seconds) that counts as 0. */
export interface OpenStream<T> {
  readonly track: T
  readonly origin: number
  readonly input: Input
}

/** Open a video stream of a file of the project: the original, or its proxy where only that can be decoded. */
export const openVideo = (fileId: string, streamIndex: number): Promise<OpenStream<InputVideoTrack>> =>
  openStream(fileId, streamIndex, 'pictures', (input) => input.getVideoTracks())

/** Open an audio stream of a file of the project: the original, or its proxy where only that can be decoded. */
export const openAudio = (fileId: string, streamIndex: number): Promise<OpenStream<InputAudioTrack>> =>
  openStream(fileId, streamIndex, 'sound', (input) => input.getAudioTracks())

interface Decodable {
  canDecode(): Promise<boolean>
}

async function openStream<T extends Decodable>(
  fileId: string,
  streamIndex: number,
  what: string,
  tracksOf: (input: Input) => Promise<T[]>
): Promise<OpenStream<T>> {
  const said: string[] = []
  for (const address of [
    `${LAB_SCHEME}://media/${encodeURIComponent(fileId)}?original=1`,
    `${LAB_SCHEME}://media/${encodeURIComponent(fileId)}`
  ]) {
    let input = readRanges(address)
    try {
      input = (await readAtOnce(input, address)) ?? input
      const track = (await tracksOf(input))[streamIndex]
      if (track && (await track.canDecode())) return { track, input, origin: await originOf(input, address) }
      said.push(
        track ? `the codec of its ${what} is not one that can be decoded here` : `it has no such ${what}`
      )
    } catch (error) {
      said.push(error instanceof Error ? error.message : String(error))
    }
    input.dispose()
  }
  throw new ProblemError({
    code: 'not-decodable',
    message: `The ${what} of the file cannot be decoded: ${said[0] ?? 'it cannot be opened'}.`,
    hint: 'Wait until its converted copy is made, or install ffmpeg so that one can be made.',
    severity: 'error'
  })
}

const inputOf = (source: Source): Input => new Input({ source, formats: ALL_FORMATS })

/** Without a retry rule a missing file would be asked for again and again for ever. */
const readRanges = (address: string): Input =>
  inputOf(new UrlSource(address, { getRetryDelay: () => null, handleUnhandledError: () => undefined }))

/** Largest MP3 that is read into memory as a whole: more than four hours at 128 kbit/s. */
const AT_ONCE_BYTES = 256 * 1024 * 1024

/**
 * MP3 has no table of its packets, they are counted from the beginning. Half an hour of them takes seconds when each is read
 * by itself and a fifth of a second in memory, so that a place far inside is found at once. Undefined for all other files.
 */
async function readAtOnce(ranges: Input, address: string): Promise<Input | undefined> {
  if ((await ranges.getFormat()) !== MP3) return undefined
  const answer = await fetch(address)
  const length = Number(answer.headers.get('content-length') ?? Infinity)
  if (!answer.ok || length > AT_ONCE_BYTES) {
    await answer.body?.cancel()
    return undefined
  }
  const bytes = await answer.arrayBuffer()
  ranges.dispose()
  return inputOf(new BufferSource(bytes))
}

/** Tracks without a packet have no time and do not count. */
async function originOf(input: Input, address: string): Promise<number> {
  const format = await input.getFormat()
  if (format === MP3) return mp3Start(input, address)
  if (format !== MPEG_TS) return presentationOrigin(false, [])
  const firsts: number[] = []
  for (const track of await input.getTracks()) {
    if (!track.isVideoTrack() && !track.isAudioTrack()) continue
    const first = await track.getFirstTimestamp()
    const end = await track.computeDuration()
    if (Number.isFinite(first) && end > first) firsts.push(first)
  }
  return presentationOrigin(true, firsts)
}

/** Seconds of an MP3 before its sound begins, which the player leaves out and the decoder does not. */
async function mp3Start(input: Input, address: string): Promise<number> {
  const bytesAt = async (from: number, count: number) => {
    const answer = await fetch(address, { headers: { range: `bytes=${from}-${from + count - 1}` } })
    return new Uint8Array(await answer.arrayBuffer())
  }
  const track = (await input.getAudioTracks())[0]
  const { start } = mp3Padding(await bytesAt(id3Length(await bytesAt(0, 10)), 256))
  return track ? start / (await track.getSampleRate()) : 0
}

/** Container time of the first picture shown, and of the video's own 0; see `videoOrigin`. */
export async function firstPicture({
  track,
  origin
}: OpenStream<InputVideoTrack>): Promise<{ readonly first: number; readonly zero: number }> {
  const first = await track.getFirstTimestamp()
  if (first - origin >= BEFORE_ZERO) return { first, zero: origin }
  const sink = new EncodedPacketSink(track)
  const start = await sink.getKeyPacket(origin, { metadataOnly: true })
  let fromZero = Number.POSITIVE_INFINITY
  let keysBehind = 0
  for await (const packet of sink.packets(start ?? undefined, undefined, { metadataOnly: true })) {
    const time = packet.timestamp - origin
    if (time >= BEFORE_ZERO) fromZero = Math.min(fromZero, time)
    // Pictures that follow a key picture in the file may be shown before it, but not before the key picture ahead of it.
    if (packet.type === 'key' && time > 0 && ++keysBehind === 2) break
  }
  const zero = origin + videoOrigin(first - origin, Number.isFinite(fromZero) ? fromZero : 0)
  return { first: zero, zero }
}
