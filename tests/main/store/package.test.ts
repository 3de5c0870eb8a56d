import { join } from 'node:path'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openProject } from '../../../src/main/store'
import type { Project } from '../../../src/main/store'
import { at, blindStudy, SECRET } from './blind-study'
import {
  closing,
  documentOf,
  edit,
  ekman7,
  emptyFolder,
  minuteOfVideo,
  newProject,
  problem,
  value
} from './project-fixture'

const wholeOf = (project: Project) => ({
  ...documentOf(project),
  takes: project.all('take'),
  relations: project.all('relation'),
  assignments: project.all('assignment'),
  items: project.all('item').map(({ workSeconds: _work, ...item }) => item),
  groupings: project.all('grouping'),
  responses: project.all('response')
})

/** The lead's project, and Anna's package of it on another machine, where she has begun. */
function sentOut(): { home: Project; away: Project; itemId: string; trackId: string; recordingId: string } {
  const { project: home, itemId, recordingId } = blindStudy()
  value(home.viewAs('lea', true))
  edit(home, 'lea', 'person-save', {
    id: 'p',
    name: 'Eva Lund',
    note: 'lives in Oslo',
    details: { code: 'P1', fields: [{ name: 'sex', value: 'female', consent: true }], channels: { '*': 0 } }
  })
  const folder = join(emptyFolder(), 'package')
  value(home.makePackage({ assignmentIds: ['w'], folder, copyMedia: true, persons: 'codes' }))
  const away = closing(value(openProject(folder)))
  edit(away, 'anna', 'item-set', { ids: [itemId], state: 'started', at })
  const trackId = away.all('track').find((track) => track.itemId === itemId)?.id ?? ''
  label(away, trackId, 'one', 0, 'anger')
  return { home, away, itemId, trackId, recordingId }
}

function label(
  project: Project,
  trackId: string,
  id: string,
  start: number,
  name: string,
  by = 'anna'
): void {
  edit(project, by, 'segment-create', { id, trackId, start, end: start + 1_000_000, label: name })
}

/** Close the project of the other machine, as a folder that comes back is. */
function broughtBack(away: Project): string {
  away.close()
  return away.folder
}

