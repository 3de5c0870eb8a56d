import { app, session, shell } from 'electron'
import type { WebContents } from 'electron'

/** Pages that belong to the app: what it was built with, and the development server when there is one. */
export interface TrustedOrigins {
  isTrusted(url: string): boolean
}

/**
 * Origins whose pages may call main.
 * @param devServer address of the development server, only when not packaged
 */
export function trustedOrigins(devServer: string | undefined): TrustedOrigins {
  const allowed = ['lab://app']
  if (devServer) allowed.push(new URL(devServer).origin)
  return {
    isTrusted(url) {
      return allowed.some((origin) => url === origin || url.startsWith(`${origin}/`))
    }
  }
}

/** Refuse every permission, every navigation, every new window and every embedded view, in all pages. */
export function hardenPages(trusted: TrustedOrigins): void {
  const harden = (contents: WebContents): void => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event, url) => {
      if (!trusted.isTrusted(url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
  }
  app.on('web-contents-created', (_event, contents) => harden(contents))
}

/** Nothing in a page may use camera, location, notifications and the like; nothing may leave the machine. */
export function hardenSession(devServer: string | undefined): void {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.webRequest.onBeforeRequest((details, answer) => {
    const { protocol, origin } = new URL(details.url)
    const local = ['lab:', 'blob:', 'data:', 'devtools:', 'chrome-extension:'].includes(protocol)
    const dev =
      devServer !== undefined &&
      [new URL(devServer).origin, new URL(devServer).origin.replace(/^http/, 'ws')].includes(origin)
    answer({ cancel: !local && !dev })
  })
}

/** Show a file in the system's file manager. */
export function showInFolder(path: string): void {
  shell.showItemInFolder(path)
}
