import type { LiveAnswer } from '../../../../shared/contract/live'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../../protocol'
import { findModel } from '../list-models'
import { withReferences } from '../ops/step-references'
import type { RunnableModel } from '../runnable-model'
import { trusted } from '../self-test/trust'
import { withLabels } from '../tasks/declared'
import { startSessionThread } from '../threaded-session'
import { openLiveFaces } from './live-faces'
import type { LiveReader, LiveSaid } from './live-reader'
import { openLiveUnits } from './live-units'
import { newestOf } from './newest-of'

type LiveSpec = Extract<JobSpec, { kind: 'live' }>

/**
 * Keeps a model open and says what it thinks of the moments that come as parts, one at a time and always the newest: what
 * waited meanwhile is answered with nothing. Ends with the parts. Stopping it waits for no run of the model.
 */
export async function liveJob(spec: LiveSpec, context: JobContext): Promise<Result<JobResult>> {
  const { signal } = context
  startSessionThread()
  const opening = openReader(spec, context)
  const letGo = (): void => {
    // What goes wrong with closing what nobody waits for any more is nobody's concern.
    opening.then(async (made) => (made.ok ? made.value.dispose() : undefined)).catch(() => undefined)
  }
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  stopped.catch(() => undefined)
  try {
    const opened = await Promise.race([opening, stopped])
    if (!opened.ok) return opened
    await Promise.race([follow(opened.value, context), stopped])
    return ok({ kind: 'none' })
  } finally {
    letGo()
  }
}

async function openReader(spec: LiveSpec, context: JobContext): Promise<Result<LiveReader>> {
  const model = await usable(spec.modelId, context)
  if (!model.ok) return model
  const trust = await trusted(model.value)
  if (!trust.ok) return trust
  const manifest = withReferences(
    withLabels(model.value.manifest, spec.schemes),
    `${model.value.folder}/manifest.json`
  )
  if (!manifest.ok) return manifest
  const open = manifest.value.unit.type === 'person-frame' ? openLiveFaces : openLiveUnits
  return open({
    model: { ...model.value, manifest: manifest.value },
    item: spec.item,
    provider: spec.provider,
    threads: context.environment.threads,
    schemes: spec.schemes,
    decoder: await context.decoder(),
    signal: context.signal,
    findModel: (id) => usable(id, context)
  })
}

async function usable(id: string, { environment }: JobContext): Promise<Result<RunnableModel>> {
  const { info, model } = await findModel(environment, id)
  if (model) return ok(model)
  return info.problem ? { ok: false, error: info.problem } : fail('model', `the model "${id}" cannot be used`)
}

async function follow(reader: LiveReader, context: JobContext): Promise<void> {
  await context.batch({
    kind: 'live-open',
    provider: reader.choice.got,
    fromTracks: reader.fromTracks
  })
  const moments = newestOf(context.parts(), (part) => {
    if (part.kind === 'moment') void context.batch({ kind: 'live', ask: part.ask, answer: null })
  })
  for await (const part of moments) {
    if (part.kind !== 'moment') continue
    const answer = await answerAt(reader, part.time, context.signal)
    await context.batch({ kind: 'live', ask: part.ask, answer })
  }
}

async function answerAt(reader: LiveReader, time: number, signal: AbortSignal): Promise<LiveAnswer> {
  const begun = performance.now()
  const { place, from, until } = reader.timeline.at(time)
  const said: LiveSaid =
    place < 0
      ? { kind: 'nothing', reason: 'Nothing has been looked at yet.' }
      : await reader.read(place).catch((error: unknown): LiveSaid => {
          signal.throwIfAborted()
          const reason = error instanceof Error ? error.message : String(error)
          return { kind: 'nothing', reason: `This moment could not be read: ${reason}` }
        })
  return {
    place,
    from: Number.isFinite(from) ? from : 0,
    until: Number.isFinite(until) ? until : null,
    subjects: said.kind === 'said' ? said.subjects : [],
    ...(said.kind === 'nothing' ? { nothing: said.reason } : {}),
    tookMs: performance.now() - begun
  }
}
