import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { root } from '../e2e/driver/launch'

/** A window of the same Electron with nothing of the app in it: what the browser alone can do with a file. */
export interface BareWindow {
  readonly page: Page
  /** Put it, or the app's window, on the screen; the other one is not drawn meanwhile. */
  show(which: 'bare' | 'app'): Promise<void>
  close(): Promise<void>
}

const html = `<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#000}video{width:555px;height:312px}</style><input type="file" style="position:absolute;opacity:0">`

/** Open it beside the app's window with a session of its own, and give it a file to read. */
export async function openBareWindow(electron: ElectronApplication, file: string): Promise<BareWindow> {
  const server = await serve()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const opened = electron.waitForEvent('window')
  // As large as the app's window, so that drawing the screen costs the same.
  await electron.evaluate(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({
      width: 1440,
      height: 900,
      webPreferences: { partition: 'bare', backgroundThrottling: false }
    })
    await window.loadURL(address)
  }, url)
  const page = await opened
  await page.waitForLoadState()
  await page.setInputFiles('input', file)
  return {
    page,
    show: (which) =>
      electron.evaluate(({ BrowserWindow }, bare) => {
        const isBare = (window: Electron.BrowserWindow): boolean =>
          window.webContents.getURL().startsWith('http://127.0.0.1')
        const windows = BrowserWindow.getAllWindows().filter(
          (window) => isBare(window) || window.webContents.getURL().includes('index.html')
        )
        for (const window of windows) {
          if (isBare(window) === bare) window.show()
          else window.hide()
        }
      }, which === 'bare'),
    async close() {
      await page.close()
      server.close()
    }
  }
}

async function serve(): Promise<Server> {
  const library = readFileSync(join(root, 'node_modules/mediabunny/dist/bundles/mediabunny.min.mjs'))
  const server = createServer((request, answer) => {
    if (request.url === '/mediabunny.mjs') answer.setHeader('content-type', 'text/javascript').end(library)
    else answer.setHeader('content-type', 'text/html').end(html)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return server
}
