import { describe, expect, test } from 'vitest'
import type { Project } from '../../../src/main/store'
import { at, blindStudy, lane, SECRET } from './blind-study'
import { edit, ekman7, minuteOfVideo, problem, reopen, value } from './project-fixture'

const tracks = (project: Project): readonly string[] => project.all('track').map(({ id }) => id)
const saysSecret = (rows: unknown): boolean => JSON.stringify(rows).includes(SECRET)

describe('blind work', () => {
  test('hides the lanes of everybody else on its recordings, and only there', () => {
    const { project, recordingId } = blindStudy()
    expect(tracks(project)).toEqual(['t', 'ben-here', 'ben-there'])
    value(project.viewAs('anna', false))
    expect(tracks(project)).toEqual(['t', 'ben-there'])
    expect(project.segmentsOfRecording(recordingId).map(({ id }) => id)).toEqual(['mine'])
    expect(project.snapshot('anna').viewer).toEqual({ authorId: 'anna', blindRecordingIds: [recordingId] })
  })

  test('the reviewer sees both lanes, and the two annotators see their own only', () => {
    const { project, recordingId } = blindStudy()
    edit(project, 'lea', 'assignment-save', {
      id: 'v',
      name: 'Round 1',
      authorId: 'ben',
      blind: true,
      tracks: [lane],
      recordingIds: [recordingId]
    })
    const seenBy = (who: string): readonly string[] => {
      value(project.viewAs(who, true))
      return project.segmentsOfRecording(recordingId).map(({ id }) => id)
    }
    expect(seenBy('anna')).toEqual(['mine'])
    expect(seenBy('ben')).toEqual(['ben-here-1'])
    expect([...seenBy('lea')].sort()).toEqual(['ben-here-1', 'mine'])
  })

  test('survives closing the project', () => {
    const { project } = blindStudy()
    value(project.viewAs('anna', false))
    const again = reopen(project)
    expect(again.viewer().authorId).toBe('anna')
    expect(tracks(again)).toEqual(['t', 'ben-there'])
  })

  test('leaving it for another annotator must be confirmed and is in the history', () => {
    const { project } = blindStudy()
    value(project.viewAs('anna', false))
    expect(problem(project.viewAs('ben', false)).code).toBe('session.blind')
    expect(project.viewer().authorId).toBe('anna')
    value(project.viewAs('ben', true))
    expect(project.history({ limit: 1 })[0]).toMatchObject({
      authorName: 'Anna',
      title: 'Switch to Ben from Anna, whose blind work is open'
    })
    expect(problem(project.viewAs('nobody', true)).code).toBe('author.unknown')
  })

  test('ends when the lead has locked all of it', () => {
    const { project, itemId } = blindStudy()
    value(project.viewAs('anna', false))
    edit(project, 'anna', 'item-set', { ids: [itemId], state: 'started', at })
    expect(
      problem(project.apply('anna', [{ id: 'item-set', input: { ids: [itemId], state: 'locked', at } }])).code
    ).toBe('item.step')
    value(project.viewAs('lea', true))
    edit(project, 'lea', 'item-set', { ids: [itemId], state: 'locked', at })
    value(project.viewAs('anna', true))
    expect(project.viewer().blindRecordingIds).toEqual([])
    expect(tracks(project)).toContain('ben-here')
  })

  test('hides gold standards, models, frames, links, takes and answers too, and keeps the words of a transcript', () => {
    const { project, recordingId } = blindStudy()
    const { run } = project.createRun({
      modelId: 'm',
      modelName: 'Model',
      scheme: ekman7,
      manifestHash: 'x',
      weightsHash: 'y',
      runtimeVersion: '1',
      providerAsked: 'cpu',
      options: {},
      itemsTotal: 1
    })
    project.commitPredicted(run.id, {
      recordingId,
      tracks: [
        {
          personKey: 'p',
          name: SECRET,
          append: [{ start: 0, end: 9, label: 'joy', flagged: false } as never]
        }
      ],
      frames: {
        chunk: 0,
        count: 1,
        columns: ['a'],
        pts: new Float64Array([0]),
        data: new Float32Array([1])
      },
      recordingDone: true,
      timings: {},
      providerGot: 'cpu'
    })
    const frames = project.all('track').find(({ kind }) => kind === 'frames')?.id ?? ''
    edit(project, 'ben', 'relation-create', {
      kind: 'cause',
      fromId: 'ben-here-1',
      toId: 'mine',
      comment: SECRET
    })
    value(
      project.commitImported(
        {
          ...minuteOfVideo('words.srt'),
          contentHash: 'w',
          streams: [],
          tracks: [
            {
              name: 'Words',
              authorName: 'Subtitles',
              schemeId: 'ekman7',
              attributeId: 'emotion',
              kind: 'utterances',
              segments: [
                {
                  start: 0,
                  end: 9,
                  text: 'Good morning',
                  label: 'anger',
                  comment: SECRET,
                  flagged: true
                } as never
              ]
            }
          ]
        },
        { into: recordingId }
      )
    )
    expect(project.framesOf(frames, 0, 99)?.count).toBe(1)
    value(project.viewAs('anna', false))
    expect(project.framesOf(frames, 0, 99)).toBeUndefined()
    expect(project.relationsOfRecording(recordingId)).toEqual([])
    expect(project.all('relation')).toEqual([])
    const words = project.segmentsOfRecording(recordingId).find(({ text }) => text === 'Good morning')
    expect(words).toEqual({
      id: words?.id,
      trackId: words?.trackId,
      start: 0,
      end: 9,
      text: 'Good morning',
      flagged: false
    })
    const shown = project.snapshot('anna')
    expect(saysSecret(shown.tracks.filter((track) => track.recordingId === recordingId))).toBe(false)
    expect(shown.counts.map(({ trackId }) => trackId).sort()).toEqual(
      ['ben-there', 't', words?.trackId].sort()
    )
    expect(shown.counts.find(({ trackId }) => trackId === words?.trackId)).toMatchObject({
      segments: 1,
      labelled: 0
    })
  })

  test('hides the history of what is hidden', () => {
    const { project } = blindStudy()
    value(project.viewAs('anna', false))
    expect(saysSecret(project.history({}))).toBe(false)
    expect(project.history({}).every(({ authorName }) => ['Anna', 'Lea'].includes(authorName))).toBe(true)
    for (const rowId of ['ben-here', 'ben-here-1', 'ben-there-1'])
      expect(project.history({ rowId }), rowId).toEqual([])
    expect(project.history({ rowId: 'mine' })).toHaveLength(1)
    // What I once did to somebody else's lane is no way to read it.
    value(project.viewAs('ben', true))
    edit(project, 'anna', 'segment-set', { ids: ['ben-here-1'], patch: { comment: `${SECRET} 2` } })
    value(project.viewAs('anna', true))
    expect(project.history({ rowId: 'ben-here-1' })).toEqual([])
  })

  test('hidden rows are not edited, undone, restored or copied, and the set-up stands', () => {
    const { project, recordingId } = blindStudy()
    const before = project.all('segment').length
    value(project.viewAs('anna', false))
    const refused = (id: string, input: object, by = 'anna'): string =>
      problem(project.apply(by, [{ id, input }])).code
    expect(refused('segment-set', { ids: ['ben-here-1'], patch: { label: 'joy' } })).toBe('segment.gone')
    expect(refused('segment-delete', { ids: ['ben-here-1'] })).toBe('segment.gone')
    expect(refused('track-delete', { ids: ['ben-here'] })).toBe('track.gone')
    expect(refused('segment-create', { trackId: 'ben-here', start: 5, end: 9 })).toBe('track.gone')
    expect(refused('recording-delete', { ids: [recordingId] })).toMatch(/^blind|edit.in-use/)
    expect(refused('assignment-delete', { id: 'w' })).toBe('blind.set-up')
    expect(refused('assignment-save', { id: 'w', name: 'Mine' })).toBe('blind.set-up')
    expect(refused('segment-set', { ids: ['mine'], patch: {} }, 'ben')).toBe('blind.other-author')
    expect(problem(project.undo('ben')).code).toBe('blind.other-author')
    expect(problem(project.restore('anna', 'segment', 'ben-here-1', 99)).code).toBe('blind.hidden')
    expect(problem(project.restore('anna', 'assignment', 'w', 99)).code).toBe('blind.set-up')
    value(project.viewAs('lea', true))
    expect(project.all('segment')).toHaveLength(before)
    expect(project.segmentsOfTrack('ben-here')).toMatchObject([{ label: 'anger', comment: SECRET }])
  })

  test('leaves nothing of others in comparisons and exports, and no number of others', () => {
    const { project, recordingId } = blindStudy()
    value(project.viewAs('anna', false))
    expect(project.segmentsForCompare(['anna', 'ben'], []).map(({ track }) => track.id)).toEqual([
      't',
      'ben-there'
    ])
    const rows = project.exportDataset({ recordingIds: [recordingId], authorIds: [], includeFrames: true })
    expect(rows.tracks.map(({ id }) => id)).toEqual(['t'])
    expect(saysSecret(rows)).toBe(false)
    expect(rows.revision).toBe(project.revision())
  })

  test('an edit of one’s own goes on as ever', () => {
    const { project, recordingId, itemId } = blindStudy()
    value(project.viewAs('anna', false))
    edit(project, 'anna', 'item-set', { ids: [itemId], state: 'started', at })
    const made = project.all('track').find((track) => track.itemId === itemId)
    expect(made).toMatchObject({ authorId: 'anna', recordingId })
    edit(project, 'anna', 'segment-create', { id: 'new', trackId: made?.id, start: 0, end: 9, label: 'joy' })
    value(project.undo('anna'))
    expect(project.get('segment', 'new')).toBeUndefined()
    value(project.redo('anna'))
    expect(project.get('segment', 'new')).toBeDefined()
    expect(project.snapshot('anna').canUndo).toContain('New segment')
  })
})

