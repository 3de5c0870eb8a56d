import { getPriority, setPriority } from 'node:os'
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
  stepBack(window.webContents.getOSProcessId())
  const { port1, port2 } = new MessageChannelMain()
  window.webContents.postMessage('decoder:port', undefined, [port1])
  return {
    port: port2,
    close() {
      if (!window.isDestroyed()) window.destroy()
    }
  }
}

/** As the engine's own preparing thread does: decoding is ahead of the model in any case. Linux only, where this is the main thread alone. */
function stepBack(processId: number): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(processId, Math.min(19, getPriority(processId) + 5))
  } catch {
    // A system that forbids it shares its cores as it did.
  }
}
