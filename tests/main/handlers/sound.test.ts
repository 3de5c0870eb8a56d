import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { soundHandlers } from '../../../src/main/handlers/sound'
import { readTrace, takesOfTrack } from '../../../src/shared/trace/read-trace'
import type { JobOutcome, JobRequest } from '../../../src/main/handlers/job-board'
import type { SoundSeries } from '../../../src/shared/audio/sound-feature'
import { calls } from '../../../src/shared/contract'
import { traceDims } from '../../../src/shared/trace/trace-dims'
import { labelledProject, problem, value } from '../store/project-fixture'

const series = (values: readonly number[], dims: readonly string[] = ['value']): SoundSeries => ({
  ...{ rateHz: 100, startSeconds: 0, dims, values: Float32Array.from(values), samples: 1600 }
})

/** Handlers of a project whose jobs answer what `outcome` says, one after the other. */
function desk(outcomes: readonly JobOutcome[]) {
  const { project, recordingId } = labelledProject()
  const started: string[] = []
  const left = [...outcomes]
  const context = {
    open: { project },
    emit: () => undefined,
    board: {
      start(request: JobRequest) {
        started.push(request.title)
        const outcome = left.shift()
        if (outcome) request.ended?.(outcome)
        return 'job'
      }
    }
  } as unknown as HandlerContext
  const sound = project.all('stream').find(({ kind }) => kind === 'audio')
  const handlers = soundHandlers(context)
  const query = (more: object = {}) =>
    calls['sound.keepLane'].input.parse({
      ...{ streamId: sound?.id, authorId: 'anna', feature: { kind: 'f0' }, ...more }
    })
  return { project, recordingId, handlers, query, started }
}

const done = (result: SoundSeries): JobOutcome => ({
  state: 'done',
  result: { kind: 'sound-series', series: result }
})

describe('a feature of a sound kept as a lane', () => {
  test('is a trace of the annotator on the clock of the sound, with a scale that holds it', async () => {
    const { project, handlers, query } = desk([done(series([NaN, 200, 210, NaN]))])
    const kept = value(await handlers['sound.keepLane'](query()))
    const track = project.get('track', kept?.trackId ?? '')
    if (!track) throw new Error('no track')
    expect(track).toMatchObject({ name: 'Pitch', kind: 'trace', authorId: 'anna', schemeId: 'sound-f0' })
    expect(track.streamId).toBe(project.all('stream').find(({ kind }) => kind === 'audio')?.id)
    const trace = readTrace(project, track, takesOfTrack(project, track.id), {
      ...{ withLag: false, from: 0, to: 40_000 }
    })
    expect([...(trace.values[0] ?? [])]).toEqual([NaN, 200, 210, NaN])
    const [dim] = traceDims(project.get('scheme', 'sound-f0'), 'feature', ['value'])
    expect(dim?.min).toBeLessThan(200)
    expect(dim?.max).toBeGreaterThan(210)
  })

  test('takes the place of the one before, in one edit that is undone as one', async () => {
    const { project, handlers, query, started } = desk([
      done(series([200])),
      done(series([300, 310], ['value']))
    ])
    const first = value(await handlers['sound.keepLane'](query()))
    const second = value(await handlers['sound.keepLane'](query()))
    // The second time nothing is computed: what is asked for is the same.
    expect(second).toEqual(first)
    expect(started).toHaveLength(1)
    expect(takesOfTrack(project, first?.trackId ?? '')).toHaveLength(1)
    const other = value(
      await handlers['sound.keepLane'](query({ feature: { kind: 'f0', fMin: 100, fMax: 400 } }))
    )
    expect(other?.trackId).not.toBe(first?.trackId)
    value(project.undo('anna'))
    expect(project.get('track', other?.trackId ?? '')).toBeUndefined()
  })

  test('that is cancelled keeps nothing and is computed when it is asked for again', async () => {
    const { project, handlers, query, started } = desk([{ state: 'cancelled' }, done(series([220]))])
    expect(value(await handlers['sound.keepLane'](query()))).toBeUndefined()
    expect(project.all('track').filter(({ kind }) => kind === 'trace')).toEqual([])
    expect(value(await handlers['sound.keepLane'](query()))).toBeDefined()
    expect(started).toHaveLength(2)
  })

  test('without a value, or of a channel that is not there, is refused in words', async () => {
    const { handlers, query } = desk([done(series([NaN, NaN]))])
    expect(problem(await handlers['sound.keepLane'](query())).message).toContain('no value')
    expect(problem(await handlers['sound.keepLane'](query({ channel: 4 }))).message).toContain(
      'channel 5 does not exist'
    )
  })
})
