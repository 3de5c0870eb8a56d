import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refuseUnofficial } from '../../scripts/package.mjs'
import { programIn } from '../../scripts/setup/electron-choice.mjs'
import { unpackFallback } from '../../scripts/setup/electron-fallback.mjs'
import { canFallBack, isFresh } from '../../scripts/setup/electron.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-electron-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('the downloaded fallback', () => {
  test('is unpacked with run bits when its checksum is the pinned one', async () => {
    const { tarball, integrity, target } = makeTarball()
    await unpackFallback(tarball, integrity, target)
    expect(readFileSync(join(target, 'electron'), 'utf8')).toBe('a program')
    expect(statSync(join(target, 'chrome-sandbox')).mode & 0o111).toBe(0o111)
  })

  test('is refused, and nothing unpacked, when one byte of it differs', async () => {
    const { tarball, integrity, target } = makeTarball()
    const bytes = readFileSync(tarball)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
    writeFileSync(tarball, bytes)
    await expect(unpackFallback(tarball, integrity, target)).rejects.toThrow(/not the file that was pinned/)
    expect(existsSync(join(target, 'electron'))).toBe(false)
  })
})

test('only Linux x64 has a fallback', () => {
  expect(canFallBack({ platform: 'linux', arch: 'x64' })).toBe(true)
  expect(canFallBack({ platform: 'linux', arch: 'arm64' })).toBe(false)
  expect(canFallBack({ platform: 'darwin', arch: 'x64' })).toBe(false)
})

test('an unreachable host is asked again after a day, and at once when the address changes', () => {
  const hour = 3_600_000
  const known = { url: 'https://a.example/1.zip', at: 1000 }
  expect(isFresh(known, known.url, 1000 + 23 * hour)).toBe(true)
  expect(isFresh(known, known.url, 1000 + 25 * hour)).toBe(false)
  expect(isFresh(known, 'https://a.example/2.zip', 2000)).toBe(false)
  expect(isFresh(undefined, known.url, 2000)).toBe(false)
})

test('the program is where each system has it', () => {
  expect(programIn('linux')).toBe('electron')
  expect(programIn('win32')).toBe('electron.exe')
  expect(programIn('darwin')).toBe('Electron.app/Contents/MacOS/Electron')
})

test('a release is refused when Electron is not the official one', () => {
  const path = '/somewhere/electron'
  expect(() => refuseUnofficial({ version: '42.0.0', official: false, path })).toThrow(
    /made from the official Electron/
  )
  expect(() => refuseUnofficial({ version: '45.3.4', official: true, path })).not.toThrow()
})

function makeTarball() {
  const bin = join(folder, 'package/bin')
  const target = join(folder, 'target')
  mkdirSync(bin, { recursive: true })
  mkdirSync(target)
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    writeFileSync(join(bin, name), 'a program', { mode: 0o644 })
  }
  const tarball = join(folder, 'fallback.tgz')
  const made = spawnSync('tar', ['-czf', tarball, '-C', folder, 'package'])
  expect(made.status).toBe(0)
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  return { tarball, integrity, target }
}
