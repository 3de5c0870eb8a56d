import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Result } from '../../../shared/domain/problem'
import { bytesPerFrame, decodeMono } from '../../../shared/signal/pcm'
import { PyramidBuilder } from '../../../shared/signal/pyramid'
import type { PyramidHeader } from '../../../shared/signal/pyramid-file'
import { cachePlace } from '../import/cache-place'
import type { CachePlace } from '../import/cache-place'
import type { JobContext, JobResult, JobSpec, StreamInput } from '../protocol'
import { DecodeError } from './decoder-client'
import { pcmLayout } from './pcm-layout'
import { rebuildCache } from './rebuild-cache'
import { signalOverview } from './signal-overview'
import { writePyramid } from './write-pyramid'

/** Samples per run of the lowest level of a sound's pyramid. */
const SOUND_BASE = 256

/** Compressed sound up to this long keeps its samples as 16 bit in the cache, so that it can be drawn sample by sample. */
const KEEP_SAMPLES_SECONDS = 30 * 60

/** Bytes of an uncompressed file read at a time. */
const BLOCK_BYTES = 4 * 1024 * 1024

/** A sound reduced: its pyramid, and where its single samples are. */
interface Reduced {
  readonly builder: PyramidBuilder
  readonly rateHz: number
  readonly pcm?: PyramidHeader['pcm']
  readonly cache: Record<string, string>
}

/**
 * Make what the window draws a stream from, and answer it as a `cache` batch: for sound `peaks` (and `pcm` where kept).
 * Signals read in place get their `pyramid`, and an `events` batch where import left events for later; other streams get back
 * the cache that import once wrote: `pyramid`, or `frames` and `keyframes`.
 */
export async function peaksJob(
  spec: Extract<JobSpec, { kind: 'peaks' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  const { input } = spec
  const cache = cachePlace(input.cacheFolder, input.file.contentHash)
  const made =
    input.stream.kind === 'audio'
      ? await soundCache(input, cache, context)
      : input.stream.kind === 'signal'
        ? await signalOverview(input, cache, context)
        : await rebuildCache(input, cache, context)
  if (!made.ok) return made
  if (!context.signal.aborted)
    await context.batch({ kind: 'cache', streamId: input.stream.id, cache: made.value })
  return { ok: true, value: { kind: 'none' } }
}

async function soundCache(
  input: StreamInput,
  cache: CachePlace,
  context: JobContext
): Promise<Result<Record<string, string>>> {
  const name = `peaks-${input.stream.index}.afp`
  try {
    const reduced = (await fromFile(input, context)) ?? (await fromDecoder(input, cache, context))
    if (context.signal.aborted) return { ok: true, value: {} }
    const part = {
      label: input.stream.name,
      unit: '',
      rateHz: reduced.rateHz,
      startUs: 0,
      pyramid: reduced.builder.finish()
    }
    await writePyramid(cache.path(name), [part], reduced.pcm)
    return { ok: true, value: { ...reduced.cache, peaks: cache.key(name) } }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const message = `${basename(input.file.path)}, ${input.stream.name}: ${error.problem.message}`
    return { ok: false, error: { ...error.problem, message, file: input.file.path } }
  }
}

/** Uncompressed sound is read where it lies; undefined for everything else. */
async function fromFile(input: StreamInput, context: JobContext): Promise<Reduced | undefined> {
  const path = input.file.playback === 'proxy' ? input.file.path : input.path
  const layout = (await pcmLayout(path).catch(() => undefined))?.layout
  if (!layout) return undefined
  const builder = new PyramidBuilder(SOUND_BASE)
  const size = bytesPerFrame(layout)
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / size))
  const bytes = new Uint8Array(perBlock * size)
  const file = await open(path, 'r')
  try {
    for (let frame = 0; frame < layout.frames && !context.signal.aborted; frame += perBlock) {
      const wanted = Math.min(perBlock, layout.frames - frame) * size
      const { bytesRead } = await file.read(bytes, 0, wanted, layout.offset + frame * size)
      builder.push(decodeMono(bytes.subarray(0, bytesRead), layout))
      context.progress(
        builder.sampleCount / layout.sampleRateHz,
        layout.frames / layout.sampleRateHz,
        'seconds'
      )
      if (bytesRead < wanted) break
    }
  } finally {
    await file.close()
  }
  return { builder, rateHz: layout.sampleRateHz, pcm: { where: 'original', layout }, cache: {} }
}

/** Compressed sound goes through the decoder window once. */
async function fromDecoder(input: StreamInput, cache: CachePlace, context: JobContext): Promise<Reduced> {
  const seconds = input.stream.duration / 1e6
  const keep = seconds <= KEEP_SAMPLES_SECONDS
  const name = `pcm-${input.stream.index}.s16`
  const unfinished = `${cache.path(name)}.${process.pid}.part`
  await mkdir(dirname(unfinished), { recursive: true })
  const samples = keep ? await open(unfinished, 'w') : undefined
  const builder = new PyramidBuilder(SOUND_BASE)
  let rateHz = input.stream.info.sampleRateHz ?? 0
  let complete = false
  try {
    const decoder = await context.decoder()
    const request = { fileId: input.file.id, streamIndex: input.stream.index, signal: context.signal }
    if (!decoder.runs) throw new Error('this decoder cannot reduce sound')
    for await (const runs of decoder.runs({ ...request, base: SOUND_BASE, pcm: keep })) {
      builder.pushRuns(runs.extremes, runs.sampleCount)
      rateHz = runs.sampleRateHz
      if (samples && runs.pcm)
        await samples.write(new Uint8Array(runs.pcm.buffer, runs.pcm.byteOffset, runs.pcm.byteLength))
      context.progress(builder.sampleCount / rateHz, seconds, 'seconds')
    }
    complete = !context.signal.aborted
  } finally {
    await samples?.close()
    if (!complete) await rm(unfinished, { force: true })
  }
  if (!samples || !complete) return { builder, rateHz, cache: {} }
  await rename(unfinished, cache.path(name))
  const layout = {
    offset: 0,
    format: 's16' as const,
    bigEndian: false,
    channels: 1,
    sampleRateHz: rateHz,
    frames: builder.sampleCount
  }
  return { builder, rateHz, pcm: { where: 'cache', layout }, cache: { pcm: cache.key(name) } }
}
