import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright'
import type { ElectronApplication } from 'playwright'
import { electronEnvironment, electronPath, electronSwitches } from '../../../scripts/electron-path.mjs'

/** Folder of the repository: what Electron is started on. */
export const root = resolve(import.meta.dirname, '../../..')

/** Folders of one imaginary user: settings, home (new projects and the copy of the demo go there), and work. */
export interface Machine {
  readonly settings: string
  readonly home: string
  readonly work: string
  remove(): void
}

/** A machine that has never seen the app. */
export function freshMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-e2e-'))
  const machine = {
    settings: join(folder, 'settings'),
    home: join(folder, 'home'),
    work: join(folder, 'work')
  }
  for (const path of Object.values(machine)) mkdirSync(path, { recursive: true })
  return { ...machine, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Start the built app as this user. `environment` adds to the variables of this process. */
export async function launchElectron(
  machine: Machine,
  environment: Readonly<Record<string, string>> = {}
): Promise<ElectronApplication> {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronSwitches(), root, `--user-data-dir=${machine.settings}`],
    env: {
      ...electronEnvironment(),
      HOME: machine.home,
      USERPROFILE: machine.home,
      XDG_CONFIG_HOME: join(machine.home, '.config'),
      ...environment
    },
    timeout: 30_000
  })
  const evaluate = electron.evaluate.bind(electron)
  electron.evaluate = (async (work: never, arg: never) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await evaluate(work, arg)
      } catch (error) {
        // The debugger's connection now and then loses an answer to the garbage collector; it is asked again then.
        if (attempt >= 3 || !String(error).includes('garbage collected')) throw error
      }
    }
  }) as typeof electron.evaluate
  return electron
}
