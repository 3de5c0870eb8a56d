import { expect } from '@playwright/test'
import type { Locator } from 'playwright'
import type { Take, Track } from '../../../src/shared/domain/rows'
import { parseClock } from '../../../src/shared/domain/time'
import type { AffectoryApp } from '../affectory-app'

/** Time and value of the samples of a trace, in order; NaN: missing. */
type Samples = readonly (readonly [number, number])[]

/** The rating panel as a person uses it. */
export class RatingDesk {
  readonly recordingName: string = ''
  constructor(readonly app: AffectoryApp) {}

  get panel(): Locator {
    return this.app.desk.locator('[data-panel=rating]')
  }
  get surface(): Locator {
    return this.panel.getByRole('group', { name: /^Rating of / })
  }
  /** The line about the samples of the last take. */
  get timing(): Locator {
    return this.panel.getByTestId('take-timing')
  }

  /** Go to the layout of rating. */
  async open(): Promise<void> {
    await this.app.page.getByRole('tab', { name: 'Rate', exact: true }).first().click()
    await expect(this.panel).toBeVisible()
    const { recordings } = await this.app.snapshot()
    Object.assign(this, { recordingName: recordings[0]?.name ?? '' })
    await expect
      .poll(() => this.app.page.locator('video').evaluate((v: HTMLVideoElement) => v.readyState))
      .toBe(4)
  }

  /** Make a rating track by the form. */
  async setUp(what: string, rateHz: number, how?: string): Promise<void> {
    const count = (await this.tracks()).length
    await this.app.choose(this.panel.getByRole('combobox', { name: 'Scale' }), 'VA -1..1 per frame')
    await this.app.choose(
      this.panel.getByRole('combobox', { name: 'What is rated' }),
      new RegExp(`^${what}$`)
    )
    if (how !== undefined) await this.app.choose(this.panel.getByRole('combobox', { name: 'How' }), how)
    const slider = this.panel.getByRole('slider', { name: 'Samples per second' })
    await slider.press('Home')
    for (let rate = 10; rate < rateHz; rate += 5) await slider.press('ArrowRight')
    await this.panel.getByRole('button', { name: 'Make the rating track' }).click()
    await expect.poll(async () => (await this.tracks()).length).toBe(count + 1)
    await expect(this.surface).toBeVisible()
  }

  async rateWith(device: string): Promise<void> {
    await this.app.choose(this.panel.getByRole('combobox', { name: 'Rate with' }), new RegExp(`^${device}$`))
    await this.surface.click({ position: { x: 5, y: 5 } })
  }

  /** Takes begin at once. */
  async noCountdown(): Promise<void> {
    await this.panel.getByRole('button', { name: 'How it is rated' }).click()
    const slider = this.app.page.getByRole('slider', { name: 'Countdown in seconds' })
    await slider.press('Home')
    await this.app.press('Escape')
    await expect(slider).toBeHidden()
    await this.surface.click({ position: { x: 5, y: 5 } })
  }

  /** Start a take at a second and wait until it samples. */
  async from(seconds: number): Promise<void> {
    await this.app.press('Escape')
    await this.app.seek(seconds)
    await this.surface.focus()
    await this.app.press('k')
    await expect(this.panel.getByRole('button', { name: 'End and keep' })).toBeVisible()
    await this.reached(seconds + 0.05)
  }

  /** Wait until the playhead is past a second. */
  async reached(seconds: number): Promise<void> {
    await expect
      .poll(async () => (parseClock((await this.app.clock.textContent()) ?? '') ?? 0) / 1e6, {
        intervals: [20],
        timeout: 30_000
      })
      .toBeGreaterThanOrEqual(seconds)
  }

  /** Wait until the rating as it is told to screen readers says so, and a few samples were taken of it. */
  async shows(text: string | RegExp): Promise<void> {
    await expect(this.panel.getByRole('meter', { name: 'Rating now' })).toHaveAttribute(
      'aria-valuetext',
      text
    )
    await this.goesOn(0.25)
  }

  /** Wait until the recording has played on by some seconds. */
  async goesOn(seconds: number): Promise<void> {
    const now = (parseClock((await this.app.clock.textContent()) ?? '') ?? 0) / 1e6
    await this.reached(now + seconds)
  }

  /** Wait until the take is a take. */
  async ends(timeout = 30_000): Promise<void> {
    await expect(this.timing).toBeVisible({ timeout })
    await expect(this.panel.getByRole('button', { name: /^Rate / })).toBeVisible({ timeout })
  }

  /** Put the pointer over the surface at a share of the scale's height. */
  async over(share: number): Promise<void> {
    const box = await this.surface.boundingBox()
    if (!box) throw new Error('there is no rating surface on the desk')
    const pad = 18
    await this.app.page.mouse.move(
      box.x + box.width / 3,
      box.y + pad + (1 - share) * (box.height - 2 * pad),
      {
        steps: 2
      }
    )
  }

