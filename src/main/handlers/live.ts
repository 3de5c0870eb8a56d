import type { LiveAnswer, LiveStream } from '../../shared/contract/live'
import type { ModelInfo } from '../../shared/domain/model'
import { fail, ok, type Problem, type Result } from '../../shared/domain/problem'
import { liveRefusal } from '../../shared/live/live-refusal'
import type { JobBatch } from '../engine/protocol'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import type { JobOutcome, OpenJob } from './job-board'
import { usableModel } from './model-list'
import { itemToLookAt, missingUpstream } from './prediction-items'
import { schemesOfModel } from './schemes-of-model'
import { withProject } from './with-project'

/** A model that follows the playhead of this window. */
interface Stream {
  readonly streamId: string
  readonly project: Project
  readonly recordingId: string
  readonly job: OpenJob
  /** Asked and not answered yet. */
  readonly asked: Map<number, (answer: Result<LiveAnswer | null>) => void>
}

/** What a model says of what plays now. One model at a time is kept open for it; nothing of it is stored. */
export function liveHandlers(context: HandlerContext): Area<'live.start' | 'live.ask' | 'live.stop'> {
  let current: Stream | undefined
  let count = 0

  const close = (stream: Stream | undefined): void => {
    if (!stream) return
    if (current === stream) current = undefined
    stream.job.stop()
  }

  const open = (project: Project, model: ModelInfo, recordingId: string): Promise<Result<LiveStream>> => {
    const item = itemToLookAt(project, recordingId, model)
    if (!item)
      return Promise.resolve(fail('live-item', `${model.name} finds nothing in this recording to look at.`))
    const streamId = `live-${++count}`
    const asked: Stream['asked'] = new Map()
    return new Promise((resolve) => {
      const end = (outcome: JobOutcome): void => {
        if (current?.streamId === streamId) current = undefined
        const error = problemOf(outcome, model)
        resolve({ ok: false, error })
        for (const answer of asked.values()) answer({ ok: false, error })
        asked.clear()
      }
      const batch = (content: JobBatch): void => {
        if (content.kind === 'live-open') {
          const { provider, fromTracks } = content
          resolve(ok({ streamId, provider, fromTracks }))
        }
        if (content.kind !== 'live') return
        asked.get(content.ask)?.(ok(content.answer))
        asked.delete(content.ask)
      }
      const schemes = schemesOfModel(project, context.paths.schemes, model)
      const { provider } = context.settings.get()
      const job = context.board.open(
        { kind: 'live', modelId: model.id, item, provider, schemes },
        { batch, ended: end }
      )
      current = { streamId, project, recordingId, job, asked }
    })
  }

  return {
    'live.start': ({ modelId, recordingId }) =>
      withProject(context, async (project) => {
        close(current)
        if (isBlind(project, recordingId)) return blind
        const usable = await usableModel(context.board, modelId)
        if (!usable.ok) return usable
        const { model } = usable.value
        const refusal = liveRefusal(model)
        if (refusal !== undefined) return fail('live-model', refusal, 'Run it on the recording instead.')
        if (missingUpstream(project, model, [recordingId]))
          return fail(
            'upstream',
            `${model.name} stands on what another model says, which has not looked at this recording yet.`,
            'Run that model on the recording first.'
          )
        // Whoever began meanwhile gives way to the newest.
        close(current)
        return open(project, model, recordingId)
      }),
    'live.ask': ({ streamId, time }) => {
      const stream = current
      if (stream?.streamId !== streamId || stream.project !== context.open.project) {
        if (stream && stream.project !== context.open.project) close(stream)
        return over
      }
      // Who looks may have changed since it began.
      if (isBlind(stream.project, stream.recordingId)) {
        close(stream)
        return blind
      }
      const ask = ++count
      return new Promise((resolve) => {
        stream.asked.set(ask, resolve)
        stream.job.give({ kind: 'moment', ask, time })
      })
    },
    'live.stop': ({ streamId }) => {
      if (current?.streamId === streamId) close(current)
      return ok(undefined)
    }
  }
}

const isBlind = (project: Project, recordingId: string): boolean =>
  project.viewer().blindRecordingIds.includes(recordingId)

const blind = fail(
  'blind.model',
  'This recording is being labelled blind, so what a model says about it is hidden.',
  'Let the model follow when the work is locked.'
)

const ended: Problem = {
  code: 'live-over',
  message: 'Live prediction has ended.',
  hint: 'Start it again.',
  severity: 'info'
}
const over = { ok: false, error: ended } as const

function problemOf(outcome: JobOutcome, model: ModelInfo): Problem {
  switch (outcome.state) {
    case 'failed':
      return outcome.problem
    case 'interrupted':
      return {
        code: 'live-crash',
        message: `${model.name} stopped while it followed the playhead, because the process that computes ended unexpectedly.`,
        hint: 'Nothing is lost. Start it again; if it stops again, run it on the recording instead.',
        severity: 'error'
      }
    case 'done':
    case 'cancelled':
      return ended
  }
}
