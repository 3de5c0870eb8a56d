import { describe, expect, it } from 'vitest'
import {
  documentOf,
  edit,
  labelledProject,
  minuteOfVideo,
  newProject,
  problem,
  reopen,
  value
} from './project-fixture'

const second = 1_000_000
const segment = (id: string, start: number, end: number, label = 'anger') => ({
  trackId: 't',
  id,
  start: start * second,
  end: end * second,
  label
})

describe('undo and redo', () => {
  it('U1: undo restores the rows exactly as they were before the edit', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', {
      ...segment('a', 1, 2),
      comment: 'frowns',
      confidence: 0.5,
      intensity: 3
    })
    const before = documentOf(project)
    edit(project, 'anna', 'segment-set', {
      ids: ['a'],
      patch: { label: 'happiness', comment: null, start: 0 }
    })
    expect(documentOf(project)).not.toEqual(before)
    expect(value(project.undo('anna'))?.title).toBe('Label 1 segment Happiness')
    expect(documentOf(project)).toEqual(before)
  })

  it('U2: undo reaches back to the first edit, across closing and opening', () => {
    let { project } = labelledProject()
    for (let i = 0; i < 30; i++) edit(project, 'anna', 'segment-create', segment(`s${i}`, i, i + 1))
    project = reopen(project)
    for (let i = 0; i < 34; i++) expect(value(project.undo('anna'))).toBeDefined()
    expect(value(project.undo('anna'))).toBeUndefined()
    expect(documentOf(project)).toMatchObject({ segments: [], tracks: [], authors: [], schemes: [] })
    expect(project.all('recording')).toHaveLength(1)
    for (let i = 0; i < 34; i++) expect(value(project.redo('anna'))).toBeDefined()
    expect(value(project.redo('anna'))).toBeUndefined()
    expect(project.all('segment')).toHaveLength(30)
  })

  it('U3: redo is lost after a new edit by the same author, and kept after one by somebody else', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', segment('a', 1, 2))
    value(project.undo('anna'))
    edit(project, 'ben', 'person-save', { id: 'p', name: 'Guest' })
    expect(project.snapshot('anna').canRedo).toBe('New segment Anger')
    edit(project, 'anna', 'segment-create', segment('b', 3, 4))
    expect(project.snapshot('anna').canRedo).toBeUndefined()
    expect(value(project.redo('anna'))).toBeUndefined()
  })

  it('U4: undo is refused with a hint when somebody else changed the same rows since, and allowed once they undid it', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', segment('a', 1, 2))
    edit(project, 'ben', 'segment-set', { ids: ['a'], patch: { label: 'fear' } })
    const refused = problem(project.undo('anna'))
    expect(refused).toMatchObject({ code: 'undo.changed-since' })
    expect(refused.message).toContain('Ben changed the same rows since ("Label 1 segment Fear")')
    expect(refused.hint).toContain('history')
    expect(project.get('segment', 'a')?.label).toBe('fear')
    value(project.undo('ben'))
    value(project.undo('anna'))
    expect(project.get('segment', 'a')).toBeUndefined()
  })

  it('U4: redo is refused when somebody else changed the same rows since', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', segment('a', 1, 2))
    edit(project, 'anna', 'segment-set', { ids: ['a'], patch: { label: 'fear' } })
    value(project.undo('anna'))
    edit(project, 'ben', 'segment-set', { ids: ['a'], patch: { comment: 'unsure' } })
    expect(problem(project.redo('anna')).message).toContain('cannot be redone: Ben changed')
    expect(project.get('segment', 'a')).toMatchObject({ label: 'anger', comment: 'unsure' })
  })

  it('U5: redo restores exactly what undo took away, and can be undone again', () => {
    const { project } = labelledProject()
    const empty = documentOf(project)
    edit(project, 'anna', 'segment-create', segment('a', 1, 2))
    edit(project, 'anna', 'segment-create', segment('b', 2, 3))
    const full = documentOf(project)
    for (let round = 0; round < 3; round++) {
      value(project.undo('anna'))
      value(project.undo('anna'))
      expect(documentOf(project)).toEqual(empty)
      value(project.redo('anna'))
      value(project.redo('anna'))
      expect(documentOf(project)).toEqual(full)
    }
  })

  it("U6: undo takes back one's own last edit, never somebody else's", () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', segment('a', 1, 2))
    edit(project, 'ben', 'segment-create', segment('b', 3, 4))
    value(project.undo('anna'))
    expect(project.all('segment').map((row) => row.id)).toEqual(['b'])
  })

  it('a batch of commands is one undo step', () => {
    const { project } = labelledProject()
    const before = documentOf(project)
    const applied = value(
      project.apply('anna', [
        { id: 'segment-create', input: segment('a', 1, 2) },
        { id: 'segment-create', input: segment('b', 2, 3) },
        { id: 'segment-set', input: { ids: ['a'], patch: { label: 'fear' } } },
        { id: 'segment-delete', input: { ids: ['b'] } }
      ])
    )
    expect(applied.createdIds).toEqual(['a'])
    expect(project.get('segment', 'a')?.label).toBe('fear')
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(before)
  })

  it('a batch with one refused command changes nothing', () => {
    const { project } = labelledProject()
    const before = documentOf(project)
    const revision = project.revision()
    const result = project.apply('anna', [
      { id: 'segment-create', input: segment('a', 1, 2) },
      { id: 'segment-create', input: segment('b', 3, 4, 'no-such-label') }
    ])
    expect(problem(result).message).toContain('no label "no-such-label"')
    expect(documentOf(project)).toEqual(before)
    expect(project.revision()).toBe(revision)
  })

  it('undo never makes segments overlap where the track forbids it', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', segment('a', 1, 3))
    edit(project, 'anna', 'segment-delete', { ids: ['a'] })
    edit(project, 'ben', 'segment-create', segment('b', 2, 4))
    expect(problem(project.undo('anna')).code).toBe('segment.overlap')
    expect(project.all('segment').map((row) => row.id)).toEqual(['b'])
  })

  it('undoing and redoing an import keeps the cache files that were made meanwhile', () => {
    const project = newProject()
    const { fileId, streamIds } = value(project.commitImported(minuteOfVideo(), { authorId: 'anna' }))
    const streamId = streamIds[0] ?? ''
    project.addCache(streamId, { frames: 'cache/frames.bin' })
    project.updateFile(fileId, { missing: true })
    expect(value(project.undo('anna'))?.title).toBe('Import interview.mp4')
    expect(project.all('recording')).toEqual([])
    expect(project.all('stream')).toEqual([])
    value(project.redo('anna'))
    expect(project.get('stream', streamId)?.cache).toEqual({ frames: 'cache/frames.bin' })
    expect(project.get('file', fileId)?.missing).toBe(true)
  })

  it('undoing an offset keeps the cache files that were made after it', () => {
    const project = newProject()
    const { streamIds } = value(project.commitImported(minuteOfVideo(), { authorId: 'anna' }))
    const id = streamIds[1] ?? ''
    edit(project, 'anna', 'stream-sync', { id, offset: 250_000 })
    expect(project.all('recording')[0]?.duration).toBe(60_250_000)
    project.addCache(id, { peaks: 'cache/peaks.bin' })
    value(project.undo('anna'))
    expect(project.get('stream', id)).toMatchObject({ offset: 0, cache: { peaks: 'cache/peaks.bin' } })
    expect(project.all('recording')[0]?.duration).toBe(60_000_000)
  })

  it('a file found again by hand is missing again after undo, at its old place', () => {
    const project = newProject()
    const { fileId } = value(project.commitImported(minuteOfVideo(), { authorId: 'anna' }))
    project.updateFile(fileId, { missing: true })
    edit(project, 'anna', 'file-set', { id: fileId, path: '/new/interview.mp4' })
    project.updateFile(fileId, { proxyPath: 'cache/proxy.mp4' })
    expect(project.get('file', fileId)).toMatchObject({ path: '/new/interview.mp4', missing: false })
    value(project.undo('anna'))
    expect(project.get('file', fileId)).toMatchObject({
      path: '/media/interview.mp4',
      missing: true,
      proxyPath: 'cache/proxy.mp4'
    })
  })

  it('undoing an import is refused while somebody else has labels on it', () => {
    const project = newProject()
    const { recordingId } = value(project.commitImported(minuteOfVideo(), { authorId: 'anna' }))
    edit(project, 'ben', 'author-save', { id: 'ben', name: 'Ben' })
    edit(project, 'ben', 'scheme-save', {
      document: {
        schema: 'affectory.labels/1',
        id: 'two',
        name: 'Two',
        attributes: [{ id: 'x', type: 'categorical', unit: 'segment', labels: [{ id: 'yes' }] }]
      }
    })
    edit(project, 'ben', 'track-create', { id: 't', recordingId, schemeId: 'two' })
    expect(problem(project.undo('anna')).code).toBe('edit.in-use')
    expect(project.all('recording')).toHaveLength(1)
  })
})
