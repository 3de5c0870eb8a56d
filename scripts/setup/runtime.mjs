// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { inRoot } from './paths.mjs'
import { read } from './process.mjs'
import { step, Stop } from './say.mjs'

/** The tools (vitest, better-sqlite3) need at least this Node; 20 dies with a segmentation fault. */
export const oldestNode = [22, 12]

/**
 * How to run a JavaScript file with a Node that is new enough.
 * @typedef {{ program: string, env: NodeJS.ProcessEnv, source: 'package' | 'system' | 'electron' }} Runtime
 */

/**
 * Where a package that carries Node for this system would have it. Several names: macOS on ARM has another one.
 * @param {string} platform `process.platform`
 * @param {string} arch `process.arch`
 * @returns {string[]} paths inside node_modules, best first
 */
export function packagedNodes(platform, arch) {
  const system = `${platform === 'win32' ? 'win' : platform}-${arch}`
  const file = platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  return [`node-${system}/${file}`, `node-bin-${system}/${file}`]
}

/**
 * @param {string} version for instance `v22.12.0`
 * @returns {boolean} whether the tools can run on it
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const [wantMajor = 0, wantMinor = 0] = oldestNode
  return major > wantMajor || (major === wantMajor && minor >= wantMinor)
}

/**
 * The choice itself: the packaged Node, else the system's where new enough, else Electron as Node.
 * @param {{ packaged: string | undefined, system: { program: string, version: string }, electron: string | undefined }} have
 * @returns {{ program: string, source: Runtime['source'] } | undefined} undefined when there is none
 */
export function chooseRuntime({ packaged, system, electron }) {
  if (packaged) return { program: packaged, source: 'package' }
  if (isNewEnough(system.version)) return { program: system.program, source: 'system' }
  if (electron) return { program: electron, source: 'electron' }
  return undefined
}

/**
 * @param {string | undefined} electron the Electron binary, when there is one already
 * @returns {Runtime | undefined}
 */
export function findRuntime(electron) {
  const packaged = packagedNodes(process.platform, process.arch)
    .map((file) => inRoot('node_modules', file))
    .find((file) => existsSync(file) && isNewEnough(read(file, ['--version'])?.text ?? ''))
  const system = { program: process.execPath, version: process.version }
  const choice = chooseRuntime({ packaged, system, electron })
  if (!choice) return undefined
  const env = { ...process.env, PATH: `${dirname(choice.program)}${delimiter}${process.env['PATH'] ?? ''}` }
  return { ...choice, env: choice.source === 'electron' ? { ...env, ELECTRON_RUN_AS_NODE: '1' } : env }
}

/**
 * @param {string} electron the Electron binary
 * @returns {Promise<Runtime>}
 */
export async function setUpRuntime(electron) {
  const runtime = await step('runtime', async () => {
    const found = findRuntime(electron)
    if (!found) {
      throw new Stop(
        `The tools need Node ${oldestNode.join('.')} or newer; this is ${process.version}.`,
        'Install a newer Node from https://nodejs.org and run the same command again.'
      )
    }
    const version = read(found.program, ['--version'])?.text.trim()
    const names = {
      package: `Node ${version} from the npm package`,
      system: `the system's Node ${version}`,
      electron: 'Electron as Node'
    }
    return { done: `tools run on ${names[found.source]}`, value: found }
  })
  if (!runtime) throw new Error('the runtime step gave no runtime')
  return runtime
}
