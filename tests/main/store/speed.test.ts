import { describe, expect, it } from 'vitest'
import type { Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { edit, ekman7, labelledProject, minuteOfVideo, newProject, value } from './project-fixture'

/*
 * Processor time is measured, because it does not depend on what else runs on the machine; limits are several times
 * what one core of a small server needs, so that they fail for a wrong algorithm only.
 */

/** Milliseconds of processor time that some work takes. */
function timed(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const manySegments = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    start: micros(i * 1000),
    end: micros(i * 1000 + 900),
    label: 'fear',
    confidence: 0.5,
    flagged: false,
    scores: { fear: 0.5, anger: 0.5 }
  }))

function modelRun(project: Project) {
  return project.createRun({
    modelId: 'm',
    modelName: 'M',
    scheme: ekman7,
    manifestHash: '',
    weightsHash: '',
    runtimeVersion: '',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: 1
  }).run
}

describe('speed', () => {
  it('an edit among 10,000 segments takes about a millisecond', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-paste', { trackId: 't', segments: manySegments(10_000) })
    const ids = project.segmentsOfTrack('t').map((row) => row.id)
    const pick = () => ids[Math.floor(Math.random() * ids.length)] ?? ''
    const measure = (work: (index: number) => void): number =>
      timed(() => Array.from({ length: 100 }, (_, index) => work(index))) / 100
    const label = measure((index) =>
      edit(project, 'anna', 'segment-set', { ids: [pick()], patch: { comment: `note ${index}` } })
    )
    const trim = measure(() => {
      const segment = project.get('segment', pick())
      if (segment) {
        const end = segment.end + (segment.end % 2 === 0 ? -1 : 1)
        edit(project, 'anna', 'segment-set', { ids: [segment.id], patch: { end } })
      }
    })
    const undo = measure(() => value(project.undo('anna')))
    expect(Math.max(label, trim, undo)).toBeLessThan(4)
  })

  it('10,000 predicted segments are stored in a fraction of a second', () => {
    const { project, recordingId } = labelledProject()
    const { id } = modelRun(project)
    const append = manySegments(10_000)
    const time = timed(() =>
      project.commitPredicted(id, {
        recordingId,
        tracks: [{ personKey: 'a', name: 'A', append }],
        recordingDone: true,
        timings: {},
        providerGot: 'cpu'
      })
    )
    expect(time).toBeLessThan(1000)
  })

  it('a snapshot of 10,000 tracks and 100,000 segments comes in a fraction of a second', () => {
    const project = newProject()
    const { recordingId } = value(project.commitImported(minuteOfVideo()))
    const { id } = modelRun(project)
    const append = manySegments(10)
    for (let batch = 0; batch < 10; batch++) {
      const tracks = Array.from({ length: 1000 }, (_, i) => ({
        personKey: `${batch}-${i}`,
        name: `Face ${i}`,
        append
      }))
      project.commitPredicted(id, {
        recordingId,
        tracks,
        recordingDone: true,
        timings: {},
        providerGot: 'cpu'
      })
    }
    const time = timed(() => expect(project.snapshot().counts).toHaveLength(10_000))
    expect(time).toBeLessThan(500)
  })

  it('labelling 10,000 segments at once, undoing and redoing it takes seconds at most', () => {
    const { project } = labelledProject()
    const paste = timed(() =>
      edit(project, 'anna', 'segment-paste', { trackId: 't', segments: manySegments(10_000) })
    )
    const ids = project.segmentsOfTrack('t').map((row) => row.id)
    const set = timed(() => edit(project, 'anna', 'segment-set', { ids, patch: { label: 'anger' } }))
    const one = timed(() =>
      value(
        project.apply(
          'anna',
          ids.map((id) => ({ id: 'segment-set', input: { ids: [id], patch: { label: 'joy' } } }))
        )
      )
    )
    const undo = timed(() => value(project.undo('anna')))
    const redo = timed(() => value(project.redo('anna')))
    expect(project.get('segment', ids[5] ?? '')?.label).toBe('happiness')
    expect(Math.max(paste, set, one, undo, redo)).toBeLessThan(5000)
  })
})