describe('a package of assigned work', () => {
  test('holds the recordings, schemes and lanes of the work, and nobody else’s labels, history or facts', () => {
    const { away, itemId, recordingId } = sentOut()
    expect(away.viewer()).toEqual({ authorId: 'anna', blindRecordingIds: [recordingId] })
    expect(away.all('recording').map(({ id }) => id)).toEqual([recordingId])
    expect(away.all('author').map(({ id }) => id)).toEqual(['anna'])
    expect(away.all('scheme').map(({ id }) => id)).toEqual(['ekman7'])
    expect(away.all('item').map(({ id }) => id)).toEqual([itemId])
    expect(away.all('person')).toMatchObject([
      { id: 'p', name: 'P1', details: { channels: { '*': 0 }, fields: [] } }
    ])
    value(away.viewAs('anna', true))
    const text = JSON.stringify([wholeOf(away), away.history({})])
    for (const word of [SECRET, 'ben', 'Eva', 'Oslo', 'female', 'lea']) expect(text).not.toContain(word)
  })

  test('names its media by their places beside it when they are copied', () => {
    const { home, away } = sentOut()
    expect(away.all('file')).toMatchObject([
      { path: 'media/interview.mp4', contentHash: home.all('file')[0]?.contentHash }
    ])
    const folder = join(emptyFolder(), 'light')
    const made = value(home.makePackage({ assignmentIds: ['w'], folder, copyMedia: false, persons: 'names' }))
    expect(made.media).toEqual([])
    expect(closing(value(openProject(folder))).all('file')).toMatchObject([{ path: '/media/interview.mp4' }])
  })

  test('is of one annotator, into an empty folder, and not made by somebody who works blind', () => {
    const { home } = sentOut()
    const spec = { assignmentIds: ['w'], folder: home.folder, copyMedia: false, persons: 'names' } as const
    expect(problem(home.makePackage(spec)).code).toBe('not-empty')
    edit(home, 'lea', 'assignment-save', {
      id: 'v',
      authorId: 'ben',
      tracks: [{ schemeId: 'ekman7', attributeId: 'emotion' }],
      recordingIds: home.all('recording').map(({ id }) => id)
    })
    expect(problem(home.makePackage({ ...spec, assignmentIds: ['v', 'w'] })).code).toBe('package.author')
    value(home.viewAs('anna', true))
    expect(problem(home.makePackage(spec)).code).toBe('blind.set-up')
    expect(problem(home.mergePlan(home.folder)).code).toBe('blind.set-up')
  })

  test('with ratings and links brings them home sample by sample', () => {
    const { home, away, recordingId, trackId, itemId } = sentOut()
    edit(away, 'anna', 'track-create', {
      id: 'trace',
      recordingId,
      schemeId: 'ekman7',
      kind: 'trace',
      trace: { mode: 'bounded', rateHz: 10, dims: ['v'] }
    })
    const samples = Float64Array.from({ length: 40 }, (_, i) => (i === 7 ? Number.NaN : i / 40))
    const take = { id: 'take', trackId: 'trace', start: 0, rateHz: 10, dims: ['v'], source: 'live' } as never
    value(away.commitTakes('anna', [{ take, samples }]))
    label(away, trackId, 'two', 2_000_000, 'fear')
    edit(away, 'anna', 'relation-create', { id: 'link', kind: 'cause', fromId: 'one', toId: 'two' })
    edit(away, 'anna', 'item-set', { ids: [itemId], state: 'finished', at })
    const folder = broughtBack(away)
    expect(value(home.mergePlan(folder))).toMatchObject({
      isPackage: true,
      fresh: 2,
      changed: 0,
      conflicts: [],
      items: 1
    })
    value(home.merge(folder, 'lea', {}))
    const [row] = home.all('take')
    expect(row && home.takeSamples(row)).toEqual(samples)
    expect(home.all('relation')).toMatchObject([{ fromId: 'one', toId: 'two' }])
    expect(home.get('item', itemId)).toMatchObject({ state: 'finished' })
    expect(home.segmentsOfTrack('ben-here')).toHaveLength(1)
  })
})

