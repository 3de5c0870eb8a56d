import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach } from 'vitest'
import { loadSchemes, openProject } from '../../../src/main/store'
import type { FileToImport, Project } from '../../../src/main/store'
import type { Result } from '../../../src/shared/domain/problem'
import type { SchemeRow } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0).reverse()) clean()
})

/** An empty folder that is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-store-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The value of a success; a problem fails the test with its message. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** The problem of a failure; a success fails the test. */
export function problem<T>(result: Result<T>) {
  if (result.ok) throw new Error('expected a problem, got a success')
  return result.error
}

/** Close a project at the end of the test. */
export function closing(project: Project): Project {
  cleanups.push(() => project.close())
  return project
}

export const newProject = (folder = emptyFolder()): Project =>
  closing(value(openProject(folder, { create: { name: 'Study' } })))

export const reopen = (project: Project): Project => {
  project.close()
  return closing(value(openProject(project.folder)))
}

export const schemes = loadSchemes(resolve(import.meta.dirname, '../../../resources/schemes'))
export const ekman7 = schemeOf('ekman7')

function schemeOf(id: string): SchemeRow {
  const found = schemes.find((scheme) => scheme.id === id)
  if (!found) throw new Error(`there is no scheme ${id}`)
  return found
}

/** One minute of video and sound, as an importer reports it. */
export const minuteOfVideo = (name = 'interview.mp4', hash = `hash-of-${name}`): FileToImport => ({
  path: `/media/${name}`,
  name,
  sizeBytes: 1000,
  contentHash: hash,
  container: 'mp4',
  playback: 'direct',
  durationSeconds: 60,
  streams: [
    {
      kind: 'video',
      name: 'Video',
      index: 0,
      duration: micros(60_000_000),
      info: { codec: 'avc', frameRateHz: 30 },
      cache: {}
    },
    {
      kind: 'audio',
      name: 'Sound',
      index: 0,
      duration: micros(60_000_000),
      info: { sampleRateHz: 48_000 },
      cache: {}
    }
  ],
  tracks: []
})

/** A project with a recording, two annotators (anna, ben), the scheme ekman7 and a track of anna's called `t`. */
export function labelledProject(folder?: string) {
  const project = newProject(folder)
  const { recordingId } = value(project.commitImported(minuteOfVideo()))
  edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna', lead: false })
  edit(project, 'anna', 'author-save', { id: 'ben', name: 'Ben' })
  edit(project, 'anna', 'scheme-save', { document: ekman7.document })
  edit(project, 'anna', 'track-create', { id: 't', recordingId, schemeId: 'ekman7' })
  return { project, recordingId }
}

export const edit = (project: Project, authorId: string, id: string, input: unknown) =>
  value(project.apply(authorId, [{ id, input }]))

/** Everything in the document, for comparing whole states. */
export const documentOf = (project: Project) => ({
  recordings: project.all('recording'),
  files: project.all('file'),
  streams: project.all('stream'),
  persons: project.all('person'),
  authors: project.all('author'),
  schemes: project.all('scheme'),
  runs: project.all('run'),
  tracks: [...project.all('track')].sort((a, b) => (a.id < b.id ? -1 : 1)),
  segments: [...project.all('segment')].sort((a, b) => (a.id < b.id ? -1 : 1))
})
