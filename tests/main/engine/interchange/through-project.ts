import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import { annotationFormats } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import { interchange } from '../../../../src/main/engine/interchange'
import type { AnnotationDocument } from '../../../../src/main/engine/interchange/document'
import type { ExportDataset, ImportedFile } from '../../../../src/main/engine/protocol'
import { loadSchemes, openProject } from '../../../../src/main/store'
import type { FileToImport, Project } from '../../../../src/main/store'
import { importPaths } from '../../../fixtures/import-file'

const root = mkdtempSync(join(tmpdir(), 'affectory-through-'))
const open: Project[] = []
afterAll(() => {
  for (const project of open.splice(0)) project.close()
  rmSync(root, { recursive: true, force: true })
})

const schemes = loadSchemes(resolve(import.meta.dirname, '../../../../resources/schemes'))
let counter = 0

/** A file of that name in a folder of its own. */
export function put(name: string, content: string | Uint8Array): string {
  const folder = join(root, `in-${counter++}`)
  mkdirSync(folder)
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** What import finds in a file; a problem fails the test with its sentence. */
export async function found(path: string): Promise<ImportedFile> {
  const { files, problems } = await importPaths([path])
  const [file] = files
  if (!file) throw new Error(problems.map(({ message }) => message).join(' '))
  return file
}

export function emptyProject(): Project {
  const opened = openProject(join(root, `project-${counter++}`), { create: { name: 'Study' } })
  if (!opened.ok) throw new Error(opened.error.message)
  open.push(opened.value)
  return opened.value
}

/** Add files to a recording, or as one of their own. */
export function add(project: Project, files: readonly FileToImport[], into?: string) {
  const own = (files as readonly ImportedFile[]).flatMap((file) => file.schemes ?? [])
  const committed = project.commitTogether(files, {
    ...(into === undefined ? {} : { into }),
    schemes: [...schemes, ...own]
  })
  if (!committed.ok) throw new Error(committed.error.message)
  return committed.value
}

export async function projectWith(...paths: readonly string[]): Promise<Project> {
  const project = emptyProject()
  const files: ImportedFile[] = []
  for (const path of paths) files.push(await found(path))
  add(project, files)
  return project
}

export function datasetOf(project: Project, persons: 'names' | 'codes' = 'names'): ExportDataset {
  const rows = project.exportDataset({ recordingIds: [], authorIds: [], includeFrames: true, persons })
  return {
    ...rows,
    traceOptions: { withLag: true, rawTakes: false },
    appVersion: '1',
    createdAt: '2026-01-02T03:04:05.000Z',
    models: []
  }
}

/** Texts that a project writes in a format, by file name. */
export function written(
  project: Project,
  format: string,
  persons: 'names' | 'codes' = 'names'
): ReadonlyMap<string, string> {
  const writer = annotationFormats.find(({ id }) => id === format)
  if (!writer) throw new Error(`no format ${format}`)
  return new Map(
    writer
      .files(indexDataset(datasetOf(project, persons)))
      .map(({ name, text }) => [name.slice(format.length + 1), [...text()].join('')])
  )
}

/** The one text that a project writes in a format. */
export function only(project: Project, format: string): string {
  const texts = [...written(project, format)].filter(([name]) => !name.endsWith('~'))
  const [first] = texts
  if (!first || texts.length > 1) throw new Error(`expected one file, got ${texts.length}`)
  return first[1]
}

/** A text as the format reads it. */
export function read(
  format: string,
  text: string | Uint8Array,
  name = 'in.x',
  beside?: string
): AnnotationDocument {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const result = interchange.get(format).read({
    name,
    bytes,
    sibling: () => (beside === undefined ? undefined : new TextEncoder().encode(beside))
  })
  if (!result.ok) throw new Error(result.error.message)
  return result.value.document
}

/** Files of a folder, for those that look at what is on the disk. */
export const listed = (folder: string): readonly string[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