describe('merging what came back', () => {
  test('brings new work in as one edit, and undo takes all of it back', () => {
    const { home, away, trackId, itemId } = sentOut()
    const before = wholeOf(home)
    const folder = broughtBack(away)
    value(home.merge(folder, 'lea', {}))
    expect(home.segmentsOfTrack(trackId)).toMatchObject([{ id: 'one', label: 'anger' }])
    expect(home.get('track', trackId)).toMatchObject({ authorId: 'anna', itemId })
    expect(home.get('item', itemId)?.state).toBe('started')
    const merged = wholeOf(home)
    value(home.undo('lea'))
    expect(wholeOf(home)).toEqual(before)
    value(home.redo('lea'))
    expect(wholeOf(home)).toEqual(merged)
    expect(value(home.mergePlan(folder))).toMatchObject({ fresh: 0, changed: 0, same: 1, conflicts: [] })
  })

  test('leaves the folder that came back as it was', () => {
    const { home, away } = sentOut()
    const folder = broughtBack(away)
    const files = (): readonly string[] => readdirSync(folder).sort()
    const before = files()
    value(home.merge(folder, 'lea', {}))
    expect(files()).toEqual(before)
    const again = closing(value(openProject(folder)))
    expect(problem(home.mergePlan(folder)).code).toBe('project.locked')
    again.close()
    writeFileSync(join(folder, 'project.sqlite'), 'no database')
    expect(problem(home.mergePlan(folder))).toMatchObject({
      code: 'project.damaged',
      message: expect.stringContaining(folder)
    })
    rmSync(folder, { recursive: true })
    expect(problem(home.mergePlan(folder)).code).toBe('project.not-a-project')
  })

  /** Work that is at home already, sent out again. */
  function twice() {
    const first = sentOut()
    value(first.home.merge(broughtBack(first.away), 'lea', {}))
    const folder = join(emptyFolder(), 'second')
    value(first.home.makePackage({ assignmentIds: ['w'], folder, copyMedia: false, persons: 'names' }))
    return { ...first, away: closing(value(openProject(folder))) }
  }

  test('takes a lane that was changed there only, and leaves one that was changed here only', () => {
    const there = twice()
    label(there.away, there.trackId, 'two', 2_000_000, 'fear')
    edit(there.away, 'anna', 'segment-delete', { ids: ['one'] })
    const folder = broughtBack(there.away)
    expect(value(there.home.mergePlan(folder))).toMatchObject({ changed: 1, conflicts: [] })
    value(there.home.merge(folder, 'lea', {}))
    expect(there.home.segmentsOfTrack(there.trackId).map(({ id }) => id)).toEqual(['two'])

    const here = twice()
    label(here.home, here.trackId, 'home', 4_000_000, 'joy', 'lea')
    const other = broughtBack(here.away)
    expect(value(here.home.mergePlan(other))).toMatchObject({ changed: 0, fresh: 0, conflicts: [] })
    value(here.home.merge(other, 'lea', {}))
    expect(here.home.segmentsOfTrack(here.trackId).map(({ id }) => id)).toEqual(['one', 'home'])
  })

  test('lists a lane changed on both sides, with both sides, and does what is chosen', () => {
    const changedTwice = () => {
      const study = twice()
      label(study.away, study.trackId, 'two', 2_000_000, 'fear')
      label(study.home, study.trackId, 'home', 4_000_000, 'joy', 'lea')
      return { ...study, folder: broughtBack(study.away) }
    }
    const spans = (project: Project, trackId: string) => project.segmentsOfTrack(trackId).map(({ id }) => id)

    const keep = changedTwice()
    expect(value(keep.home.mergePlan(keep.folder)).conflicts).toMatchObject([
      {
        trackId: keep.trackId,
        authorName: 'Anna',
        recordingName: 'interview.mp4',
        locked: false,
        here: { segments: 2, labelled: 2 },
        there: { segments: 2, labelled: 2 }
      }
    ])
    value(keep.home.merge(keep.folder, 'lea', {}))
    expect(spans(keep.home, keep.trackId)).toEqual(['one', 'home'])

    const take = changedTwice()
    value(take.home.merge(take.folder, 'lea', { [take.trackId]: 'there' }))
    expect(spans(take.home, take.trackId)).toEqual(['one', 'two'])
    value(take.home.undo('lea'))
    expect(spans(take.home, take.trackId)).toEqual(['one', 'home'])

    const both = changedTwice()
    const { createdIds } = value(both.home.merge(both.folder, 'lea', { [both.trackId]: 'both' }))
    expect(spans(both.home, both.trackId)).toEqual(['one', 'home'])
    const beside = both.home.all('track').find(({ id }) => createdIds.includes(id))
    expect(beside).toMatchObject({ authorId: 'anna', name: expect.stringContaining('(Study, Anna)') })
    expect(both.home.segmentsOfTrack(beside?.id ?? '').map(({ label: said }) => said)).toEqual([
      'anger',
      'fear'
    ])
  })

  test('shows what differs row by row, mine beside theirs, and takes the rows that are chosen', () => {
    const study = twice()
    const { home, away, trackId } = study
    label(away, trackId, 'two', 2_000_000, 'fear')
    edit(away, 'anna', 'segment-set', {
      ids: ['one'],
      patch: { label: 'happiness', comment: 'a smile', end: 900_000 }
    })
    label(home, trackId, 'home', 4_000_000, 'happiness', 'lea')
    edit(home, 'lea', 'segment-set', { ids: ['one'], patch: { intensity: 2 } })
    // Both made one of their own over nearly the same time.
    label(home, trackId, 'mine', 8_000_000, 'disgust', 'lea')
    label(away, trackId, 'theirs', 8_100_000, 'disgust')
    const folder = broughtBack(away)
    const [conflict] = value(home.mergePlan(folder)).conflicts
    expect(conflict?.differences).toBe(4)
    expect(
      conflict?.rows.map(({ key, here, there, differs }) => [
        key,
        here?.label?.name,
        there?.label?.name,
        differs
      ])
    ).toEqual([
      ['one', 'Anger', 'Happiness', ['end', 'label', 'intensity', 'comment']],
      ['two', undefined, 'Fear', []],
      ['home', 'Happiness', undefined, []],
      ['theirs', 'Disgust', 'Disgust', ['start', 'end']]
    ])
    expect(conflict?.rows[0]).toMatchObject({
      here: { start: 0, end: 1_000_000, intensity: 2 },
      there: { start: 0, end: 900_000, comment: 'a smile' }
    })

    const choose = (...keys: string[]) =>
      value(home.merge(folder, 'lea', { [trackId]: 'rows' }, { [trackId]: keys }))
    const lane = () =>
      home.segmentsOfTrack(trackId).map(({ id, start, label: said }) => `${id} ${start / 1e6} ${said}`)
    const before = lane()
    choose()
    expect(lane()).toEqual(before)
    choose('one', 'two', 'home', 'theirs')
    // What both have keeps its id here, so that links to it hold.
    expect(lane()).toEqual(['one 0 happiness', 'two 2 fear', 'mine 8.1 disgust'])
    value(home.undo('lea'))
    expect(lane()).toEqual(before)
    choose('two')
    expect(lane()).toEqual(['one 0 anger', 'two 2 fear', 'home 4 happiness', 'mine 8 disgust'])
  })

  test('rows that would overlap are refused as a whole, with the place', () => {
    const { home, away, trackId } = twice()
    label(away, trackId, 'late', 5_000_000, 'fear')
    label(home, trackId, 'a', 4_700_000, 'joy', 'lea')
    edit(home, 'lea', 'segment-set', { ids: ['a'], patch: { end: 5_200_000 } })
    const folder = broughtBack(away)
    const refused = home.merge(folder, 'lea', { [trackId]: 'rows' }, { [trackId]: ['late'] })
    expect(problem(refused).message).toMatch(/overlap|already a segment/)
    expect(home.segmentsOfTrack(trackId).map(({ id }) => id)).toEqual(['one', 'a'])
  })

  test('never changes what is locked here; it can only come beside it', () => {
    const study = twice()
    label(study.away, study.trackId, 'two', 2_000_000, 'fear')
    edit(study.home, 'lea', 'item-set', { ids: [study.itemId], state: 'locked', at })
    const folder = broughtBack(study.away)
    expect(value(study.home.mergePlan(folder)).conflicts).toMatchObject([{ locked: true }])
    value(study.home.merge(folder, 'lea', { [study.trackId]: 'there' }))
    expect(study.home.segmentsOfTrack(study.trackId).map(({ id }) => id)).toEqual(['one'])
    expect(study.home.get('item', study.itemId)?.state).toBe('locked')
    expect(study.home.all('track').filter(({ authorId }) => authorId === 'anna')).toHaveLength(3)
  })

  test('an empty lane that was started here gives way to the one that was worked on there', () => {
    const { home, away, itemId, trackId } = sentOut()
    value(home.viewAs('anna', true))
    edit(home, 'anna', 'item-set', { ids: [itemId], state: 'started', at })
    value(home.viewAs('lea', true))
    const folder = broughtBack(away)
    expect(value(home.mergePlan(folder))).toMatchObject({ fresh: 1, conflicts: [] })
    value(home.merge(folder, 'lea', {}))
    expect(
      home
        .all('track')
        .filter((track) => track.itemId === itemId)
        .map(({ id }) => id)
    ).toEqual([trackId])
  })
})

