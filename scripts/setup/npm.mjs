// @ts-check
import { run } from './process.mjs'

/**
 * Run npm: the one that started us, else the one on PATH.
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
export function npm(args, options = {}) {
  const cli = process.env['npm_execpath']
  if (cli && /npm-cli\.c?js$/.test(cli)) {
    return run(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], options)
  }
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}
