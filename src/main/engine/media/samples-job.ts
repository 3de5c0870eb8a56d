import { fitToRuns } from '../../../shared/signal/fit-to-runs'
import { toInt16 } from '../../../shared/signal/pcm'
import type { Result } from '../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { DecodeError } from './decoder-client'

/** Decoded beyond both ends, seconds: twice what times of containers may be off, so that the place of the part can be corrected. */
const MARGIN_SECONDS = 0.01

/**
 * Decode one stretch of a sound and answer its samples, mixed to one channel. They lie where the pyramid of the whole file has them;
 * gaps of the file and what is behind its end are silence.
 */
export async function samplesJob(
  { input, from, to, rateHz, extremes, base }: Extract<JobSpec, { kind: 'samples' }>,
  { signal, decoder }: JobContext
): Promise<Result<JobResult>> {
  const margin = Math.ceil(MARGIN_SECONDS * rateHz)
  const first = from - margin
  const samples = new Float32Array(to - from + 2 * margin)
  try {
    const request = {
      fileId: input.file.id,
      streamIndex: input.stream.index,
      fromSeconds: Math.max(0, first) / rateHz,
      toSeconds: (to + margin) / rateHz,
      mono: true,
      signal
    }
    for await (const { startSeconds, channels } of (await decoder()).audio(request)) {
      const [piece] = channels
      const at = Math.round(startSeconds * rateHz) - first
      if (piece && at >= 0 && at < samples.length) samples.set(piece.subarray(0, samples.length - at), at)
    }
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error: { ...error.problem, file: input.file.path } }
    throw error
  }
  const place = fitToRuns(samples, extremes, base, margin, margin)
  const part = samples.subarray(place, place + to - from)
  return { ok: true, value: { kind: 'samples', samples: toInt16(part) } }
}
