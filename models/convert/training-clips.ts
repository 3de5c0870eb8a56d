import { execFileSync } from 'node:child_process'

/** Rate of the clips that heads are fitted on, Hz. */
const SAMPLE_RATE = 16_000

/** From the first to the last 20 ms that are less than 40 dB below the loudest, but never less than half a second. */
export function withoutSilence(waveform: Float32Array): Float32Array {
  const frame = SAMPLE_RATE / 50
  const power = Array.from({ length: Math.floor(waveform.length / frame) }, (_, i) =>
    waveform.subarray(i * frame, (i + 1) * frame).reduce((sum, value) => sum + value * value, 0)
  )
  const floor = Math.max(...power) * 1e-4
  const trimmed = waveform.slice(
    power.findIndex((value) => value > floor) * frame,
    (power.findLastIndex((value) => value > floor) + 1) * frame
  )
  return trimmed.length < SAMPLE_RATE / 2 ? waveform : trimmed
}

/** Samples of a sound file, mixed to mono at 16 kHz by ffmpeg. */
export function decodeClip(file: string): Float32Array {
  const bytes = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 'f32le', '-'],
    { maxBuffer: 1 << 28 }
  )
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
