import { ipcMain } from 'electron'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { calls } from '../../shared/contract'
import type { CallName, EventName, Events, Handlers } from '../../shared/contract'
import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { GrantedPaths } from './granted-paths'
import type { TrustedOrigins } from './security'

/** Connect the contract to its handlers. Sender and input are checked before anything else is looked at. */
export function route(handlers: Handlers, trusted: TrustedOrigins, granted: GrantedPaths): void {
  ipcMain.handle('lab:call', async (event, name: unknown, input: unknown) => {
    if (!fromWindow(event, trusted)) return fail('not-allowed', 'This page may not call Affectory.')
    return answer(handlers, name, input)
  })
  ipcMain.on('lab:grant', (event, path: unknown) => {
    const sender = event.senderFrame
    if (sender && trusted.isTrusted(sender.url) && typeof path === 'string') granted.grant(path)
  })
}

/** Send one event to the window, when it is there. */
export function emitter(
  window: () => BrowserWindow | undefined
): <N extends EventName>(name: N, payload: Events[N]) => void {
  return (name, payload) => {
    const target = window()
    if (target && !target.isDestroyed()) target.webContents.send('lab:event', name, payload)
  }
}

function fromWindow(event: IpcMainInvokeEvent, trusted: TrustedOrigins): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && trusted.isTrusted(frame.url)
}

async function answer(handlers: Handlers, name: unknown, input: unknown): Promise<Result<unknown>> {
  if (typeof name !== 'string' || !Object.hasOwn(calls, name))
    return fail('unknown-call', `There is no call "${String(name)}".`)
  const id = name as CallName
  const parsed = calls[id].input.safeParse(input)
  if (!parsed.success)
    return fail('bad-input', `The call ${id} was given wrong input: ${z.prettifyError(parsed.error)}`)
  const handler = handlers[id] as (value: unknown) => Result<unknown> | Promise<Result<unknown>>
  try {
    return await handler(parsed.data)
  } catch (error) {
    console.error(`call ${id} failed`, error)
    const text = error instanceof Error ? error.message : String(error)
    return fail(
      'internal',
      `Something went wrong inside Affectory (${id}): ${text}`,
      'Your saved work is safe. Try again, or restart Affectory.'
    )
  }
}
