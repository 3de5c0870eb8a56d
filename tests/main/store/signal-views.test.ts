import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProject } from '../../../src/main/store'
import type { Project } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { blindStudy } from './blind-study'
import { closing, edit, emptyFolder, labelledProject, minuteOfVideo, reopen, value } from './project-fixture'

const low = { filters: [{ kind: 'lowpass' as const, hz: 20, order: 4, phase: 'zero-phase' as const }] }
const montage = {
  format: 'affectory.montage/1' as const,
  name: 'Left',
  rows: [{ label: 'Left', weights: [{ channel: 'F3', weight: 1 }] }]
}

/** A minute of EEG in a file of its own. */
const eeg = (name = 'eeg.edf') => ({
  ...minuteOfVideo(name),
  container: 'edf',
  playback: 'none' as const,
  streams: [
    {
      ...{ kind: 'signal' as const, name: 'EEG', index: 0, duration: micros(60e6), cache: {} },
      info: { channels: [{ label: 'F3', unit: 'uV', rateHz: 250 }] }
    }
  ]
})

function withEeg(): { project: Project; streamId: string } {
  const { project } = labelledProject()
  value(project.commitImported(eeg()))
  return { project, streamId: project.all('stream').find(({ kind }) => kind === 'signal')?.id ?? '' }
}

describe('how a signal is seen', () => {
  test('is undone step by step, told in the history, and there when the project is opened again', () => {
    const { project, streamId } = withEeg()
    edit(project, 'anna', 'stream-view', { streamId, view: low, part: 'filters' })
    edit(project, 'anna', 'montage-save', { montage })
    expect(project.snapshot('anna')).toMatchObject({
      streamViews: [{ id: streamId, view: low }],
      montages: [{ name: 'Left', document: montage }],
      canUndo: 'Keep the montage "Left"'
    })
    const again = reopen(project)
    value(again.undo('anna'))
    expect(again.snapshot('anna').montages).toEqual([])
    expect(again.snapshot('anna').canUndo).toBe('Change the filters of a signal')
    value(again.undo('anna'))
    expect(again.snapshot('anna').streamViews).toEqual([])
    value(again.redo('anna'))
    expect(again.snapshot('anna').streamViews).toMatchObject([{ id: streamId, view: low }])
  })

  test('of one author is not undone by another, whose view came later', () => {
    const { project, streamId } = withEeg()
    edit(project, 'anna', 'stream-view', { streamId, view: low })
    edit(project, 'ben', 'stream-view', { streamId, view: { filters: [] } })
    expect(project.undo('anna')).toMatchObject({ ok: false, error: { code: 'undo.changed-since' } })
  })
})

test('an annotator’s package has the views of its recordings and the montages', () => {
  const { project, recordingId } = blindStudy()
  value(project.viewAs('lea', true))
  value(project.commitTogether([eeg()], { into: recordingId }))
  const own = project.all('stream').find(({ kind }) => kind === 'signal')
  edit(project, 'lea', 'stream-view', { streamId: own?.id, view: low })
  edit(project, 'lea', 'montage-save', { montage })
  const folder = join(emptyFolder(), 'package')
  value(project.makePackage({ assignmentIds: ['w'], folder, copyMedia: false, persons: 'codes' }))
  const away = closing(value(openProject(folder)))
  expect(own?.recordingId).toBe(recordingId)
  expect(away.all('streamView')).toEqual([{ id: own?.id, view: low }])
  expect(away.all('montage').map(({ name }) => name)).toEqual(['Left'])
})
