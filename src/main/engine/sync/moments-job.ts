import type { Result } from '../../../shared/domain/problem'
import { Loudness, strongestRises } from '../../../shared/sync/loudness'
import type { Moment } from '../../../shared/sync/loudness'
import type { Picture } from '../../../shared/signal/picture'
import { DecodeError } from '../media/decoder-client'
import { readFrameTimes, regularFrameTimes } from '../inference/frame-times'
import { readSound } from '../inference/speech/read-sound'
import type { JobContext, JobResult, JobSpec } from '../protocol'

/** A clap stands this far out of the sound before it, dB. */
const CLAP_DB = 20
/** A flash makes the picture this much brighter, share of full brightness. */
const FLASH = 0.08
/** Pictures are looked at this small: their mean brightness is all that counts. */
const LOOK_PX = 32
/** Times asked of the decoder in one go. */
const AT_A_TIME = 500

/** Claps in a sound or flashes in a video: moments that stand out, with times in seconds of the stream. */
export async function momentsJob(
  { input }: Extract<JobSpec, { kind: 'moments' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  try {
    const moments =
      input.stream.kind === 'video' ? await flashes(input, context) : await claps(input, context)
    return { ok: true, value: { kind: 'moments', moments } }
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error: { ...error.problem, file: input.file.path } }
    throw error
  }
}

type Spec = Extract<JobSpec, { kind: 'moments' }>

async function claps(input: Spec['input'], context: JobContext): Promise<readonly Moment[]> {
  const rateHz = 16_000
  const perSecond = 1000
  const found = new Loudness(rateHz, perSecond)
  const total = input.stream.duration / 1e6
  let told = 0
  for await (const block of readSound({
    decoder: await context.decoder(),
    fileId: input.file.id,
    streamIndex: input.stream.index,
    rateHz,
    signal: context.signal
  })) {
    if (context.signal.aborted) return []
    found.push(block.samples)
    const seconds = (block.first + block.samples.length) / rateHz
    if (seconds - told >= 2) context.progress((told = seconds), total, 's', 'Listening for claps')
  }
  return strongestRises(found.finish(), { least: CLAP_DB, before: 50, apart: perSecond / 2 }).map(
    ({ index, strength }) => ({ time: index / perSecond, strength })
  )
}

async function flashes(input: Spec['input'], context: JobContext): Promise<readonly Moment[]> {
  const times = (await readFrameTimes(input)) ?? regularFrameTimes(input)
  const decoder = await context.decoder()
  const seen: { readonly time: number; readonly brightness: number }[] = []
  for (let at = 0; at < times.length && !context.signal.aborted; at += AT_A_TIME) {
    const pictures = decoder.frames({
      fileId: input.file.id,
      streamIndex: input.stream.index,
      times: Array.from(times.slice(at, at + AT_A_TIME)),
      widthPx: LOOK_PX,
      heightPx: LOOK_PX,
      signal: context.signal
    })
    for await (const picture of pictures)
      seen.push({ time: picture.time, brightness: meanBrightness(picture) })
    context.progress(Math.min(at + AT_A_TIME, times.length), times.length, 'frames', 'Looking for flashes')
  }
  const rises = strongestRises(
    seen.map(({ brightness }) => brightness),
    { least: FLASH, before: 12, apart: 12 }
  )
  return rises.flatMap(({ index, strength }) => {
    const picture = seen[index]
    return picture ? [{ time: picture.time / 1e6, strength }] : []
  })
}

/** Mean of the first plane: brightness, or red where the picture is RGB; a flash shows in either. 0 to 1. */
function meanBrightness({ data, planes }: Picture): number {
  const [plane] = planes
  let sum = 0
  for (let y = 0; y < plane.heightPx; y++)
    for (let x = 0; x < plane.widthPx; x++) sum += data[plane.offset + y * plane.stride + x * plane.step] ?? 0
  return sum / (plane.widthPx * plane.heightPx) / 255
}
