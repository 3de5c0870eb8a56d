import type { Settings } from '../../shared/contract'
import { saveSettings, settings, settingsStore } from './settings'

const light = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: light)')

/** The theme on the screen now. */
export const shownTheme = (theme: Settings['theme'] = settings().theme): 'dark' | 'light' =>
  theme === 'system' ? (light().matches ? 'light' : 'dark') : theme

/** Keep the page in the theme of the settings. Returns the function that stops it. */
export function applyTheme(): () => void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = shownTheme()
  }
  const query = light()
  query.addEventListener('change', apply)
  const stop = settingsStore.subscribe(apply)
  apply()
  return () => {
    query.removeEventListener('change', apply)
    stop()
  }
}

/** Change between dark and light. */
export const switchTheme = (): Promise<void> =>
  saveSettings({ theme: shownTheme() === 'dark' ? 'light' : 'dark' })
