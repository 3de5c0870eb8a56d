import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileStream } from '../../../src/main/shell/file-stream'

const folder = mkdtempSync(join(tmpdir(), 'affectory-stream-'))
const path = join(folder, 'bytes')
const bytes = Uint8Array.from({ length: 5_000_000 }, (_, i) => (i * 7919) >> 3)
beforeAll(() => writeFileSync(path, bytes))
afterAll(() => rmSync(folder, { recursive: true }))

const taken = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> =>
  Buffer.from(await new Response(stream).arrayBuffer())

/** Whether this process holds the file open, where the system tells (Linux). */
const isHeldOpen = (): boolean =>
  readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path
    } catch {
      // Closed between listing and reading.
      return false
    }
  })

describe('a part of a file as a stream', () => {
  test.each([
    ['the whole', 0, 4_999_999],
    ['the middle, longer than what comes at once', 1_000_003, 4_500_001],
    ['the last byte', 4_999_999, 4_999_999]
  ])('%s holds the bytes of the file, both ends included', async (_, start, end) => {
    expect((await taken(fileStream(path, start, end))).equals(bytes.subarray(start, end + 1))).toBe(true)
  })

  test('a file that has become shorter ends the stream where it ends', async () => {
    const short = join(folder, 'short')
    writeFileSync(short, bytes.subarray(0, 1000))
    expect((await taken(fileStream(short, 100, 4_999_999))).length).toBe(900)
  })

  test('a file that has gone fails the stream', async () => {
    await expect(taken(fileStream(join(folder, 'gone'), 0, 9))).rejects.toThrow('ENOENT')
  })

  test.skipIf(process.platform !== 'linux')('a reader that leaves early leaves no open file', async () => {
    const reader = fileStream(path, 0, 4_999_999).getReader()
    await reader.read()
    expect(isHeldOpen()).toBe(true)
    await reader.cancel()
    expect(isHeldOpen()).toBe(false)
    await taken(fileStream(path, 0, 10))
    expect(isHeldOpen()).toBe(false)
  })
})
