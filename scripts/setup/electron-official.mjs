// @ts-check
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { inRoot } from './paths.mjs'
import { Stop } from './say.mjs'

const probeMs = 8_000
const downloadMs = 20 * 60_000

/** @param {string} version */
const zipName = (version) => `electron-v${version}-${process.platform}-${process.arch}.zip`

/**
 * Address of the official release for this system; a mirror comes from ELECTRON_MIRROR, as everywhere else.
 * @param {string} version
 */
export function officialUrl(version) {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror']
  return `${mirror ?? 'https://github.com/electron/electron/releases/download/'}v${version}/${zipName(version)}`
}

/**
 * Ask for the head of the file, briefly.
 * @param {string} url
 * @returns {Promise<string | undefined>} why it cannot be had, or undefined when it can
 */
export async function whyUnreachable(url) {
  const host = new URL(url).host
  await useProxy()
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) })
    return response.ok ? undefined : `${host} answers ${response.status}`
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return late ? `${host} did not answer within ${probeMs / 1000} s` : `${host} cannot be reached`
  }
}

/**
 * Download the official release and unpack it; `@electron/get` compares it with the checksums inside the npm package.
 * @param {string} version
 * @param {string} folder made whole or not at all
 */
export async function fetchOfficial(version, folder) {
  await useProxy()
  const { downloadArtifact } = await import('@electron/get')
  const { default: unzip } = await import('@electron-internal/extract-zip')
  const checksums = JSON.parse(readFileSync(inRoot('node_modules/electron/checksums.json'), 'utf8'))
  const zip = await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums,
    downloadOptions: { signal: AbortSignal.timeout(downloadMs) }
  }).catch((error) => {
    throw new Stop(
      `The official Electron ${version} could not be downloaded: ${error.message}.`,
      'Run the same command again.'
    )
  })
  const half = `${folder}.half`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  await unzip(zip, { dir: half })
  rmSync(folder, { recursive: true, force: true })
  renameSync(half, folder)
}

/** Node's own fetch knows no proxy unless told. */
async function useProxy() {
  if (!process.env['HTTPS_PROXY'] && !process.env['https_proxy']) return
  const { initializeProxy } = await import('@electron/get')
  initializeProxy()
}
