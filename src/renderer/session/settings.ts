import type { Settings } from '../../shared/contract'
import { Settings as SettingsSchema } from '../../shared/contract'
import { call, on } from '../client'
import { makeStore } from './store'
import { toastError } from './toasts'

export const settingsStore = makeStore<Settings>(SettingsSchema.parse({}))
export const useSettings = <T>(selector: (settings: Settings) => T): T => settingsStore(selector)
export const settings = (): Settings => settingsStore.getState()

/** Change settings of this machine; the window follows at once, the answer of main decides. */
export async function saveSettings(change: Partial<Settings>): Promise<void> {
  const before = settings()
  settingsStore.setState(change)
  try {
    settingsStore.setState(await call('app.saveSettings', change), true)
  } catch (error) {
    settingsStore.setState(before, true)
    toastError(error)
  }
}

/** Read settings and follow changes made elsewhere. */
export function followSettings(): () => void {
  void call('app.settings')
    .then((value) => settingsStore.setState(value, true))
    .catch(toastError)
  return on('settings', (value) => settingsStore.setState(value, true))
}
