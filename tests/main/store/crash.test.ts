import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { openProject } from '../../../src/main/store'
import { closing, labelledProject, problem, value } from './project-fixture'

const root = resolve(import.meta.dirname, '../../..')
const outDir = resolve(root, '.local/tests/crash-child')
const child = join(outDir, 'crash-child.js')

beforeAll(async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, 'crash-child.ts'),
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: 'crash-child.js' }
      }
    }
  })
})

/** Start the child, kill it with SIGKILL at a random moment, answer the edits it had acknowledged. */
async function editAndKill(
  folder: string,
  round: number
): Promise<{ acknowledged: string[]; lockedMeanwhile: boolean }> {
  const process_ = spawn(process.execPath, [child, folder, 't', String(round)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let output = ''
  let lockedMeanwhile = false
  const killed = new Promise<void>((done) => process_.once('exit', () => done()))
  process_.stdout.setEncoding('utf8')
  await new Promise<void>((started) => {
    process_.stdout.on('data', (text: string) => {
      if (output === '') {
        lockedMeanwhile = problem(openProject(folder)).code === 'project.locked'
        setTimeout(started, Math.random() * 60)
      }
      output += text
    })
  })
  process_.kill('SIGKILL')
  await killed
  return { acknowledged: output.split('\n').slice(0, -1), lockedMeanwhile }
}

describe('killing the app', () => {
  it('every acknowledged edit is there after kill -9, whole, and the project opens at once', async () => {
    const { project } = labelledProject()
    project.close()
    const acknowledged: string[] = []
    for (let round = 0; round < 8; round++) {
      const result = await editAndKill(project.folder, round)
      expect(result.lockedMeanwhile).toBe(true)
      expect(result.acknowledged.length).toBeGreaterThan(0)
      acknowledged.push(...result.acknowledged)
      const again = value(openProject(project.folder))
      const comments = new Map(again.segmentsOfTrack('t').map((segment) => [segment.id, segment.comment]))
      expect(acknowledged.filter((id) => comments.get(id) !== `comment of ${id}`)).toEqual([])
      // At most the edit under way when it was killed is there without having been acknowledged.
      expect(comments.size).toBeLessThanOrEqual(acknowledged.length + round + 1)
      again.close()
    }
    closing(value(openProject(project.folder)))
  })
})
