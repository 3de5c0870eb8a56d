// @ts-check
// Measure the real app on generated media and write the table of results. Arguments go to Playwright: `npm run bench -- seek` measures seeks only.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, freemem, loadavg, release, totalmem, type as system } from 'node:os'
import { join } from 'node:path'
import { rememberedElectron } from './setup/electron-choice.mjs'
import { hasDisplay, underVirtualDisplay } from './setup/display.mjs'
import { inLocal, inRoot } from './setup/paths.mjs'
import { run } from './setup/process.mjs'

/**
 * @typedef {{ id: string, name: string, value: number, unit: string, aim?: string, met?: boolean, detail: string }} Measurement
 * @typedef {{ bench: string, loadBefore: number, loadAfter: number, measurements: Measurement[] }} Result
 */

/** Order of the table. */
const order = [
  'start',
  'seek',
  'seek-proxy',
  'step',
  'peaks',
  'faces',
  'speech',
  'text',
  'edit',
  'desk',
  'signals',
  'scores'
]

/** Above this load per core other work disturbs what is measured. */
const QUIET_LOAD = 0.7

const measured = inLocal('bench')
const results = inRoot('tests/bench/results')

const args = process.argv.slice(2)
if (args.length === 0) rmSync(measured, { recursive: true, force: true })
const load = (loadavg()[0] ?? 0) / cpus().length
if (load > QUIET_LOAD)
  console.warn(
    `other work keeps this machine busy (load ${load.toFixed(1)} per core): the numbers will be worse than they are`
  )

const script = inRoot('node_modules/@playwright/test/cli.js')
/** @type {[string, string[]]} */
const direct = [
  process.execPath,
  [script, 'test', '--config', inRoot('tests/bench/playwright.config.ts'), ...args]
]
const command = hasDisplay() ? direct : underVirtualDisplay(...direct)
if (!command) {
  console.error('there is no display and no xvfb-run to make one')
  process.exitCode = 1
} else {
  process.exitCode = await run(...command)
  if (existsSync(measured)) writeResults()
}

function writeResults() {
  /** @type {Result[]} */
  const all = readdirSync(measured)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(measured, name), 'utf8')))
    .sort((a, b) => order.indexOf(a.bench) - order.indexOf(b.bench))
  const gib = (/** @type {number} */ bytes) => Math.round(bytes / 2 ** 30)
  const machine = {
    cores: cpus().length,
    memoryGiB: gib(totalmem()),
    freeMemoryGiB: gib(freemem()),
    system: `${system()} ${release().split('-')[0]} ${process.arch}`,
    graphics: 'none, drawn by the processor',
    electron: rememberedElectron()?.version ?? 'unknown',
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10)
  }
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'results.json'), `${JSON.stringify({ machine, results: all }, undefined, 2)}\n`)
  // What was measured by hand stands beneath the table.
  const byHand = join(results, 'by-hand.md')
  const notes = existsSync(byHand) ? `\n${readFileSync(byHand, 'utf8')}` : ''
  writeFileSync(join(results, 'results.md'), `${table(machine, all)}\n${notes}`)
  writeReadme(machine, all)
  console.log(`\n${table(machine, all)}\n\nwritten to tests/bench/results and README.md`)
}

/**
 * @param {{ cores: number, memoryGiB: number, system: string, electron: string, date: string }} machine
 * @param {Result[]} all
 */
function table(machine, all) {
  const rows = all.flatMap(({ measurements }) => measurements)
  const loads = all.flatMap(({ loadBefore, loadAfter }) => [loadBefore, loadAfter])
  return [
    `Measured with \`npm run bench\` on ${machine.date}: ${machine.cores} cores, ${machine.memoryGiB} GiB memory, no graphics card, ${machine.system}, Electron ${machine.electron}; load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} while measuring.`,
    '',
    '| What | Measured | Aim | Held against, spread |',
    '|---|---|---|---|',
    ...rows.map(
      ({ name, value, unit, aim, met, detail }) =>
        `| ${name} | **${number(value)} ${unit}** | ${aim ?? ''}${met === undefined ? '' : met ? ', met' : ', not met'} | ${detail} |`
    )
  ].join('\n')
}

/**
 * The short table, between the marks of the README.
 * @param {Parameters<typeof table>[0]} machine
 * @param {Result[]} all
 */
function writeReadme(machine, all) {
  const path = inRoot('README.md')
  const text = readFileSync(path, 'utf8')
  const rows = all
    .flatMap(({ measurements }) => measurements)
    .map(
      ({ name, value, unit, aim, met }) =>
        `| ${name} | ${number(value)} ${unit} | ${aim ?? ''} | ${met === undefined ? '' : met ? 'yes' : 'no'} |`
    )
  const block = [
    '<!-- bench -->',
    '',
    `Measured with \`npm run bench\` on ${machine.cores} cores and ${machine.memoryGiB} GiB without a graphics card, Electron ${machine.electron}; what each number was held against stands in [results.md](tests/bench/results/results.md).`,
    '',
    '| What | Measured | Aim | Met |',
    '|---|---|---|---|',
    ...rows,
    '',
    '<!-- bench end -->'
  ].join('\n')
  const written = /<!-- bench -->[^]*<!-- bench end -->/
  writeFileSync(
    path,
    written.test(text) ? text.replace(written, () => block) : text.replace('<!-- bench -->', () => block)
  )
}

/** @param {number} value */
function number(value) {
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 10
      ? value.toFixed(1)
      : value.toFixed(2)
}
