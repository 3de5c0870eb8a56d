// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inLocal } from './paths.mjs'

/**
 * Which Electron this checkout uses.
 * @typedef {{ version: string, official: boolean, path: string }} ElectronChoice
 *   official: the checksum-verified release of the Electron project, the only one that may be packaged
 */

/** @param {string} version */
export const electronFolder = (version) => inLocal('electron', version)

/**
 * Where the program is inside an unpacked Electron.
 * @param {string} [platform]
 */
export function programIn(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The program of an unpacked version, or undefined when it is not, or not wholly, there.
 * @param {string} version
 */
export function installedProgram(version) {
  const folder = electronFolder(version)
  const program = join(folder, programIn())
  const versionFile = join(folder, 'version')
  if (!existsSync(program) || !existsSync(versionFile)) return undefined
  return readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === version ? program : undefined
}

const choiceFile = inLocal('electron', 'current.json')

/** @returns {ElectronChoice | undefined} what set-up chose last, when it is still there */
export function rememberedElectron() {
  if (!existsSync(choiceFile)) return undefined
  const choice = /** @type {ElectronChoice} */ (JSON.parse(readFileSync(choiceFile, 'utf8')))
  return existsSync(choice.path) ? choice : undefined
}

/** @param {ElectronChoice} choice */
export function rememberElectron(choice) {
  mkdirSync(inLocal('electron'), { recursive: true })
  writeFileSync(choiceFile, `${JSON.stringify(choice, undefined, 2)}\n`)
}
