// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isRoot, read, run, which } from './process.mjs'
import { step, Stop } from './say.mjs'

/** Debian's names for what Electron needs; newer releases add `t64` to some. */
const debianLibraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'fonts-liberation'
]
const debianDisplay = ['xvfb', 'xauth']
const debianMedia = ['ffmpeg']

/**
 * What this run cannot do without, beside the libraries: a virtual display, ffmpeg.
 * @typedef {{ display: boolean, media: boolean }} Wanted
 */

/**
 * Make sure that Electron finds its shared libraries (Linux), and that tests find a display and ffmpeg.
 * Installs on Debian and Ubuntu as root; elsewhere stops with the command to type. A missing ffmpeg or virtual
 * display stops nothing: the tests that need one skip.
 * @param {string} electron
 * @param {Wanted} wanted
 */
export async function setUpLibraries(electron, wanted) {
  if (process.platform !== 'linux') return
  await step('libraries', async (doing) => {
    const libraries = missingLibraries(read('ldd', [electron])?.text ?? '')
    const display = wanted.display && !which('xvfb-run')
    const media = wanted.media && !which('ffmpeg')
    if (libraries.length === 0 && !display && !media) return { done: 'all there' }

    const packages = [
      ...(libraries.length > 0 ? debianLibraries : []),
      ...(display ? debianDisplay : []),
      ...(media ? debianMedia : [])
    ]
    if (which('apt-get') && isRoot()) {
      doing(`installing ${packages.join(', ')}`)
      await aptInstall(packages)
      const still = missingLibraries(read('ldd', [electron])?.text ?? '')
      if (still.length > 0) throw new Stop(`Electron still lacks ${still.join(', ')} after the installation.`)
      return { done: 'installed' }
    }
    const command = installCommand(packages, {
      has: (program) => which(program) !== undefined,
      known: isKnownToApt
    })
    if (libraries.length > 0)
      throw new Stop(
        `Electron lacks the system libraries ${libraries.join(', ')}.`,
        `Install them with:\n  ${command}`
      )
    const lacking = [...(display ? ['a virtual display (xvfb-run)'] : []), ...(media ? ['ffmpeg'] : [])].join(
      ' and '
    )
    return { done: `${lacking} not found, tests that need it are skipped; to have them: ${command}` }
  })
  await checkSandbox(electron)
}

/**
 * Shared libraries that the loader does not find.
 * @param {string} text what `ldd` printed
 */
export function missingLibraries(text) {
  const names = [...text.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
  return [...new Set(names)]
}

/**
 * The names that this release of Debian or Ubuntu uses.
 * @param {readonly string[]} packages
 * @param {(name: string) => boolean} known whether the release has a package of that name
 */
export const debianNames = (packages, known) =>
  packages.map((name) => (known(`${name}t64`) ? `${name}t64` : name))

/**
 * One line that installs the packages on this distribution.
 * @param {readonly string[]} packages Debian names without `t64`
 * @param {{ has: (program: string) => boolean, known: (name: string) => boolean }} system
 */
export function installCommand(packages, { has, known }) {
  const translate = (/** @type {Record<string, string>} */ table) =>
    packages.flatMap((name) => table[name] ?? []).join(' ')
  if (has('apt-get'))
    return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${debianNames(packages, known).join(' ')}`
  if (has('dnf')) return `sudo dnf install -y ${translate(fedora)}`
  if (has('pacman')) return `sudo pacman -S --needed ${translate(arch)}`
  if (has('zypper')) return `sudo zypper install ${translate(suse)}`
  return `your package manager: ${packages.join(' ')} (names as in Debian)`
}

/** @type {Record<string, string>} */
const fedora = {
  'libgtk-3-0': 'gtk3',
  libnss3: 'nss',
  libasound2: 'alsa-lib',
  libgbm1: 'mesa-libgbm',
  'libatk-bridge2.0-0': 'at-spi2-atk',
  libdrm2: 'libdrm',
  libxkbcommon0: 'libxkbcommon',
  'fonts-liberation': 'liberation-fonts',
  xvfb: 'xorg-x11-server-Xvfb',
  xauth: 'xorg-x11-xauth',
  ffmpeg: 'ffmpeg'
}
/** @type {Record<string, string>} */
const arch = {
  'libgtk-3-0': 'gtk3',
  libnss3: 'nss',
  libasound2: 'alsa-lib',
  libgbm1: 'mesa',
  'libatk-bridge2.0-0': 'at-spi2-core',
  libdrm2: 'libdrm',
  libxkbcommon0: 'libxkbcommon',
  'fonts-liberation': 'ttf-liberation',
  xvfb: 'xorg-server-xvfb',
  xauth: 'xorg-xauth',
  ffmpeg: 'ffmpeg'
}
/** @type {Record<string, string>} */
const suse = {
  'libgtk-3-0': 'libgtk-3-0',
  libnss3: 'mozilla-nss',
  libasound2: 'libasound2',
  libgbm1: 'libgbm1',
  'libatk-bridge2.0-0': 'libatk-bridge-2_0-0',
  libdrm2: 'libdrm2',
  libxkbcommon0: 'libxkbcommon0',
  'fonts-liberation': 'liberation-fonts',
  xvfb: 'xorg-x11-server-Xvfb',
  xauth: 'xauth',
  ffmpeg: 'ffmpeg'
}

/** @param {string[]} packages */
async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await run('apt-get', ['update', '-qq'], { env, quiet: true })
  if (updated !== 0) throw new Stop('apt-get update failed; its own message is above.')
  const names = debianNames(packages, isKnownToApt)
  const status = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    env,
    quiet: true
  })
  if (status !== 0) throw new Stop(`apt-get could not install ${names.join(' ')}; its own message is above.`)
}

/** @param {string} name */
function isKnownToApt(name) {
  const answer = read('apt-cache', ['show', '--no-all-versions', name])
  return answer?.status === 0 && answer.text.trim() !== ''
}

/**
 * Chromium needs user namespaces or a setuid helper; some kernels (Ubuntu 24.04) forbid the first to ordinary users.
 * @param {string} electron
 */
async function checkSandbox(electron) {
  if (isRoot()) return
  const helper = join(dirname(electron), 'chrome-sandbox')
  const forbidden =
    kernelSetting('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    kernelSetting('kernel/unprivileged_userns_clone') === '0' ||
    kernelSetting('user/max_user_namespaces') === '0'
  if (!forbidden || !existsSync(helper)) return
  const info = statSync(helper)
  if (info.uid === 0 && (info.mode & 0o4000) !== 0) return
  throw new Stop(
    "This system keeps Electron's sandbox from starting.",
    `Allow it for this copy with:\n  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`
  )
}

/** @param {string} name */
function kernelSetting(name) {
  const file = `/proc/sys/${name}`
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}
