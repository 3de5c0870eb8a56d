// Make the demo project in .local/demo, unless the one there was made by the same code.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronEnvironment, electronPath, electronSwitches } from './electron-path.mjs'

const root = join(import.meta.dirname, '..')
const folder = join(root, '.local', 'demo')
const photos = join(root, 'node_modules', '@vladmandic', 'face-api', 'demo')
const stamp = join(root, '.local', 'demo.stamp')

const key = createHash('sha256')
for (const source of [
  'src/shared/demo',
  'src/main/handlers/demo',
  'src/renderer/studio',
  'src/main/store/migrations'
])
  for (const name of readdirSync(join(root, source)).sort())
    key.update(readFileSync(join(root, source, name)))
const wanted = key.digest('hex')

if (
  existsSync(join(folder, 'project.sqlite')) &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted
) {
  console.log('demo project: already made')
} else {
  process.exitCode = make()
}

function make() {
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const electron = [
    electronPath(),
    ...electronSwitches(),
    root,
    `--make-demo=${folder}`,
    `--photos=${photos}`,
    `--user-data-dir=${join(root, '.local', 'demo-user')}`
  ]
  const [command, ...args] = headless
    ? ['xvfb-run', '-a', '-s', '-screen 0 1280x800x24', ...electron]
    : electron
  const { status, error, stderr } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, ...electronEnvironment() },
    timeout: 600_000
  })
  if (status === 0) {
    writeFileSync(stamp, wanted)
    return 0
  }
  // What Chromium says of itself only matters when the project was not made.
  console.error(stderr)
  console.error(`demo project: not made (${error?.message ?? `exit ${status}`}); Affectory works without it`)
  return 1
}