describe('locked work', () => {
  function lockedStudy() {
    const study = blindStudy()
    const { project, itemId } = study
    value(project.viewAs('anna', false))
    edit(project, 'anna', 'item-set', { ids: [itemId], state: 'started', at })
    const trackId = project.all('track').find((track) => track.itemId === itemId)?.id ?? ''
    edit(project, 'anna', 'segment-create', { id: 'new', trackId, start: 0, end: 9, label: 'joy' })
    value(project.viewAs('lea', true))
    edit(project, 'lea', 'item-set', { ids: [itemId], state: 'locked', at })
    return { ...study, trackId }
  }

  test('is not edited, undone, restored or deleted by anybody', () => {
    const { project, trackId, recordingId } = lockedStudy()
    const refused = (id: string, input: object, by: string): string =>
      problem(project.apply(by, [{ id, input }])).code
    for (const by of ['anna', 'lea']) {
      expect(refused('segment-set', { ids: ['new'], patch: { label: 'fear' } }, by)).toBe('item.locked')
      expect(refused('segment-create', { trackId, start: 20, end: 30 }, by)).toBe('item.locked')
      expect(refused('track-delete', { ids: [trackId] }, by)).toBe('item.locked')
      expect(refused('recording-delete', { ids: [recordingId] }, by)).toBe('item.locked')
    }
    expect(problem(project.undo('anna')).code).toBe('item.locked')
    expect(problem(project.restore('anna', 'segment', 'new', project.revision())).code).toBe('item.locked')
    edit(project, 'anna', 'segment-set', { ids: ['mine'], patch: { label: 'joy' } })
  })

  test('goes on when it is reopened, and undo of a lock unlocks', () => {
    const { project, itemId } = lockedStudy()
    edit(project, 'lea', 'item-set', { ids: [itemId], state: 'started', at })
    edit(project, 'anna', 'segment-set', { ids: ['new'], patch: { label: 'fear' } })
    edit(project, 'lea', 'item-set', { ids: [itemId], state: 'locked', at })
    value(project.undo('lea'))
    expect(project.get('item', itemId)?.state).toBe('started')
  })

  test('stays as it was when its assignment is deleted, and is free then', () => {
    const { project, trackId } = lockedStudy()
    edit(project, 'lea', 'assignment-delete', { id: 'w' })
    edit(project, 'anna', 'segment-set', { ids: ['new'], patch: { label: 'fear' } })
    value(project.undo('anna'))
    value(project.undo('lea'))
    expect(project.get('track', trackId)?.itemId).toBeDefined()
  })
})
