import { BrowserWindow, nativeTheme } from 'electron'

export interface WindowOptions {
  readonly url: string
  readonly preload: string
  readonly dark: boolean
  readonly icon?: string
}

/** The main window: sandboxed, isolated, without Node. Shown when its first picture is ready. */
export function createMainWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1100,
    minHeight: 700,
    show: false,
    title: 'Affectory',
    icon: options.icon,
    backgroundColor: options.dark ? '#111317' : '#eef0f3',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      backgroundThrottling: false
    }
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(options.url)
  return window
}

/** Whether the window opens dark: the chosen theme, or the system's. */
export function opensDark(theme: 'dark' | 'light' | 'system'): boolean {
  nativeTheme.themeSource = theme
  return nativeTheme.shouldUseDarkColors
}
