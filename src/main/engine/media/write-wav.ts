import { open } from 'node:fs/promises'
import { bytesPerFrame, decodeChannels } from '../../../shared/signal/pcm'
import type { PcmLayout } from '../../../shared/signal/pyramid-file'
import type { JobContext } from '../protocol'

const BLOCK_BYTES = 4 * 1024 * 1024

/** Write uncompressed sound as a WAV file: 16 bit where the source is 8 or 16 bit, 32-bit floats otherwise, so that nothing is lost up to 24 bit. */
export async function writeWav(
  path: string,
  layout: PcmLayout,
  target: string,
  context: JobContext
): Promise<void> {
  const narrow = layout.format === 's16' || layout.format === 's8' || layout.format === 'u8'
  const size = bytesPerFrame(layout)
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / size))
  const source = await open(path, 'r')
  try {
    const out = await open(target, 'w')
    try {
      await out.write(wavHeader(layout, narrow))
      const bytes = new Uint8Array(perBlock * size)
      for (let frame = 0; frame < layout.frames && !context.signal.aborted; frame += perBlock) {
        const { bytesRead } = await source.read(
          bytes,
          0,
          Math.min(perBlock, layout.frames - frame) * size,
          layout.offset + frame * size
        )
        await out.write(interleave(decodeChannels(bytes.subarray(0, bytesRead), layout), narrow))
        context.progress(
          (frame + perBlock) / layout.sampleRateHz,
          layout.frames / layout.sampleRateHz,
          'seconds'
        )
      }
    } finally {
      await out.close()
    }
  } finally {
    await source.close()
  }
}

function interleave(channels: readonly Float32Array[], narrow: boolean): Uint8Array {
  const frames = channels[0]?.length ?? 0
  const values = narrow
    ? new Int16Array(frames * channels.length)
    : new Float32Array(frames * channels.length)
  for (const [channel, samples] of channels.entries()) {
    for (let frame = 0, at = channel; frame < frames; frame++, at += channels.length) {
      const value = samples[frame] as number
      values[at] = narrow ? Math.max(-32768, Math.min(32767, Math.round(value * 32768))) : value
    }
  }
  return new Uint8Array(values.buffer)
}

function wavHeader({ channels, sampleRateHz, frames }: PcmLayout, narrow: boolean): Uint8Array {
  const header = Buffer.alloc(44)
  const frameBytes = channels * (narrow ? 2 : 4)
  const dataBytes = frames * frameBytes
  header.write('RIFF', 0, 'ascii')
  header.writeUInt32LE(Math.min(0xffffffff, 36 + dataBytes), 4)
  header.write('WAVEfmt ', 8, 'ascii')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(narrow ? 1 : 3, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(Math.round(sampleRateHz), 24)
  header.writeUInt32LE(Math.round(sampleRateHz) * frameBytes, 28)
  header.writeUInt16LE(frameBytes, 32)
  header.writeUInt16LE(narrow ? 16 : 32, 34)
  header.write('data', 36, 'ascii')
  header.writeUInt32LE(Math.min(0xffffffff, dataBytes), 40)
  return header
}
