import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyJob } from '../../../../src/main/engine/media/copy-job'
import type { JobBatch, JobContext } from '../../../../src/main/engine/protocol'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-copy-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function contextWith(signal = new AbortController().signal) {
  const told: { readonly batches: JobBatch[]; done: number; total: number } = {
    batches: [],
    done: 0,
    total: 0
  }
  const context = {
    signal,
    progress: (done: number, total: number) => Object.assign(told, { done, total }),
    batch: (content: JobBatch) => Promise.resolve(void told.batches.push(content))
  } as unknown as JobContext
  return { told, context }
}
const place = (name: string): string => join(folder, name)

test('files are copied byte by byte into folders that are made, and one that is there already is left alone', async () => {
  const bytes = Buffer.alloc(3_000_000, 'sound')
  writeFileSync(place('a.wav'), bytes)
  writeFileSync(place('b.wav'), 'short')
  writeFileSync(place('there.wav'), 'kept')
  const { told, context } = contextWith()
  const files = [
    { from: place('a.wav'), to: place('media/a.wav') },
    { from: place('b.wav'), to: place('there.wav') }
  ]
  expect(await copyJob({ kind: 'copy', files }, context)).toEqual({ ok: true, value: { kind: 'none' } })
  expect(readFileSync(place('media/a.wav')).equals(bytes)).toBe(true)
  expect(readFileSync(place('there.wav'), 'utf8')).toBe('kept')
  expect(told.done).toBeCloseTo(3_000_000 / 1024 / 1024, 3)
})

test('a file that is not there is reported, and the others are copied', async () => {
  writeFileSync(place('a.wav'), 'sound')
  const { told, context } = contextWith()
  const files = [
    { from: place('gone.wav'), to: place('media/gone.wav') },
    { from: place('a.wav'), to: place('media/a.wav') }
  ]
  expect(await copyJob({ kind: 'copy', files }, context)).toMatchObject({ ok: true })
  expect(told.batches).toMatchObject([
    { kind: 'problem', problem: { code: 'copy.failed', file: place('gone.wav') } }
  ])
  expect(readdirSync(place('media'))).toEqual(['a.wav'])
  const alone = await copyJob({ kind: 'copy', files: files.slice(0, 1) }, contextWith().context)
  expect(alone).toMatchObject({ ok: false, error: { code: 'copy.failed' } })
})

test('cancelling leaves no half a file behind', async () => {
  writeFileSync(place('a.wav'), Buffer.alloc(8_000_000))
  const stop = new AbortController()
  const { context } = contextWith(stop.signal)
  const progress = { ...context, progress: () => stop.abort() } as JobContext
  const files = [{ from: place('a.wav'), to: place('media/a.wav') }]
  await expect(copyJob({ kind: 'copy', files }, progress)).rejects.toThrow()
  expect(existsSync(place('media/a.wav'))).toBe(false)
  expect(readdirSync(place('media'))).toEqual([])
})
