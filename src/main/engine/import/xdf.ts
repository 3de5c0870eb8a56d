import { open, rm } from 'node:fs/promises'
import { fromSeconds, micros } from '../../../shared/domain/time'
import type { Problem } from '../../../shared/domain/problem'
import { eventTrack, eventTracks } from './event-track'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { spells } from './probe-file'
import { unpackGzip } from './unpack-gzip'
import { ChunkReader } from './xdf/read-chunks'
import { partsOf, placeStream } from './xdf/place-stream'
import type { PlacedStream } from './xdf/place-stream'
import { scanStreams } from './xdf/scan-streams'
import { eachSample, writeStream } from './xdf/write-stream'

const AGAIN = 'Copy it again from where it was recorded.'

/** Recordings of LabRecorder: several streams on the common clock of the lab streaming layer, markers as tracks. */
export const xdf: FileFormat = {
  id: 'xdf',
  name: 'lab streaming layer recordings (xdf)',
  extensions: ['xdf', 'xdfz', 'gz'],
  probe: ({ name, head }) =>
    spells(head, 0, 'XDF:') || (/\.(xdfz|xdf\.gz)$/i.test(name) && head[0] === 0x1f && head[1] === 0x8b),
  async read(file, context) {
    if (spells(file.head, 0, 'XDF:')) return readXdf(file, file.path, context)
    const unpacked = context.cache.path('unpacked.xdf')
    try {
      const problem = await unpackGzip(file.path, unpacked, context.signal)
      if (problem) return failed(file, 'damaged', problem, AGAIN)
      return await readXdf(file, unpacked, context)
    } finally {
      await rm(unpacked, { force: true })
    }
  }
}

async function readXdf(file: ProbedFile, path: string, context: ReadContext) {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const reader = new ChunkReader(handle, size, 4)
    const scan = await scanStreams(reader, context.signal, () => undefined)
    if (scan.streams.length === 0)
      return failed(file, 'damaged', 'begins as XDF but no stream in it can be read.', AGAIN)
    const warnings = damageOf(file, reader)
    const placed = scan.streams.map(placeStream)
    const filled = placed.filter(({ stamps }) => stamps.length > 0)
    const start = filled.reduce(
      (first, { stamps }) => Math.min(first, least(stamps)),
      Number.POSITIVE_INFINITY
    )
    const streams: Found['streams'][number][] = []
    const events: ReturnType<typeof eventTrack>[] = []
    for (const one of placed) {
      if (context.signal.aborted) break
      const { header } = one.stream
      if (one.stamps.length === 0) continue
      if (header.format === 'string' || areCodes(one)) {
        events.push(await trackOf(one, start, handle))
        continue
      }
      for (const [part, grid] of partsOf(one).entries()) {
        const written = await writeStream(handle, one, grid, streams.length, context.cache, context.signal)
        if (typeof written === 'string') {
          warnings.push(
            fileProblem(
              file,
              'stream',
              `has a stream "${header.name}" that ${written}.`,
              'The other streams were read.',
              'warning'
            )
          )
          continue
        }
        warnings.push(...rateWarnings(file, one, part === 0, written.crowded))
        streams.push({
          kind: 'signal',
          name: part === 0 ? header.name : `${header.name}, part ${part + 1}`,
          index: streams.length,
          duration: fromSeconds(written.seconds),
          offset: micros((written.first - start) * 1e6),
          driftPpm: 0,
          sync: { method: 'clock', anchors: [] },
          info: {
            codec: 'xdf',
            channels: [...written.channels],
            ...(one.clockFit ? { clockFit: one.clockFit } : {}),
            ...(scan.startedAt === undefined ? {} : { startedAt: scan.startedAt }),
            extra: { xdf: { ...factsOf(one), partStretches: grid.stretches } }
          },
          cache: written.cache
        })
      }
    }
    const empty = placed.filter(({ stamps }) => stamps.length === 0).map(({ stream }) => stream.header.name)
    if (empty.length > 0)
      warnings.push(
        fileProblem(
          file,
          'empty-streams',
          `has ${empty.length === 1 ? 'a stream' : `${empty.length} streams`} without samples: ${empty.join(', ')}.`,
          'Nothing was sent on it while the file was recorded.',
          'info'
        )
      )
    const durationSeconds = Math.max(
      0,
      ...streams.map(({ offset = 0, duration }) => (offset + duration) / 1e6),
      ...events.flatMap(({ tracks }) => tracks.flatMap(({ segments }) => (segments.at(-1)?.end ?? 0) / 1e6))
    )
    return {
      ok: true as const,
      value: {
        container: 'xdf',
        playback: 'none' as const,
        durationSeconds,
        streams,
        ...eventTracks(events),
        warnings
      }
    }
  } finally {
    await handle.close()
  }
}

