import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Result } from '../../../shared/domain/problem'
import { LAYOUT_ROLE, SignalLayout } from '../../../shared/signal/signal-layout'
import { formats } from '../import'
import type { CachePlace } from '../import/cache-place'
import { failed } from '../import/format'
import type { EventCollector } from '../import/format'
import { probeFile } from '../import/probe-file'
import { reason } from '../import/walk'
import type { JobContext, StreamInput } from '../protocol'
import { writeLayoutPyramid } from './layout-pyramid'
import { rebuildCache } from './rebuild-cache'
import { layoutName } from './write-layout'

/**
 * Make the pyramid of a signal stream, and in the same pass its events where import left them for later. A converted stream,
 * or one whose layout is gone from the cache, is read again as import did.
 */
export async function signalOverview(
  input: StreamInput,
  cache: CachePlace,
  context: JobContext
): Promise<Result<Record<string, string>>> {
  const index = input.stream.index
  const kept = await readLayout(cache, index)
  const rebuilt = kept ? undefined : await rebuildCache(input, cache, context)
  if (rebuilt && !rebuilt.ok) return rebuilt
  const layout = kept ?? (rebuilt?.value[LAYOUT_ROLE] ? await readLayout(cache, index) : undefined)
  if (!layout) return rebuilt ?? { ok: true, value: {} }
  const name = `signal-${index}.afp`
  const place = { path: input.path, name: basename(input.path) }
  try {
    const events = input.stream.info.eventsPending ? await collector(input, layout) : undefined
    if (events && !events.ok) return events
    const complete = await writeLayoutPyramid({
      layout,
      file: layout.file === undefined ? input.path : join(dirname(input.path), layout.file),
      target: cache.path(name),
      signal: context.signal,
      progress: (done, total) => context.progress(done, total, 'seconds'),
      records: events?.value?.take
    })
    if (!complete) return { ok: true, value: {} }
    if (events?.value) await tellEvents(input, events.value, context)
    return {
      ok: true,
      value: { ...rebuilt?.value, [LAYOUT_ROLE]: cache.key(layoutName(index)), pyramid: cache.key(name) }
    }
  } catch (error) {
    if (!isFileError(error)) throw error
    return failed(
      place,
      'unreadable',
      `cannot be read: ${reason(error)}.`,
      'Choose "Find file" on the recording, or check that you may read it and that the disk has room.'
    )
  }
}

/** The layout that import kept; undefined when it is gone or not of this version. */
async function readLayout(cache: CachePlace, index: number): Promise<SignalLayout | undefined> {
  const text = await readFile(cache.path(layoutName(index)), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return SignalLayout.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function collector(
  input: StreamInput,
  layout: SignalLayout
): Promise<Result<EventCollector | undefined>> {
  const file = await probeFile(input.path)
  const format = formats.find((candidate) => candidate.probe(file))
  return (await format?.events?.(file, layout)) ?? { ok: true, value: undefined }
}

async function tellEvents(input: StreamInput, events: EventCollector, context: JobContext): Promise<void> {
  const { tracks, schemes = [] } = events.found()
  await context.batch({ kind: 'events', streamId: input.stream.id, tracks, schemes })
}

/** What the system says of a file, which is no bug. */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