  /** Drag over a share of the time axis on a lane, and answer the stretch. */
  async selectStretch(from: number, to: number): Promise<{ readonly start: number; readonly end: number }> {
    const lane = await this.app.page.getByRole('img', { name: 'Time axis' }).boundingBox()
    if (!lane) throw new Error('there is no time axis on the desk')
    const y = lane.y + lane.height + 12
    await this.app.page.mouse.move(lane.x + lane.width * from, y)
    await this.app.page.mouse.down()
    await this.app.page.mouse.move(lane.x + lane.width * to, y, { steps: 6 })
    await this.app.page.mouse.up()
    const button = this.panel.getByRole('button', { name: /^Rate .* to / })
    const text = (await button.textContent()) ?? ''
    const [start, end] = /^Rate (\S+) to (\S+)$/.exec(text)?.slice(1) ?? []
    const title = (await button.getAttribute('data-span')) ?? ''
    const [first, last] = title.split(' ').map(Number)
    expect([start, end].every((each) => each !== undefined)).toBe(true)
    return { start: first ?? 0, end: last ?? 0 }
  }

  /**
   * Connect a made-up gamepad; `stick` is the source of a function that answers the upright axis (down is positive),
   * `across` that of the level one. `padButton` presses its buttons.
   */
  async plugInGamepad(stick: string, across = '() => 0'): Promise<void> {
    // As text, because the page allows no code made from strings.
    await this.app.page.evaluate(`(() => {
      const upright = ${stick}
      const across = ${across}
      window.padButtons = [0, 1, 2, 3].map(() => ({ pressed: false, touched: false, value: 0 }))
      const pad = {
        id: 'made up',
        index: 0,
        connected: true,
        mapping: 'standard',
        buttons: window.padButtons,
        get axes() {
          return [across(), upright()]
        }
      }
      Object.defineProperty(navigator, 'getGamepads', { value: () => [pad], configurable: true })
    })()`)
  }

  /** Press or release a button of the made-up gamepad: 0 is A, 2 is X. */
  async padButton(button: number, pressed: boolean): Promise<void> {
    await this.app.page.evaluate(`window.padButtons[${button}].pressed = ${pressed}`)
  }

  /** Draw on the surface with a finger: press, move to shares of the height, lift. */
  async touch(...shares: readonly number[]): Promise<void> {
    await this.surface.evaluate((element, heights) => {
      const box = element.getBoundingClientRect()
      const fire = (type: string, share: number, buttons: number): void =>
        void element.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            pointerType: 'pen',
            pointerId: 1,
            buttons,
            clientX: box.left + box.width / 3,
            clientY: box.top + 18 + (1 - share) * (box.height - 36)
          })
        )
      for (const share of heights) fire('pointermove', share, 1)
      fire('pointerup', heights.at(-1) ?? 0, 0)
      // Without a touch the pen only hovers: that is no rating.
      fire('pointermove', 0, 0)
    }, shares)
  }

  private async tracks(): Promise<readonly Track[]> {
    return (await this.app.snapshot()).tracks.filter(({ kind }) => kind === 'trace')
  }

  /** The rating track made last. */
  async track(): Promise<Track> {
    const track = (await this.tracks()).at(-1)
    if (!track) throw new Error('there is no rating track')
    return track
  }

  /** Takes of the last rating track, the lowest first. */
  async takes(): Promise<readonly Take[]> {
    const { id } = await this.track()
    const { takes } = await this.app.snapshot()
    return takes.filter(({ trackId }) => trackId === id).sort((a, b) => a.position - b.position)
  }

  /** The whole trace of the last rating track. */
  async values(dim = 0): Promise<Samples> {
    const { id } = await this.track()
    const { startUs, rateHz, values } = await this.app.ask('trace.read', {
      trackId: id,
      from: 0,
      to: 120_000_000,
      withLag: true
    })
    const column = values[dim] ?? []
    const takes = (await this.takes()).filter(({ hidden }) => !hidden)
    return column
      .map((value, index) => [Math.round(startUs + (index * 1e6) / rateHz), value ?? Number.NaN] as const)
      .filter(([time]) => takes.some(({ start, end }) => time >= start && time < end))
  }

  /** Values of the take on top of the last rating track. */
  async lastTake(): Promise<readonly number[]> {
    const take = (await this.takes()).at(-1)
    return (await this.values())
      .filter(([time]) => take && time >= take.start && time < take.end)
      .map(([, value]) => value)
  }

  /** Seconds that the take under way has rated, as the panel says. */
  async seconds(): Promise<number> {
    return Number.parseFloat((await this.panel.locator('.rt-progress').textContent()) ?? '')
  }
}
