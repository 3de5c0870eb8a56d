import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { AffectoryApp } from './affectory-app'

let app: AffectoryApp
test.beforeAll(async () => {
  app = await AffectoryApp.launch()
})
test.afterAll(async () => app.close())

/** What a page is answered when it fetches an address: the status, or that it was refused. */
const fetchIn = (url: string): Promise<string> =>
  app.page.evaluate(
    (address) =>
      fetch(address).then(
        (answer) => `status ${answer.status}`,
        () => 'refused'
      ),
    url
  )

test('the window cannot reach Node or Electron', async () => {
  const reach = await app.page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    module: typeof Reflect.get(globalThis, 'module'),
    lab: Object.keys(window.lab).sort()
  }))
  expect(reach).toEqual({
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    lab: ['call', 'on', 'pathOf']
  })
})

test('every window is sandboxed, isolated and without Node', async () => {
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = Reflect.apply(
        Reflect.get(contents, 'getLastWebPreferences'),
        contents,
        []
      ) as Electron.WebPreferences
      return { sandbox, contextIsolation, nodeIntegration, webSecurity }
    })
  )
  expect(preferences.length).toBeGreaterThan(0)
  for (const each of preferences)
    expect(each).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
})

test('the window cannot run text as code', async () => {
  // Seen from a script of the page itself: Playwright's own evaluate stands above the page's policy.
  const outcome = await app.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
          once: true
        })
        const script = document.createElement('script')
        script.textContent = 'window.ranAsCode = true'
        document.head.append(script)
        setTimeout(() => resolve(Reflect.has(window, 'ranAsCode') ? 'ran' : 'silent'), 1000)
      })
  )
  expect(outcome).toMatch(/^script-src/)
})

test('files of the machine cannot be read by address', async () => {
  for (const url of [
    'file:///etc/passwd',
    'lab://media/..%2f..%2f..%2fetc%2fpasswd',
    'lab://media/../../etc/passwd',
    'lab://app/../../package.json',
    'lab://app/..%2f..%2fpackage.json',
    'lab://app/%2e%2e/%2e%2e/package.json',
    'lab://tiles/frames/..%2f..%2fproject.sqlite',
    'lab://elsewhere/'
  ])
    expect(await fetchIn(url), url).not.toBe('status 200')
})

test('nothing leaves the machine: web addresses are refused, also on this machine itself', async () => {
  let visits = 0
  const server = createServer((_request, answer) => {
    visits++
    answer.setHeader('access-control-allow-origin', '*').end('hello')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    expect(await fetchIn(address)).toBe('refused')
    const byMain = await app.electron.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'answered',
          () => 'refused'
        ),
      address
    )
    expect(byMain).toBe('refused')
    expect(visits).toBe(0)
  } finally {
    server.close()
  }
})

test('the window cannot be sent elsewhere and opens no other window', async () => {
  // In an app of its own: Playwright waits for a navigation that was begun, and this one must never end.
  const other = await AffectoryApp.launch()
  try {
    const before = other.page.url()
    await other.page.evaluate(() => {
      window.open('https://example.org/')
      location.href = 'https://example.org/'
    })
    const urls = (): Promise<readonly string[]> =>
      other.electron.evaluate(({ webContents }) =>
        webContents.getAllWebContents().map((contents) => contents.getURL())
      )
    await other.page.evaluate(() => window.lab.call('app.settings', undefined))
    expect(await urls()).toEqual([before])
  } finally {
    await other.close()
  }
})

test('a call that the contract does not know is refused with a sentence', async () => {
  for (const name of ['shell.exec', 'constructor', '__proto__', 'app.info ']) {
    const answer = (await app.page.evaluate((call) => window.lab.call(call, undefined), name)) as {
      ok: boolean
      error?: { code: string }
    }
    expect(answer, name).toMatchObject({ ok: false, error: { code: 'unknown-call' } })
  }
})

test('a call with wrong input is refused and says which field is wrong', async () => {
  const answer = (await app.page.evaluate(() => window.lab.call('project.create', { folder: 7 }))) as {
    ok: boolean
    error: { code: string; message: string }
  }
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  expect(answer.error.message).toContain('folder')
})

test('a file or folder that nobody chose is refused: to open, to make, to import, to export', async () => {
  const secret = join(app.machine.work, 'not-chosen.wav')
  writeFileSync(secret, 'secret')
  expect(await app.tell('project.open', { folder: app.machine.work })).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' }
  })
  expect(await app.tell('project.create', { folder: join(app.machine.work, 'x'), name: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' }
  })
  await app.newProject('Closed house')
  expect(await app.tell('recording.import', { paths: [secret] })).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' }
  })
  expect(
    await app.tell('export.run', { folder: app.machine.home, name: 'x', formats: ['csv'] })
  ).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
  expect(await app.tell('app.showInFolder', { path: secret })).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' }
  })
})
