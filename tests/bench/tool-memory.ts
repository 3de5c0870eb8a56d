import type { Page } from '@playwright/test'

/**
 * Stop the test tool from keeping the body of every answer that the window gets (up to 200 MB, inside the window's process):
 * memory of a window is to be measured without it. Nothing public turns this off, so it goes through the tool's own parts;
 * answers whether it was done.
 */
export async function keepNoBodies(page: Page): Promise<boolean> {
  const toImpl = part(part(page, '_connection'), 'toImpl')
  if (typeof toImpl !== 'function') return false
  const session = ['delegate', '_mainFrameSession', '_client'].reduce(part, toImpl(page) as unknown)
  const send = part(session, 'send')
  if (typeof send !== 'function') return false
  await send.call(session, 'Network.disable')
  return true
}

const part = (whole: unknown, name: string): unknown =>
  typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined
