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
  close(): Promise<void>
}

const html = `<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#000}video{width:480px;height:270px}</style><input type="file" style="position:absolute;opacity:0">`

/** Open it beside the app's window with a session of its own, and give it a file to read. */
export async function openBareWindow(electron: ElectronApplication, file: string): Promise<BareWindow> {
  const server = await serve()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const opened = electron.waitForEvent('window')
  await electron.evaluate(async ({ BrowserWindow }, address) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())
      ?.setBounds({ x: 0, y: 0, width: 1400, height: 900 })
    const window = new BrowserWindow({
      x: 1410,
      y: 0,
      width: 490,
      height: 320,
      webPreferences: { partition: 'bare', backgroundThrottling: false }
    })
    await window.loadURL(address)
  }, url)
  const page = await opened
  await page.waitForLoadState()
  await page.setInputFiles('input', file)
  return {
    page,
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
