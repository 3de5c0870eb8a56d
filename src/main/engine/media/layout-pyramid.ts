import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { encodePyramidHeader } from '../../../shared/signal/pyramid-file'
import { planPyramid } from '../../../shared/signal/pyramid-plan'
import { bytesOfSamples, samplesOf } from '../../../shared/signal/signal-layout'
import type { LayoutSegment, SignalLayout } from '../../../shared/signal/signal-layout'
import { levelWriters } from './level-writer'
import { RunCollector } from './run-collector'

/** Bytes of the file read at a time; two such blocks are in memory. */
const BLOCK_BYTES = 4 * 1024 * 1024

/** How often what is done so far is made readable. */
const SHOW_EVERY_MS = 700

export interface LayoutPyramidRequest {
  readonly layout: SignalLayout
  /** The file that holds the samples. */
  readonly file: string
  /** Where the pyramid goes; while it is made it has `.part` behind its name. */
  readonly target: string
  readonly signal: AbortSignal
  progress(doneSeconds: number, seconds: number): void
  /** Whole records, in order: for whoever wants something else from the same pass. Only where records hold all channels. */
  records?(bytes: Uint8Array, count: number): void
}

/**
 * Make the pyramid of a file that is read in place, in one pass over it; answers whether it is complete (a cancelled one is
 * taken away). Memory does not depend on the length: levels go to the file as they fill.
 */
export async function writeLayoutPyramid(request: LayoutPyramidRequest): Promise<boolean> {
  const { layout, target } = request
  const plan = planPyramid(layout)
  const header = encodePyramidHeader({ version: 1, channels: [...plan.channels] })
  const unfinished = `${target}.part`
  await mkdir(dirname(target), { recursive: true })
  const source = await open(request.file, 'r')
  let complete = false
  try {
    const out = await open(unfinished, 'w+')
    try {
      await out.write(header)
      await out.truncate(header.length + plan.bytes + 8)
      const collectors = layout.channels.map((channel, index) => {
        const planned = plan.channels[index]
        if (!planned) throw new Error(`channel ${index} is not planned`)
        return new RunCollector(channel, planned, levelWriters(out.fd, header.length, planned))
      })
      const show = async (doneUs: number): Promise<void> => {
        for (const collector of collectors) collector.flush()
        await out.write(new Uint8Array(new Float64Array([doneUs]).buffer), 0, 8, header.length + plan.bytes)
      }
      complete = await (recordsHoldAll(layout) ? pass : passByChannel)(source, request, collectors, show)
      if (complete) for (const collector of collectors) collector.finish()
    } finally {
      await out.close()
    }
    if (complete) await rename(unfinished, target)
  } finally {
    await source.close()
    if (!complete) await rm(unfinished, { force: true })
  }
  return complete
}

/** Whether a record holds the samples of all channels between its first and its last byte. */
const recordsHoldAll = (layout: SignalLayout): boolean =>
  layout.channels.every(({ offset }) => offset < layout.recordBytes)

type Pass = (
  source: FileHandle,
  request: LayoutPyramidRequest,
  collectors: readonly RunCollector[],
  show: (doneUs: number) => Promise<void>
) => Promise<boolean>

/** All channels block by block; the next block is read while one is reduced. */
const pass: Pass = async (source, { layout, signal, progress, records }, collectors, show) => {
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / layout.recordBytes))
  const blocks = blocksOf(layout, perBlock)
  const total = layout.records * layout.recordSeconds
  const buffers = [0, 1].map(() => new Uint8Array(perBlock * layout.recordBytes)) as [Block, Block]
  const read = async (index: number): Promise<Block> => {
    const { record, records: count } = blocks[index] ?? { record: 0, records: 0 }
    return fill(
      source,
      (index % 2 === 0 ? buffers[0] : buffers[1]).subarray(0, count * layout.recordBytes),
      layout.headerBytes + record * layout.recordBytes
    )
  }
  let next = read(0)
  let shownAt = Date.now()
  for (const [index, block] of blocks.entries()) {
    const bytes = await next
    if (signal.aborted) return false
    if (index + 1 < blocks.length) next = read(index + 1)
    for (const [at, channel] of layout.channels.entries())
      takeRecords(bytes, layout, block, channel, collectors[at])
    records?.(bytes, block.records)
    const doneUs = block.startUs + block.records * layout.recordSeconds * 1e6
    progress((block.record + block.records) * layout.recordSeconds, total)
    if (Date.now() - shownAt > SHOW_EVERY_MS) {
      await show(doneUs)
      shownAt = Date.now()
    }
  }
  return true
}

type Block = Uint8Array<ArrayBuffer>

function takeRecords(
  bytes: Block,
  layout: SignalLayout,
  block: LayoutSegment,
  channel: SignalLayout['channels'][number],
  collector: RunCollector | undefined
): void {
  const { offset, perRecord, stride } = channel
  // Samples that are evenly spaced across records are taken in one go.
  if (perRecord === 1 || layout.recordBytes === perRecord * stride) {
    const step = perRecord === 1 ? layout.recordBytes : stride
    collector?.take(bytes, offset, step, block.records * perRecord, block.startUs)
    return
  }
  for (let record = 0; record < block.records; record++)
    collector?.take(
      bytes,
      record * layout.recordBytes + offset,
      stride,
      perRecord,
      block.startUs + record * layout.recordSeconds * 1e6
    )
}

/** One channel after the other, where each lies in a part of the file of its own. */
const passByChannel: Pass = async (source, { layout, signal, progress }, collectors) => {
  const total = layout.records * layout.recordSeconds
  for (const [index, channel] of layout.channels.entries()) {
    for (const segment of layout.segments) {
      const first = segment.record * channel.perRecord
      const end = Math.min(samplesOf(layout, channel), first + segment.records * channel.perRecord)
      for (let from = first; from < end;) {
        if (signal.aborted) return false
        const to = Math.min(end, from + BLOCK_BYTES / 8)
        for (const range of bytesOfSamples(layout, channel, from, to)) {
          const bytes = await fill(source, new Uint8Array(range.stop - range.start), range.start)
          const startUs = segment.startUs + ((range.first - first) / channel.rateHz) * 1e6
          collectors[index]?.take(bytes, 0, range.stride, range.end - range.first, startUs)
        }
        from = to
      }
    }
    progress(((index + 1) / layout.channels.length) * total, total)
  }
  return true
}

/** Stretches of records without gaps inside, none longer than `most`, each with the time of its first. */
function blocksOf(layout: SignalLayout, most: number): readonly LayoutSegment[] {
  return layout.segments.flatMap(({ record, records, startUs }) =>
    Array.from({ length: Math.ceil(records / most) }, (_, index) => ({
      record: record + index * most,
      records: Math.min(most, records - index * most),
      startUs: startUs + index * most * layout.recordSeconds * 1e6
    }))
  )
}

/** Fill a buffer from a place of the file; what the file no longer has is 0. */
async function fill(source: FileHandle, buffer: Block, position: number): Promise<Block> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await source.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  if (filled < buffer.length) buffer.fill(0, filled)
  return buffer
}
