import type { TraceMode } from '../../../shared/domain/take'

/** What a rating is given with. */
export type DeviceId = 'mouse' | 'wheel' | 'keys' | 'levels' | 'touch' | 'gamepad'

export interface Device {
  readonly id: DeviceId
  readonly title: string
  /** How to use it, one sentence: for one dimension, and for the plane. */
  readonly hint: string
  readonly planeHint: string
}

/** All inputs, in the order of the list. */
export const devices: readonly Device[] = [
  {
    id: 'mouse',
    title: 'Mouse',
    hint: 'The height of the pointer over the scale is the rating.',
    planeHint: 'The place of the pointer on the plane is the rating.'
  },
  {
    id: 'wheel',
    title: 'Mouse wheel',
    hint: 'Turn the wheel up or down, anywhere in the window.',
    planeHint: 'Turn the wheel for the upright axis, with Shift for the level one.'
  },
  {
    id: 'keys',
    title: 'Arrow keys',
    hint: 'Hold Up or Down: the rating moves as long as the key is held.',
    planeHint: 'Hold the arrow keys: the rating moves as long as they are held.'
  },
  {
    id: 'levels',
    title: 'Number levels',
    hint: 'Press a digit: 1 is the low end of the scale, the highest level its high end.',
    planeHint: ''
  },
  {
    id: 'touch',
    title: 'Touch or pen',
    hint: 'Draw along the scale; while nothing touches it the rating stays.',
    planeHint: 'Draw on the plane; while nothing touches it the rating stays.'
  },
  {
    id: 'gamepad',
    title: 'Gamepad',
    hint: 'The left stick is the rating; A plays or pauses, X held means cannot rate.',
    planeHint: 'The left stick is the rating; A plays or pauses, X held means cannot rate.'
  }
]

/** Whether an input can give ratings of a kind: digits stand for levels of one bounded scale only. */
export const suits = (device: DeviceId, mode: TraceMode, dimCount: number): boolean =>
  device !== 'levels' || (mode === 'bounded' && dimCount === 1)

/** How strongly an input acts, relative to the usual; 1 is the usual. */
export const SENSITIVITY = { min: 0.25, max: 4, usual: 1 } as const

/** Share of the scale that one notch of the wheel moves at usual sensitivity. */
export const WHEEL_STEP = 0.05
/** Shares of the scale per second that a held key moves at usual sensitivity. */
export const KEY_SPEED = 0.5
/** Shares of the scale per second of a stick at its end, where the scale has no ends. */
export const STICK_SPEED = 0.5
/** Sticks rest up to this far from their middle. */
export const DEAD_ZONE = 0.08
