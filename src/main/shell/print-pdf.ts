import { pathToFileURL } from 'node:url'
import { BrowserWindow, session } from 'electron'

/** A document that takes longer than this to print is given up, milliseconds. */
const PATIENCE_MS = 60_000

/** Print a self-contained HTML file to PDF: in a hidden page without scripts that can read nothing but this file. */
export async function printPdf(path: string): Promise<Uint8Array> {
  const address = pathToFileURL(path).href
  const own = session.fromPartition('report')
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: url !== address && !url.startsWith('data:') })
  )
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  const page = new BrowserWindow({
    show: false,
    webPreferences: { session: own, javascript: false, sandbox: true, contextIsolation: true }
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      page
        .loadURL(address)
        .then(() =>
          page.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true })
        ),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('it took more than a minute')), PATIENCE_MS)
      })
    ])
  } finally {
    clearTimeout(timer)
    page.destroy()
  }
}
