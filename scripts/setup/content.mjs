// @ts-check
import { existsSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { run } from './process.mjs'
import { step } from './say.mjs'

/**
 * A script of this project that makes something and is quick when it is there.
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {string} file
 * @param {string[]} [args]
 */
export function runScript(runtime, file, args = []) {
  const types = file.endsWith('.ts')
    ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
    : []
  return run(runtime.program, [...types, inRoot(file), ...args], { env: runtime.env })
}

/**
 * Build the default models from pinned packages.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export const setUpModels = (runtime) =>
  make(runtime, 'models', 'models/build.ts', 'building the default models where they are missing')

/**
 * Make the demo project.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export const setUpDemo = (runtime) =>
  make(runtime, 'demo project', 'scripts/demo.mjs', 'making the demo project where it is missing')

/**
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {string} name
 * @param {string} file
 * @param {string} what
 * @returns {Promise<boolean>} false when it failed; the app works without, so the caller decides what that means
 */
async function make(runtime, name, file, what) {
  const made = await step(name, async (doing) => {
    if (!existsSync(inRoot(file))) return { done: 'nothing to make', value: true }
    doing(what)
    const status = await runScript(runtime, file)
    return status === 0
      ? { done: 'ready', value: true }
      : { done: `FAILED, see above; ${file} says more`, value: false }
  })
  return made ?? false
}
