import { basename } from 'node:path'
import { seriesMaker } from '../../../shared/audio/series-maker'
import { hearingHz, soundRateHz } from '../../../shared/audio/sound-feature'
import type { Result } from '../../../shared/domain/problem'
import { breathe } from '../inference/breathe'
import { readSound } from '../inference/speech/read-sound'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { DecodeError } from './decoder-client'

/** Compute a feature of a whole sound, block by block. */
export async function soundFeatureJob(
  { input, channel, feature }: Extract<JobSpec, { kind: 'sound-feature' }>,
  { signal, decoder, progress }: JobContext
): Promise<Result<JobResult>> {
  const seconds = input.stream.duration / 1e6
  const maker = seriesMaker(feature, hearingHz, soundRateHz(feature, seconds))
  let read = 0
  try {
    for await (const { samples } of readSound({
      decoder: await decoder(),
      fileId: input.file.id,
      streamIndex: input.stream.index,
      rateHz: hearingHz,
      ...(channel === 'mix' ? {} : { channel }),
      signal
    })) {
      maker.push(samples)
      read += samples.length
      progress(read / hearingHz, seconds, 'seconds')
      await breathe(signal)
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const message = `${basename(input.file.path)}, ${input.stream.name}: ${error.problem.message}`
    return { ok: false, error: { ...error.problem, message, file: input.file.path } }
  }
  return { ok: true, value: { kind: 'sound-series', series: maker.finish() } }
}
