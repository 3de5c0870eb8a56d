// @ts-check
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { hasDisplay, underVirtualDisplay } from '../setup/display.mjs'
import { inLocal, inRoot } from '../setup/paths.mjs'
import { run } from '../setup/process.mjs'
import { seconds } from '../setup/say.mjs'
import { playwrightTotals, sumTotals, totalsLine, vitestTotals } from './totals.mjs'

/**
 * @typedef {import('../setup/runtime.mjs').Runtime} Runtime
 * @typedef {import('./totals.mjs').Stage} Stage
 * @typedef {{ name: string, work: () => Promise<Omit<Stage, 'name' | 'ms'>> }} Plan
 */

/**
 * Run every stage, also after one has failed, then print what came of each and the totals.
 * @param {readonly Plan[]} plans
 * @param {readonly Stage[]} [before] stages that are over already
 * @returns {Promise<number>} exit status
 */
export async function runStages(plans, before = []) {
  /** @type {Stage[]} */
  const stages = [...before]
  for (const { name, work } of plans) {
    console.log(`\n== ${name}`)
    const started = Date.now()
    stages.push({ name, ...(await work()), ms: Date.now() - started })
  }
  console.log('')
  for (const { name, ok, ms, totals, note } of stages) {
    const said = note ?? (totals ? totalsLine(totals) : '')
    console.log(`  ${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${seconds(ms).padStart(8)}  ${said}`)
  }
  console.log(totalsLine(sumTotals(stages)))
  return stages.every((stage) => stage.ok) ? 0 : 1
}

/** Types, lint and format of every room. @param {Runtime} runtime @returns {Plan[]} */
export const checks = (runtime) => [
  { name: 'types', work: () => tool(runtime, '@typescript/native/bin/tsc', ['-b', '--pretty', 'false']) },
  { name: 'lint', work: () => tool(runtime, 'eslint/bin/eslint.js', ['.']) },
  {
    name: 'format',
    work: () => tool(runtime, 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
  }
]

/** The import table and the registries alone. @param {Runtime} runtime @returns {Plan} */
export const layers = (runtime) => ({
  name: 'layers',
  work: () => tool(runtime, 'vitest/vitest.mjs', ['run', 'tests/layers.test.ts'])
})

/** @param {Runtime} runtime @param {string[]} [args] @returns {Plan} */
export const unitTests = (runtime, args = []) => ({
  name: 'unit tests',
  async work() {
    const report = inLocal('vitest.json')
    rmSync(report, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { ok } = await tool(runtime, 'vitest/vitest.mjs', ['run', ...reporters, ...args])
    return { ok, totals: readReport(report, vitestTotals) }
  }
})

/** The real app, driven through its windows. @param {Runtime} runtime @param {string[]} [args] @returns {Plan} */
export const appTests = (runtime, args = []) => ({
  name: 'app tests',
  async work() {
    if (!hasSpecs()) return { ok: true, note: 'none' }
    // A display has one keyboard and one clipboard; virtual ones cost nothing, so that each half gets its own.
    const halves = hasDisplay() || args.length > 0 || availableParallelism() < 2 ? 1 : 2
    const parts = await Promise.all(
      Array.from({ length: halves }, (_, at) => appTestsPart(runtime, args, at + 1, halves))
    )
    if (parts.includes(undefined))
      return { ok: true, note: 'skipped: there is no display and no xvfb-run to make one' }
    const totals = parts.flatMap((part) => part?.totals ?? [])
    return {
      ok: parts.every((part) => part?.ok),
      ...(totals.length > 0
        ? { totals: sumTotals(totals.map((own) => ({ name: '', ok: true, ms: 0, totals: own }))) }
        : {})
    }
  }
})

/** So much later the second half starts: two that look for a free display at once may find the same, milliseconds. */
const APART_MS = 4000

/** @param {Runtime} runtime @param {string[]} args @param {number} part @param {number} of */
async function appTestsPart(runtime, args, part, of) {
  const name = of === 1 ? 'playwright' : `playwright-${part}`
  const report = inLocal(`${name}.json`)
  rmSync(report, { force: true })
  const shard = of === 1 ? [] : [`--shard=${part}/${of}`]
  const script = inRoot('node_modules/@playwright/test/cli.js')
  /** @type {[string, string[]]} */
  const direct = [runtime.program, [script, 'test', `--output=${inLocal(name)}`, ...shard, ...args]]
  const command = hasDisplay() ? direct : underVirtualDisplay(...direct)
  if (!command) return undefined
  await new Promise((resolve) => setTimeout(resolve, (part - 1) * APART_MS))
  const status = await run(...command, {
    env: { ...runtime.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  })
  return { ok: status === 0, totals: readReport(report, playwrightTotals) }
}

/** @param {Runtime} runtime @param {string} file @param {string[]} args */
async function tool(runtime, file, args) {
  const status = await run(runtime.program, [inRoot('node_modules', file), ...args], { env: runtime.env })
  return { ok: status === 0 }
}

function hasSpecs() {
  const folder = inRoot('tests/e2e')
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.(spec|test)\.tsx?$/.test(String(name)))
  )
}

/**
 * @template T
 * @param {string} file
 * @param {(report: T) => import('./totals.mjs').Totals} totals
 */
const readReport = (file, totals) =>
  existsSync(file) ? totals(JSON.parse(readFileSync(file, 'utf8'))) : undefined