describe('merging projects that began apart', () => {
  /** A project of another lab about the same video, under ids of its own. */
  function otherLab(): Project {
    const project = newProject()
    const { recordingId } = value(
      project.commitImported(minuteOfVideo('talk copy.mp4', minuteOfVideo().contentHash))
    )
    edit(project, 'kim', 'author-save', { id: 'kim', name: 'Anna' })
    edit(project, 'kim', 'person-save', {
      id: 'x',
      name: 'Max',
      details: { fields: [{ name: 'age', value: '4', consent: false }] }
    })
    edit(project, 'kim', 'scheme-save', {
      document: {
        schema: 'affectory.labels/1',
        id: 'ekman7',
        name: 'Ekman, ours',
        attributes: [{ id: 'emotion', type: 'categorical', unit: 'segment', labels: [{ id: 'bliss' }] }]
      }
    })
    edit(project, 'kim', 'track-create', { id: 'k', recordingId, schemeId: 'ekman7', personId: 'x' })
    label(project, 'k', 'k1', 0, 'bliss', 'kim')
    edit(project, 'kim', 'recording-set', { id: recordingId, patch: { name: 'Talk' } })
    return project
  }

  test('sends the lead along by name, so that the annotator cannot unlock there either', () => {
    const { home } = sentOut()
    edit(home, 'lea', 'author-save', { id: 'lea', lead: true })
    const folder = join(emptyFolder(), 'led')
    value(home.makePackage({ assignmentIds: ['w'], folder, copyMedia: false, persons: 'codes' }))
    const away = closing(value(openProject(folder)))
    expect(away.get('author', 'lea')).toMatchObject({ name: 'Lea', lead: true })
  })

  test('does not let a project that comes in say who leads here', () => {
    const { home } = sentOut()
    const other = otherLab()
    expect(other.get('author', 'kim')?.lead).toBe(true)
    value(home.merge(broughtBack(other), 'lea', {}))
    expect(home.get('author', 'kim')).toMatchObject({ name: 'Anna' })
    expect(home.all('author').some(({ lead }) => lead)).toBe(false)
  })

  test('finds the same recording by its content, and keeps people and schemes of the same name apart', () => {
    const { home, recordingId } = sentOut()
    const folder = broughtBack(otherLab())
    expect(value(home.mergePlan(folder))).toMatchObject({
      isPackage: false,
      fresh: 1,
      newRecordings: [],
      newAuthors: ['Anna'],
      newPersons: ['Max'],
      newSchemes: ['ekman7-2'],
      conflicts: []
    })
    const before = wholeOf(home)
    value(home.merge(folder, 'lea', {}))
    expect(home.get('track', 'k')).toMatchObject({
      recordingId,
      authorId: 'kim',
      schemeId: 'ekman7-2',
      personId: 'x'
    })
    expect(home.get('scheme', 'ekman7-2')?.document).toMatchObject({
      id: 'ekman7-2',
      attributes: [{ labels: [{ id: 'bliss' }] }]
    })
    expect(home.get('scheme', 'ekman7')?.name).toBe(ekman7.name)
    expect(JSON.stringify(home.get('person', 'x'))).not.toContain('"4"')
    value(home.undo('lea'))
    expect(wholeOf(home)).toEqual(before)
  })

  test('adds recordings that are not here, with their files where they are', () => {
    const home = newProject()
    edit(home, 'lea', 'author-save', { id: 'lea', name: 'Lea' })
    const folder = broughtBack(otherLab())
    value(home.merge(folder, 'lea', {}))
    expect(home.all('recording')).toMatchObject([{ name: 'Talk' }])
    expect(home.all('file')).toMatchObject([{ path: '/media/talk copy.mp4' }])
    expect(home.all('stream')).toHaveLength(2)
    expect(home.segmentsOfTrack('k')).toMatchObject([{ label: 'bliss' }])
  })

  test('lists lanes of the same id that differ, since nothing says which is newer', () => {
    const { home, away, trackId } = sentOut()
    value(home.merge(broughtBack(away), 'lea', {}))
    const copy = newProject()
    edit(copy, 'lea', 'author-save', { id: 'lea', name: 'Lea' })
    value(
      copy.merge(
        ((): string => {
          home.close()
          return home.folder
        })(),
        'lea',
        {}
      )
    )
    edit(copy, 'anna', 'segment-set', { ids: ['one'], patch: { label: 'fear' } })
    const again = closing(value(openProject(home.folder)))
    const folder = broughtBack(copy)
    expect(value(again.mergePlan(folder)).conflicts).toMatchObject([
      { trackId, here: { labelled: 1 }, there: { labelled: 1 } }
    ])
  })
})
