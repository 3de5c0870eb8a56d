// @ts-check
import { which } from './process.mjs'

/**
 * Whether windows can be shown.
 * @param {{ platform: string, env: NodeJS.ProcessEnv }} [system]
 */
export const hasDisplay = ({ platform, env } = process) =>
  platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])

/**
 * The command that runs a program under a virtual display, or undefined when there is no xvfb-run.
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, string[]] | undefined}
 */
export function underVirtualDisplay(program, args) {
  const xvfb = which('xvfb-run')
  return xvfb ? [xvfb, ['-a', '-s', '-screen 0 1920x1080x24', program, ...args]] : undefined
}
