import { BrowserWindow, MessageChannelMain } from 'electron'
import type { MessagePortMain } from 'electron'

/**
 * Open the hidden window that decodes with Chromium's codecs, and give back the port that the engine talks to it through.
 * The window is as closed as the main one: sandboxed, isolated, reading media through lab:// only.
 */
export async function openDecoderWindow(
  url: string,
  preload: string
): Promise<{ port: MessagePortMain; close(): void }> {
  const window = new BrowserWindow({
    show: false,
    width: 320,
    height: 240,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false
    }
  })
  window.webContents.on('render-process-gone', () => {
    if (!window.isDestroyed()) window.destroy()
  })
  await window.loadURL(url)
  const { port1, port2 } = new MessageChannelMain()
  window.webContents.postMessage('decoder:port', undefined, [port1])
  return {
    port: port2,
    close() {
      if (!window.isDestroyed()) window.destroy()
    }
  }
}
