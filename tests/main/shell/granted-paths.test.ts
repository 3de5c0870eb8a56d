import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { grantedPaths } from '../../../src/main/shell/granted-paths'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'granted-'))
  mkdirSync(join(root, 'chosen', 'inner'), { recursive: true })
  mkdirSync(join(root, 'chosen-too'))
  writeFileSync(join(root, 'secret.txt'), 'x')
})
afterEach(() => rmSync(root, { recursive: true }))

test('a chosen folder allows what lies in it, also what is not there yet', () => {
  const granted = grantedPaths()
  granted.grant(join(root, 'chosen'))
  expect(granted.allows(join(root, 'chosen'))).toBe(true)
  expect(granted.allows(join(root, 'chosen', 'inner', 'new.mp4'))).toBe(true)
})

test('neighbours whose names begin alike are not allowed', () => {
  const granted = grantedPaths()
  granted.grant(join(root, 'chosen'))
  expect(granted.allows(join(root, 'chosen-too'))).toBe(false)
  expect(granted.allows(join(root, 'chosen', '..', 'secret.txt'))).toBe(false)
})

test('a link inside a chosen folder does not lead out of it', () => {
  symlinkSync(root, join(root, 'chosen', 'up'))
  const granted = grantedPaths()
  granted.grant(join(root, 'chosen'))
  expect(granted.allows(join(root, 'chosen', 'up', 'secret.txt'))).toBe(false)
})
