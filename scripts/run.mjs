// @ts-check
// Entry of every npm script: does what set-up still has to do, then the thing itself. Needs Node 20 and no package.
import { existsSync } from 'node:fs'
import { electronEnvironment, electronSwitches } from './electron-path.mjs'
import { packageApp } from './package.mjs'
import { setUpBuild } from './setup/build.mjs'
import { runScript, setUpDemo, setUpModels } from './setup/content.mjs'
import { installDependencies } from './setup/dependencies.mjs'
import { hasDisplay, underVirtualDisplay } from './setup/display.mjs'
import { rememberedElectron } from './setup/electron-choice.mjs'
import { setUpElectron } from './setup/electron.mjs'
import { setUpLibraries } from './setup/libraries.mjs'
import { inRoot, root } from './setup/paths.mjs'
import { run } from './setup/process.mjs'
import { findRuntime, setUpRuntime } from './setup/runtime.mjs'
import { Stop } from './setup/say.mjs'
import { appTests, checks, layers, runStages, unitTests } from './testing/stages.mjs'

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const commands = {
  start,
  dev,
  build,
  check,
  lint,
  format,
  test,
  unit,
  e2e,
  bench,
  models,
  demo,
  package: makePackage
}

const [name = '', ...rest] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  console.error(`unknown command "${name}"; known: ${Object.keys(commands).join(', ')}`)
  process.exitCode = 1
} else {
  try {
    process.exitCode = await command(rest)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}

/** Open the app. `--virtual` opens it on a virtual display. @param {string[]} args */
async function start(args) {
  const virtual = args.includes('--virtual')
  const { electron, runtime } = await setUpTools({ display: virtual, media: false })
  await setUpModels(runtime)
  await setUpBuild(runtime)
  await setUpDemo(runtime)
  const appArgs = [...electronSwitches(), root, ...args.filter((arg) => arg !== '--virtual')]
  const launch = windowed(electron.path, appArgs, virtual)
  console.log('\nOpening Affectory; closing its window ends this command.')
  return run(...launch, { env: electronEnvironment() })
}

/** The app with its sources watched. @param {string[]} args */
async function dev(args) {
  const virtual = args.includes('--virtual')
  const { electron, runtime } = await setUpTools({ display: virtual, media: false })
  await setUpModels(runtime)
  await setUpDemo(runtime)
  const script = inRoot('node_modules/electron-vite/bin/electron-vite.js')
  const noSandbox = electronSwitches().includes('--no-sandbox') ? ['--noSandbox'] : []
  const others = args.filter((arg) => arg !== '--virtual')
  const launch = windowed(
    runtime.program,
    [script, 'dev', ...noSandbox, ...(others.length > 0 ? ['--', ...others] : [])],
    virtual
  )
  return run(...launch, { env: { ...runtime.env, ELECTRON_EXEC_PATH: electron.path } })
}

async function build() {
  const { runtime } = await setUpTools()
  await setUpBuild(runtime)
  return 0
}

async function check() {
  const runtime = await setUpRuntimeOnly()
  return runStages([...checks(runtime), layers(runtime)])
}

async function lint() {
  const runtime = await setUpRuntimeOnly()
  return runStages(checks(runtime).filter(({ name }) => name !== 'types'))
}

/** @param {string[]} args files; without, everything */
async function format(args) {
  const runtime = await setUpRuntimeOnly()
  const files = args.length > 0 ? args : ['.']
  return run(
    runtime.program,
    [inRoot('node_modules/prettier/bin/prettier.cjs'), '--write', '--log-level', 'warn', ...files],
    { env: runtime.env }
  )
}

/** Everything that can be proved, whatever fails on the way. */
async function test() {
  const { runtime, made } = await setUpForTests()
  return runStages([...checks(runtime), unitTests(runtime), appTests(runtime)], made)
}

/** @param {string[]} args for vitest */
async function unit(args) {
  const runtime = await setUpRuntimeOnly()
  await setUpModels(runtime)
  return runStages([unitTests(runtime, args)])
}

/** @param {string[]} args for Playwright */
async function e2e(args) {
  const { runtime, made } = await setUpForTests()
  return runStages([appTests(runtime, args)], made)
}

/** @param {string[]} args */
async function bench(args) {
  const { runtime } = await setUpForTests()
  const script = ['scripts/bench.mjs', 'scripts/bench.ts', 'scripts/bench/run.ts'].find((file) =>
    existsSync(inRoot(file))
  )
  if (!script) throw new Stop('There are no benchmarks to run.')
  return runScript(runtime, script, args)
}

/** @param {string[]} args */
async function models(args) {
  return runScript(await setUpRuntimeOnly(), 'models/build.ts', args)
}

/** @param {string[]} args */
async function demo(args) {
  const { runtime } = await setUpTools()
  await setUpModels(runtime)
  return runScript(runtime, 'scripts/demo.mjs', args)
}

async function makePackage() {
  const { electron, runtime } = await setUpTools()
  await setUpModels(runtime)
  await setUpBuild(runtime)
  return packageApp(electron, runtime)
}

/**
 * Packages, Electron, the runtime of the tools, system libraries.
 * @param {import('./setup/libraries.mjs').Wanted} [wanted]
 */
async function setUpTools(wanted) {
  console.log('Setting up Affectory')
  await installDependencies()
  const electron = await setUpElectron()
  const runtime = await setUpRuntime(electron.path)
  if (wanted) await setUpLibraries(electron.path, wanted)
  return { electron, runtime }
}

/** For what needs no Electron, unless the tools can run on nothing else. */
async function setUpRuntimeOnly() {
  console.log('Setting up Affectory')
  await installDependencies()
  const known = rememberedElectron()?.path
  return findRuntime(known) ? setUpRuntime(known ?? '') : setUpRuntime((await setUpElectron()).path)
}

/** Models and the demo project are part of the proof: when one cannot be made, the tests fail. */
async function setUpForTests() {
  const { runtime } = await setUpTools({ display: !hasDisplay(), media: true })
  /** @type {import('./testing/totals.mjs').Stage[]} */
  const made = []
  for (const [name, make] of /** @type {const} */ ([
    ['models', setUpModels],
    ['app', setUpBuild],
    ['demo project', setUpDemo]
  ])) {
    const started = Date.now()
    const result = await make(runtime).catch((error) => {
      if (!(error instanceof Stop)) throw error
      console.error(error.message)
      return false
    })
    made.push({ name, ok: result !== false, ms: Date.now() - started })
  }
  return { runtime, made }
}

/**
 * @param {string} program @param {string[]} args @param {boolean} virtual
 * @returns {[string, string[]]}
 */
function windowed(program, args, virtual) {
  if (virtual && process.platform === 'linux') {
    const launch = underVirtualDisplay(program, args)
    if (!launch) throw new Stop('There is no xvfb-run, which --virtual needs.')
    return launch
  }
  if (!hasDisplay()) {
    throw new Stop(
      'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).',
      'Log in to a desktop, use `ssh -X`, or open it on a virtual display: npm start -- --virtual'
    )
  }
  return [program, args]
}
