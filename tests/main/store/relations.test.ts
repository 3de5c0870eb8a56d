import { describe, expect, it } from 'vitest'
import type { Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { edit, ekman7, labelledProject, minuteOfVideo, problem, value } from './project-fixture'

/** `count` segments of a second each on track t, the ids s0, s1 ... */
function linked(count = 4): { project: Project; recordingId: string } {
  const made = labelledProject()
  edit(made.project, 'anna', 'segment-paste', {
    trackId: 't',
    segments: Array.from({ length: count }, (_, i) => ({
      id: `s${i}`,
      start: micros(i * 1000),
      end: micros(i * 1000 + 900),
      text: `turn ${i}`
    }))
  })
  return made
}
const link = (project: Project, from: number, to: number, author = 'anna') =>
  edit(project, author, 'relation-create', { fromId: `s${from}`, toId: `s${to}` })
const links = (project: Project): string[] =>
  project.all('relation').map(({ fromId, toId }) => `${fromId}>${toId}`)

describe('links in the project', () => {
  it('go with a deleted segment at either end and come back with one undo', () => {
    const { project } = linked()
    link(project, 1, 0)
    link(project, 2, 1)
    link(project, 3, 2)
    edit(project, 'anna', 'segment-delete', { ids: ['s1'] })
    expect(links(project)).toEqual(['s3>s2'])
    value(project.undo('anna'))
    expect(links(project).toSorted()).toEqual(['s1>s0', 's2>s1', 's3>s2'])
    value(project.redo('anna'))
    expect(links(project)).toEqual(['s3>s2'])
  })

  it('go with their track, and with their recording', () => {
    const first = linked()
    link(first.project, 1, 0)
    edit(first.project, 'anna', 'track-delete', { ids: ['t'] })
    expect(links(first.project)).toEqual([])
    value(first.project.undo('anna'))
    expect(links(first.project)).toEqual(['s1>s0'])
    edit(first.project, 'anna', 'recording-delete', { ids: [first.recordingId] })
    expect(links(first.project)).toEqual([])
    value(first.project.undo('anna'))
    expect(links(first.project)).toEqual(['s1>s0'])
  })

  it('go with a segment that another one is written over', () => {
    const { project } = linked()
    link(project, 2, 1)
    edit(project, 'anna', 'segment-create', { trackId: 't', start: 1000, end: 1900, onOverlap: 'replace' })
    expect(links(project)).toEqual([])
  })

  it('stay when segments are merged, though one of them is deleted by it', () => {
    const { project } = linked()
    link(project, 3, 2)
    edit(project, 'anna', 'segment-merge', { ids: ['s1', 's2'] })
    expect(links(project)).toEqual(['s3>s1'])
  })

  it('stay when their recording becomes part of another', () => {
    const { project, recordingId } = linked()
    link(project, 1, 0)
    const { recordingId: into } = value(project.commitImported(minuteOfVideo('room.mp4')))
    expect(project.relationsOfRecording(into)).toEqual([])
    edit(project, 'anna', 'recordings-join', { into, ids: [recordingId] })
    expect(project.relationsOfRecording(into)).toHaveLength(1)
  })

  it('to a prediction go when a running model replaces it', () => {
    const { project, recordingId } = linked()
    const { run } = project.createRun({
      modelId: 'm',
      modelName: 'M',
      scheme: ekman7,
      manifestHash: '',
      weightsHash: '',
      runtimeVersion: '',
      providerAsked: 'cpu',
      options: {},
      itemsTotal: 1
    })
    const predict = (replaceFrom?: number) =>
      project.commitPredicted(run.id, {
        recordingId,
        tracks: [
          {
            personKey: 'p',
            name: 'Face',
            append: [{ start: micros(0), end: micros(1000), label: 'fear', flagged: false }],
            replaceFrom
          }
        ],
        recordingDone: false,
        timings: {},
        providerGot: 'cpu'
      })
    const [trackId = ''] = predict().trackIds
    const toId = project.segmentsOfTrack(trackId)[0]?.id
    edit(project, 'anna', 'relation-create', { fromId: 's0', toId })
    predict(0)
    expect(links(project)).toEqual([])
  })

  it('tell the window which recording to read again', () => {
    const { project, recordingId } = linked()
    const made = link(project, 1, 0)
    expect(made).toMatchObject({ tables: ['relation'], recordingIds: [recordingId] })
  })

  it('keep others from undoing what they are tied to', () => {
    const { project } = linked()
    link(project, 1, 0, 'ben')
    expect(problem(project.undo('anna')).code).toBe('edit.in-use')
  })

  it('are exported with the segments they join', () => {
    const { project } = linked()
    link(project, 1, 0)
    link(project, 2, 0, 'ben')
    const all = { recordingIds: [], authorIds: [], includeFrames: false }
    expect(project.exportDataset(all).relations).toHaveLength(2)
    // Ben has no track, so nobody could have chosen him: his links come with the segments.
    expect(project.exportDataset({ ...all, authorIds: ['anna'] }).relations).toHaveLength(2)
    expect(project.exportDataset({ ...all, authorIds: ['anna'] }).authors.map(({ id }) => id)).toContain(
      'ben'
    )
  })

  it('of 20,000 segments cost a single edit next to nothing', () => {
    const { project } = linked(20_000)
    value(
      project.apply(
        'anna',
        Array.from({ length: 10_000 }, (_, i) => ({
          id: 'relation-create',
          input: { fromId: `s${i + 1}`, toId: `s${i}` }
        }))
      )
    )
    const timed = (work: () => void): number => {
      const start = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }
    const one = timed(() => {
      for (let i = 0; i < 50; i++) edit(project, 'anna', 'segment-delete', { ids: [`s${i * 7 + 3}`] })
    })
    // A scan of 10,000 links takes about 20 ms each; the index about 0.1 ms. Limit far from both.
    expect(one / 50).toBeLessThan(8)
    const all = timed(() => edit(project, 'anna', 'track-delete', { ids: ['t'] }))
    expect(links(project)).toEqual([])
    expect(all).toBeLessThan(8000)
  }, 60_000)
})
