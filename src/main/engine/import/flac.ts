import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { fromSeconds } from '../../../shared/domain/time'
import type { FileFormat } from './format'
import { failed, fileProblem } from './format'
import { spells } from './probe-file'

/** What a FLAC file tells of itself (RFC 9639, section 8.2). */
interface StreamInfo {
  readonly sampleRateHz: number
  readonly channelCount: number
  readonly totalSamples: number
  readonly largestBlock: number
  /** Byte where the first frame is expected. */
  readonly audioStart: number
}

/** Free lossless sound. Facts come from its own header, the real end from its last frame. */
export const flac: FileFormat = {
  id: 'flac',
  name: 'lossless sound (flac)',
  extensions: ['flac'],
  probe: ({ head }) => spells(head, id3Length(head), 'fLaC'),
  async read(file) {
    const again = 'Check that it plays elsewhere, and copy it again from where it was recorded.'
    const handle = await open(file.path, 'r')
    try {
      const info = await streamInfo(handle, file.head)
      if (!info) return failed(file, 'damaged', 'has a damaged FLAC header.', again)
      const end = await lastSample(handle, info, file.sizeBytes)
      if (end === undefined)
        return failed(file, 'damaged', 'has a FLAC header but no sound behind it.', again)
      const missing = (info.totalSamples - end) / info.sampleRateHz
      const durationSeconds =
        (info.totalSamples === 0 || missing > 0 ? end : info.totalSamples) / info.sampleRateHz
      const warnings =
        missing > 0.1
          ? [
              fileProblem(
                file,
                'cut-off',
                `ends ${missing.toFixed(1)} s earlier than its header says.`,
                'What is there can be used. To get the rest, copy the file again from where it was recorded.',
                'warning'
              )
            ]
          : []
      const { sampleRateHz, channelCount } = info
      return {
        ok: true,
        value: {
          container: 'flac',
          playback: 'direct',
          durationSeconds,
          streams: [
            {
              kind: 'audio',
              name: 'Sound',
              index: 0,
              duration: fromSeconds(durationSeconds),
              info: { codec: 'flac', sampleRateHz, channelCount },
              cache: {}
            }
          ],
          tracks: [],
          warnings
        }
      }
    } finally {
      await handle.close()
    }
  }
}

/** Bytes of an ID3 tag in front, which some programs write although they should not. */
function id3Length(head: Uint8Array): number {
  if (!spells(head, 0, 'ID3') || head.length < 10) return 0
  return 10 + head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0)
}

async function streamInfo(handle: FileHandle, head: Uint8Array): Promise<StreamInfo | undefined> {
  let at = id3Length(head) + 4
  let info: Omit<StreamInfo, 'audioStart'> | undefined
  for (let blocks = 0; blocks < 1000; blocks++) {
    const block = await bytesAt(handle, at, 38)
    if (block.length < 4) return undefined
    const [first = 0, a = 0, b = 0, c = 0] = block
    if ((first & 127) === 0 && block.length === 38) info = parseInfo(new DataView(block.buffer, 4))
    at += 4 + ((a << 16) | (b << 8) | c)
    if (first >= 128) return info && { ...info, audioStart: at }
  }
  return undefined
}

function parseInfo(data: DataView): Omit<StreamInfo, 'audioStart'> | undefined {
  const packed = data.getBigUint64(10)
  const sampleRateHz = Number(packed >> 44n)
  const channelCount = Number((packed >> 41n) & 7n) + 1
  return sampleRateHz > 0
    ? {
        sampleRateHz,
        channelCount,
        totalSamples: Number(packed & 0xfffffffffn),
        largestBlock: data.getUint16(2)
      }
    : undefined
}

/** Bytes looked at from the end; no frame is longer. */
const TAIL_BYTES = 1024 * 1024

/** Number of the sample behind the last frame; undefined when there is no frame. */
async function lastSample(
  handle: FileHandle,
  info: StreamInfo,
  fileSize: number
): Promise<number | undefined> {
  const from = Math.max(info.audioStart, fileSize - TAIL_BYTES)
  if (from >= fileSize) return undefined
  const bytes = await bytesAt(handle, from, fileSize - from)
  for (let at = bytes.length - 6; at >= 0; at--) {
    if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfe) !== 0xf8) continue
    const end = frameEnd(bytes, at, info.largestBlock)
    if (end !== undefined && (info.totalSamples === 0 || end <= info.totalSamples + info.largestBlock))
      return info.totalSamples === 0 ? end : Math.min(end, info.totalSamples)
  }
  return undefined
}

/** Sample behind the frame whose header begins here; undefined when it is none (RFC 9639, section 9.1). */
function frameEnd(bytes: Uint8Array, start: number, largestBlock: number): number | undefined {
  const variable = ((bytes[start + 1] ?? 0) & 1) === 1
  const sizeCode = (bytes[start + 2] ?? 0) >> 4
  const rateCode = (bytes[start + 2] ?? 0) & 15
  const lead = bytes[start + 4] ?? 0
  const extra =
    lead < 0x80
      ? 0
      : lead < 0xe0
        ? 1
        : lead < 0xf0
          ? 2
          : lead < 0xf8
            ? 3
            : lead < 0xfc
              ? 4
              : lead < 0xfe
                ? 5
                : 6
  let number = extra === 0 ? lead : lead & (0x3f >> extra)
  let at = start + 5
  for (let i = 0; i < extra; i++) number = number * 64 + ((bytes[at++] ?? 0) & 63)
  let block =
    sizeCode === 1
      ? 192
      : sizeCode >= 8
        ? 256 << (sizeCode - 8)
        : sizeCode >= 2 && sizeCode <= 5
          ? 576 << (sizeCode - 2)
          : 0
  if (sizeCode === 6) block = (bytes[at++] ?? 0) + 1
  if (sizeCode === 7) block = (((bytes[at++] ?? 0) << 8) | (bytes[at++] ?? 0)) + 1
  at += rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0
  if (block === 0 || at >= bytes.length || crc8(bytes.subarray(start, at)) !== bytes[at]) return undefined
  return variable ? number + block : number * largestBlock + block
}

/** CRC-8 with polynomial x^8 + x^2 + x + 1, as FLAC frame headers end with. */
function crc8(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 128 ? ((crc << 1) ^ 7) & 255 : crc << 1
  }
  return crc
}

async function bytesAt(
  handle: FileHandle,
  position: number,
  length: number
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  return bytes.slice(0, bytesRead)
}
