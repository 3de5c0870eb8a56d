import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentHash } from '../../../src/main/engine/import/content-hash'
import { checkFiles, storedPath } from '../../../src/main/handlers/check-files'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { problemList } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { emptyFolder, minuteOfVideo, newProject, value } from '../store/project-fixture'

/** The parts of the app that looking for files needs, with the real content hash. */
function around(project: Project): HandlerContext {
  const board = {
    ask: async (job: { kind: string; path?: string }) => ({
      state: 'done',
      result: { kind: 'hash', ...(await contentHash(job.path ?? '')) }
    })
  }
  return {
    open: { project },
    board,
    problems: problemList(() => undefined),
    emit: () => undefined
  } as unknown as HandlerContext
}

async function withVideo(
  folder: string,
  name: string,
  content: string
): Promise<{ project: Project; fileId: string; path: string }> {
  const path = join(folder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, content)
  const project = newProject(join(emptyFolder(), 'study'))
  const { hash, sizeBytes } = await contentHash(path)
  const { fileId } = value(
    project.commitImported({ ...minuteOfVideo(name, hash), path: storedPath(project, path), sizeBytes })
  )
  return { project, fileId, path }
}

test('a file that is where it was is not missing', async () => {
  const { project, fileId } = await withVideo(emptyFolder(), 'a.mp4', 'picture and sound')
  await checkFiles(around(project), project)
  expect(project.get('file', fileId)?.missing).toBe(false)
})

test('a file that was moved beside the project is found again by its content, and by a path that moves with the project', async () => {
  const { project, fileId, path } = await withVideo(emptyFolder(), 'a.mp4', 'picture and sound')
  const moved = join(project.folder, 'a.mp4')
  renameSync(path, moved)
  const context = around(project)
  await checkFiles(context, project)
  expect(project.get('file', fileId)).toMatchObject({ path: 'a.mp4', missing: false })
  expect(context.problems.list()).toEqual([])
})

test('another file of the same name and size is not taken for the one that was labelled', async () => {
  const { project, fileId, path } = await withVideo(emptyFolder(), 'a.mp4', 'picture and sound')
  rmSync(path)
  writeFileSync(join(project.folder, 'a.mp4'), 'picture and noise')
  const context = around(project)
  await checkFiles(context, project)
  expect(project.get('file', fileId)).toMatchObject({ path, missing: true })
  expect(context.problems.list()[0]?.message).toContain('a.mp4')
  expect(context.problems.list()[0]?.hint).toContain('Find file')
})

test('a missing file that comes back is no longer missing', async () => {
  const { project, fileId, path } = await withVideo(emptyFolder(), 'a.mp4', 'picture and sound')
  renameSync(path, `${path}.away`)
  await checkFiles(around(project), project)
  expect(project.get('file', fileId)?.missing).toBe(true)
  renameSync(`${path}.away`, path)
  await checkFiles(around(project), project)
  expect(project.get('file', fileId)?.missing).toBe(false)
})

test('a file inside the project is stored by a path that moves with it', () => {
  const project = newProject(join(emptyFolder(), 'study'))
  expect(storedPath(project, join(project.folder, 'media', 'a.mp4'))).toBe('media/a.mp4')
  expect(storedPath(project, '/elsewhere/a.mp4')).toBe('/elsewhere/a.mp4')
})
