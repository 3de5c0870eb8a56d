/** Parts of the window that F6 goes through, in reading order. */
const AREAS = '[data-area], .desk-panel'
const FOCUSABLE =
  'button:not([disabled]), input:not([disabled]), textarea:not([disabled]), a[href], [tabindex="0"]'

/** Move keyboard focus to the next or previous part of the window. */
export function moveFocus(step: 1 | -1): void {
  const areas = [...document.querySelectorAll<HTMLElement>(AREAS)].filter(
    (area) => area.offsetParent !== null
  )
  const current = areas.findIndex((area) => area.contains(document.activeElement))
  for (let tried = 1; tried <= areas.length; tried++) {
    const area = areas[(current + step * tried + areas.length * 2) % areas.length]
    if (area && focusIn(area)) return
  }
}

/** Move keyboard focus from a desk panel, where Tab steps through segments, to its controls, where Tab goes from one to the next. */
export function focusControls(): void {
  const panel = document.activeElement?.closest('.desk-panel') ?? document.querySelector('.desk-panel')
  panel?.querySelector<HTMLElement>(FOCUSABLE)?.focus()
}

function focusIn(area: HTMLElement): boolean {
  // A desk panel takes the keys of the desk itself; a side takes them at its first control.
  const target = area.hasAttribute('tabindex') ? area : area.querySelector<HTMLElement>(FOCUSABLE)
  target?.focus({ preventScroll: false })
  return target !== null && document.activeElement === target
}
