/** What a gamepad says now. Axes of the left stick, right and up positive. */
export interface PadState {
  readonly x: number
  readonly y: number
  /** A of the standard layout: play and pause. */
  readonly play: boolean
  /** X of the standard layout: cannot rate. */
  readonly missing: boolean
}

/** Buttons of the standard layout (W3C Gamepad). */
const A = 0
const X = 2

/** The first gamepad that is connected; undefined when there is none. */
export function readGamepad(source: Pick<Navigator, 'getGamepads'> = navigator): PadState | undefined {
  const pad = source.getGamepads().find((each) => each !== null && each.connected)
  if (!pad) return undefined
  return {
    x: pad.axes[0] ?? 0,
    // Sticks count downwards.
    y: -(pad.axes[1] ?? 0),
    play: pad.buttons[A]?.pressed ?? false,
    missing: pad.buttons[X]?.pressed ?? false
  }
}
