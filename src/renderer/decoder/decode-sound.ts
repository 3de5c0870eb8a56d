import { AudioSample, AudioSampleSink, EncodedPacketSink } from 'mediabunny'
import type { EncodedPacket, InputAudioTrack } from 'mediabunny'

/** Packets that may wait inside the browser's decoder; more would only cost memory. */
const QUEUED_PACKETS = 256

/**
 * Sound decoded before and behind the wanted part, in seconds: overlapping windows (AAC), the bit reservoir (MP3) and Opus (80 ms, RFC 7845)
 * make the packets at both edges of a part wrong. Whoever asked cuts it off.
 */
const RUN_UP_SECONDS = 0.2

/**
 * Decoded sound of a track, in order, several samples at a time. Whoever takes a sample closes it.
 * Packets go to the browser's decoder without waiting for each, which takes about half the time of asking for sample after sample;
 * uncompressed sound, which the browser's decoder does not know, goes the library's way.
 * @param from container time in seconds; some sound before it comes too
 */
export async function* decodeSound(
  track: InputAudioTrack,
  from: number,
  to: number
): AsyncGenerator<readonly AudioSample[]> {
  const config = await track.getDecoderConfig()
  if (config && (await isSupported(config))) yield* decodePackets(track, config, from - RUN_UP_SECONDS, to)
  else for await (const sample of new AudioSampleSink(track).samples(from, to)) yield [sample]
}

const isSupported = async (config: AudioDecoderConfig): Promise<boolean> =>
  !config.codec.startsWith('pcm') && ((await AudioDecoder.isConfigSupported(config)).supported ?? false)

async function* decodePackets(
  track: InputAudioTrack,
  config: AudioDecoderConfig,
  from: number,
  to: number
): AsyncGenerator<readonly AudioSample[]> {
  const sink = new EncodedPacketSink(track)
  const first = (await sink.getKeyPacket(from)) ?? (await sink.getFirstPacket())
  if (!first) return
  const lead = await leadOf(track, config, sink, first)
  const ready: AudioSample[] = []
  let failure: Error | undefined
  let shift: number | undefined
  const decoder = new AudioDecoder({
    output: (data) => {
      const sample = new AudioSample(data)
      // Chromium 148 moves sound that begins before 0 (priming, cut by an edit list) to 0; move it back.
      shift ??= lead + (first.timestamp < 0 ? first.timestamp - sample.timestamp : 0)
      sample.setTimestamp(sample.timestamp + shift)
      if (sample.numberOfFrames > 0) ready.push(sample)
      else sample.close()
    },
    error: (error) => (failure = error)
  })
  try {
    decoder.configure(config)
    for await (const packet of sink.packets(first)) {
      if (failure) throw failure
      if (packet.timestamp >= to + RUN_UP_SECONDS) break
      decoder.decode(packet.toEncodedAudioChunk())
      if (decoder.decodeQueueSize < QUEUED_PACKETS) continue
      await new Promise((resolve) => decoder.addEventListener('dequeue', resolve, { once: true }))
      if (ready.length > 0) yield ready.splice(0)
    }
    await decoder.flush()
    yield ready.splice(0)
  } finally {
    for (const sample of ready) sample.close()
    if (decoder.state !== 'closed') decoder.close()
  }
}

/**
 * Seconds by which the decoder's first output lies behind the first packet given to it, although it carries that packet's time:
 * Vorbis gives nothing for a first packet (its windows overlap), Opus leaves out the pre-skip at every start, not only the file's.
 */
async function leadOf(
  track: InputAudioTrack,
  { description }: AudioDecoderConfig,
  sink: EncodedPacketSink,
  first: EncodedPacket
): Promise<number> {
  const codec = await track.getCodec()
  if (codec === 'vorbis') {
    const second = await sink.getNextPacket(first, { metadataOnly: true })
    return second ? second.timestamp - first.timestamp : 0
  }
  if (codec !== 'opus' || !description || first.timestamp <= (await track.getFirstTimestamp())) return 0
  const header = ArrayBuffer.isView(description)
    ? new DataView(description.buffer, description.byteOffset, description.byteLength)
    : new DataView(description)
  // RFC 7845, section 5.1: pre-skip, in samples at 48 kHz.
  return header.byteLength >= 12 ? header.getUint16(10, true) / 48_000 : 0
}
