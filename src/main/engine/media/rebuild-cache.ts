import type { Result } from '../../../shared/domain/problem'
import { formats } from '../import'
import type { CachePlace } from '../import/cache-place'
import { failed } from '../import/format'
import { probeFile } from '../import/probe-file'
import { reason } from '../import/walk'
import type { JobContext, StreamInput } from '../protocol'

/** Make the cache files of a stream again by reading its file once more, as import did: signal pyramids and frame tables. */
export async function rebuildCache(
  input: StreamInput,
  cache: CachePlace,
  context: JobContext
): Promise<Result<Record<string, string>>> {
  try {
    const file = await probeFile(input.path)
    const format = formats.find((candidate) => candidate.probe(file))
    const found = await format?.read(file, {
      signal: context.signal,
      cache,
      ffmpegPath: context.environment.ffmpegPath,
      options: input.stream.info.import,
      // What was asked at import is answered in the row.
      ask: () => undefined
    })
    if (found && !found.ok) return found
    const streams = [
      ...(found?.value.streams ?? []),
      ...(found?.value.recordings ?? []).flatMap(({ streams: own }) => own)
    ]
    const stream = streams.find(
      ({ kind, index }) => kind === input.stream.kind && index === input.stream.index
    )
    return { ok: true, value: { ...(stream?.cache ?? {}) } }
  } catch (error) {
    return failed(
      { path: input.path, name: input.path },
      'unreadable',
      `cannot be read: ${reason(error)}.`,
      'Choose "Find file" on the recording, or check that you may read it.'
    )
  }
}
