import { currentAuthorId } from './author'
import { clock } from './clock'
import { onKeepWork } from './keep-work'
import { project } from './project'
import { selection } from './selection'
import { addWork, itemUnderWay } from './study'

/** After this long without key, pointer or wheel nobody is taken to be at work. */
const IDLE_MS = 60_000
const TICK_MS = 1000
/** Time is written down this often, and when the work changes. */
const KEEP_SECONDS = 30

/** Count the time that an annotator works on assigned recordings. Returns the function that stops it. */
export function followWork(): () => void {
  let active = -Infinity
  let counted: { readonly itemId: string; seconds: number } | undefined
  let last = performance.now()
  const stir = (): void => {
    active = performance.now()
  }
  const keep = async (): Promise<void> => {
    const done = counted
    counted = undefined
    if (done && done.seconds >= 1) await addWork(done.itemId, Math.round(done.seconds * 10) / 10)
  }
  onKeepWork(keep)
  const tick = (): void => {
    const now = performance.now()
    // A machine that slept, or a window that was held up, adds no more than a tick is long.
    const seconds = Math.min(now - last, 2 * TICK_MS) / 1000
    last = now
    const item =
      document.hasFocus() && (clock.state().playing || now - active < IDLE_MS)
        ? itemUnderWay(project(), currentAuthorId(), selection().recordingId)
        : undefined
    if (counted && counted.itemId !== item?.id) void keep()
    if (!item) return
    counted ??= { itemId: item.id, seconds: 0 }
    counted.seconds += seconds
    if (counted.seconds >= KEEP_SECONDS) void keep()
  }
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
  for (const name of events) window.addEventListener(name, stir, { capture: true, passive: true })
  const timer = setInterval(tick, TICK_MS)
  return () => {
    for (const name of events) window.removeEventListener(name, stir, { capture: true })
    clearInterval(timer)
    void keep()
  }
}
