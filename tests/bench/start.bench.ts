import { spawn } from 'node:child_process'
import { test } from '@playwright/test'
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/electron-path.mjs'
import { freshMachine, root } from '../e2e/driver/launch'
import type { Machine } from '../e2e/driver/launch'
import { format, median, quantile, record } from './record'

const RUNS = 7
const AIM_MS = 1500

test('from the start of the process to a start page that can be used', async () => {
  const machine = freshMachine()
  const times: number[] = []
  try {
    for (let run = 0; run < RUNS; run++) times.push(await startOnce(machine))
  } finally {
    machine.remove()
  }
  const value = median(times)
  record('start', [
    {
      id: 'start',
      name: 'Start to usable window',
      value,
      unit: 'ms',
      aim: `< ${AIM_MS} ms`,
      met: value < AIM_MS,
      detail: `median of ${RUNS}; slowest ${format(quantile(times, 1))} ms; process start to first paint of the start page with its buttons enabled`
    }
  ])
})

/** Start the app as a person does, without a test tool in it, and ask it afterwards when its page was there. */
async function startOnce(machine: Machine): Promise<number> {
  const started = Date.now()
  const child = spawn(
    electronPath(),
    [...electronSwitches(), '--remote-debugging-port=0', root, `--user-data-dir=${machine.settings}`],
    {
      env: { ...electronEnvironment(), HOME: machine.home, USERPROFILE: machine.home },
      stdio: ['ignore', 'ignore', 'pipe']
    }
  )
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (text: Buffer) => {
        const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(text.toString())
        if (found) resolve(found[1] ?? '')
      })
      child.on('exit', () => reject(new Error('the app ended before its window was there')))
    })
    for (;;) {
      const painted = await firstPaint(port)
      if (painted !== undefined) return painted - started
      await new Promise((next) => setTimeout(next, 100))
    }
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await ended
  }
}

/** Time of day of the start page's first paint, once its buttons are enabled. */
async function firstPaint(port: string): Promise<number | undefined> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    url: string
    webSocketDebuggerUrl: string
  }[]
  const target = targets.find(({ url }) => url.includes('index.html'))
  if (!target) return undefined
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  try {
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = () => reject(new Error('the window does not answer'))
    })
    const expression = `(() => {
      const ready = [...document.querySelectorAll('main[aria-label=Start] button')].filter((button) => !button.disabled).length > 2
      const paint = performance.getEntriesByName('first-contentful-paint')[0]
      return ready && paint ? performance.timeOrigin + paint.startTime : null
    })()`
    const answer = new Promise<{ result: { result: { value: number | null } } }>((resolve) => {
      socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)))
    })
    socket.send(
      JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } })
    )
    return (await answer).result.result.value ?? undefined
  } finally {
    socket.close()
  }
}