/** Numbers that come when they like, one at a time, few different whole ones: event codes. */
function areCodes({ stream }: PlacedStream): boolean {
  const { nominalRateHz, channels, format, type } = stream.header
  return (
    nominalRateHz === 0 &&
    channels.length === 1 &&
    (/mark|event|stim|trig/i.test(type) || format.startsWith('int'))
  )
}

async function trackOf(
  { stream, stamps }: PlacedStream,
  start: number,
  handle: Awaited<ReturnType<typeof open>>
): Promise<ReturnType<typeof eventTrack>> {
  const texts = stream.header.format === 'string' ? stream.texts : await codesOf(handle, stream)
  return eventTrack(
    Array.from(stamps, (time, i) => ({ time: time - start, text: (texts[i] ?? []).join(' ').trim() })),
    { name: stream.header.name, authorName: stream.header.name }
  )
}

async function codesOf(
  handle: Awaited<ReturnType<typeof open>>,
  stream: PlacedStream['stream']
): Promise<readonly (readonly string[])[]> {
  const codes: string[][] = []
  await eachSample(handle, stream, 0, stream.stamps.length - 1, (_, read) => codes.push([String(read(0))]))
  return codes
}

const least = (stamps: Float64Array): number =>
  stamps.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY)

/** What the file says of a stream, on the common clock in seconds. */
function factsOf({
  stream,
  stamps,
  stretches,
  effectiveRateHz,
  leftOut
}: PlacedStream): Record<string, unknown> {
  const { header, id, clockTimes } = stream
  return {
    id,
    type: header.type,
    format: header.format,
    nominalRateHz: header.nominalRateHz,
    effectiveRateHz,
    samples: stamps.length,
    first: stamps[0],
    last: stamps.at(-1),
    stretches,
    clockMeasurements: clockTimes.length,
    ...(leftOut > 0 ? { leftOut } : {}),
    ...(header.host ? { host: header.host } : {}),
    ...(header.sourceId ? { sourceId: header.sourceId } : {})
  }
}

function damageOf(file: ProbedFile, reader: ChunkReader): Problem[] {
  const [first] = reader.damage
  if (first === undefined) return []
  return reader.cutOff && reader.damage.length === 1
    ? [
        fileProblem(
          file,
          'cut-off',
          `ends inside a chunk that begins at byte ${first}.`,
          `What stands before it was read. ${AGAIN}`,
          'warning'
        )
      ]
    : [
        fileProblem(
          file,
          'damaged',
          `has ${reader.damage.length} damaged ${reader.damage.length === 1 ? 'place' : 'places'}, the first at byte ${first}.`,
          `Samples up to the boundary behind each were left out, and are gaps. ${AGAIN}`,
          'warning'
        )
      ]
}

function rateWarnings(file: ProbedFile, placed: PlacedStream, first: boolean, crowded: number): Problem[] {
  const { stream, effectiveRateHz: real } = placed
  const { name, nominalRateHz: told } = stream.header
  const differs = first && told > 0 && real > 0 && Math.abs(told - real) / told > 0.1
  return [
    ...(differs
      ? [
          fileProblem(
            file,
            'rate',
            `has a stream "${name}" that says ${told} Hz but was recorded at ${real.toFixed(3)} Hz.`,
            'The recorded rate is used.',
            'warning'
          )
        ]
      : []),
    ...(crowded > 0
      ? [
          fileProblem(
            file,
            'crowded',
            `has a stream "${name}" with ${crowded} samples at the time of others; they were left out.`,
            'Its clock may have jumped back while it was recorded.',
            'warning'
          )
        ]
      : [])
  ]
}
