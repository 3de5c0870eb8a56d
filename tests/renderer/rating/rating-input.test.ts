import { describe, expect, it } from 'vitest'
import {
  levelValue,
  restingInput,
  stepInput,
  stickTravel
} from '../../../src/renderer/session/rating/rating-input'
import type { InputEvent, InputRules, InputState } from '../../../src/renderer/session/rating/rating-input'
import type { TraceDim } from '../../../src/renderer/session/rating/trace-attributes'

const dim = (id: string, min = -1, max = 1): TraceDim => ({
  id,
  name: id,
  min,
  max,
  neutral: (min + max) / 2
})
const rules = (change: Partial<InputRules> = {}): InputRules => ({
  dims: [dim('valence')],
  mode: 'bounded',
  sensitivity: 1,
  levels: 9,
  ...change
})

/** Do events, each at its millisecond. */
function run(
  events: readonly (readonly [number, InputEvent])[],
  how: InputRules = rules(),
  from: InputState = restingInput(
    how.dims.map((each) => each.neutral),
    0
  )
): { readonly values: readonly number[]; readonly marks: readonly number[] } {
  const marks: number[] = []
  let state = from
  for (const [atMs, event] of events) {
    const done = stepInput(state, event, atMs, how)
    state = done.state
    if (done.mark !== undefined) marks.push(done.mark)
  }
  return { values: state.values, marks }
}
const up = (down: boolean, index = 0): InputEvent => ({ kind: 'hold', dim: index, direction: 1, down })

describe('rating by an input', () => {
  it('takes the height of the pointer as the share of the scale', () => {
    expect(run([[0, { kind: 'point', shares: [1] }]]).values).toEqual([1])
    expect(run([[0, { kind: 'point', shares: [0.25] }]]).values).toEqual([-0.5])
    const percent = rules({ dims: [dim('liking', 0, 100)] })
    expect(run([[0, { kind: 'point', shares: [0.4] }]], percent).values[0]).toBeCloseTo(40)
  })

  it('reaches the ends earlier with more sensitivity, and never goes beyond them', () => {
    const twice = rules({ sensitivity: 2 })
    expect(run([[0, { kind: 'point', shares: [0.75] }]], twice).values).toEqual([1])
    expect(run([[0, { kind: 'point', shares: [1] }]], twice).values).toEqual([1])
    expect(run([[0, { kind: 'point', shares: [0.625] }]], twice).values[0]).toBeCloseTo(0.5)
  })

  it('rates both dimensions of the plane by one place', () => {
    const plane = rules({ dims: [dim('valence'), dim('arousal')] })
    expect(run([[0, { kind: 'point', shares: [0.75, 0] }]], plane).values).toEqual([0.5, -1])
  })

  it('moves as long as a key is held: half the scale in a second', () => {
    expect(
      run([
        [0, up(true)],
        [500, up(false)],
        [900, { kind: 'time' }]
      ]).values[0]
    ).toBeCloseTo(0.5)
    expect(
      run([
        [0, up(true)],
        [250, { kind: 'time' }],
        [500, { kind: 'time' }]
      ]).values[0]
    ).toBeCloseTo(0.5)
    expect(
      run([
        [0, up(true)],
        [60_000, { kind: 'time' }]
      ]).values
    ).toEqual([1])
  })

  it('stands still while both keys of a direction are held, and when everything is let go', () => {
    const down: InputEvent = { kind: 'hold', dim: 0, direction: -1, down: true }
    expect(
      run([
        [0, up(true)],
        [0, down],
        [1000, { kind: 'time' }]
      ]).values
    ).toEqual([0])
    expect(
      run([
        [0, up(true)],
        [400, { kind: 'rest' }],
        [2000, { kind: 'time' }]
      ]).values[0]
    ).toBeCloseTo(0.4)
  })

  it('moves a twentieth of the scale with a notch of the wheel', () => {
    expect(run([[0, { kind: 'wheel', dim: 0, notches: 3 }]]).values[0]).toBeCloseTo(0.3)
    expect(run([[0, { kind: 'wheel', dim: 0, notches: -100 }]]).values).toEqual([-1])
  })

  it('puts level 1 at the low end, 9 at the high end and 5 in the middle', () => {
    expect([1, 3, 5, 9].map((level) => levelValue(dim('v'), level, 9))).toEqual([-1, -0.5, 0, 1])
    expect(run([[0, { kind: 'level', level: 7 }]]).values).toEqual([0.5])
    expect(run([[0, { kind: 'level', level: 8 }]], rules({ levels: 7 })).values).toEqual([0])
  })

  it('follows a stick, resting in its middle', () => {
    expect(stickTravel(0.05)).toBe(0)
    expect(stickTravel(1)).toBe(1)
    expect(stickTravel(-0.54)).toBeCloseTo(-0.5)
    expect(run([[0, { kind: 'stick', axes: [-1] }]]).values).toEqual([-1])
    expect(run([[0, { kind: 'stick', axes: [0.02] }]]).values).toEqual([0])
  })

  it('adds up without end where the scale has none', () => {
    const free = rules({ mode: 'unbounded' })
    expect(run([[0, { kind: 'wheel', dim: 0, notches: 100 }]], free).values[0]).toBeCloseTo(10)
    expect(
      run(
        [
          [0, up(true)],
          [10_000, { kind: 'time' }]
        ],
        free
      ).values[0]
    ).toBeCloseTo(10)
    // The pointer counts by how far it moves, not by where it is; a lift starts afresh.
    const drawn = run(
      [
        [0, { kind: 'point', shares: [0.2] }],
        [10, { kind: 'point', shares: [0.7] }],
        [20, { kind: 'lift' }],
        [30, { kind: 'point', shares: [0.1] }],
        [40, { kind: 'point', shares: [0.35] }]
      ],
      free
    )
    expect(drawn.values[0]).toBeCloseTo(1.5)
    expect(
      run(
        [
          [0, { kind: 'stick', axes: [1] }],
          [1000, { kind: 'time' }]
        ],
        free
      ).values[0]
    ).toBeCloseTo(1)
  })

  it('marks changes up and down in the binary mode, once for each press', () => {
    const binary = rules({ mode: 'binary' })
    const { marks, values } = run(
      [
        [0, up(true)],
        [300, up(false)],
        [400, { kind: 'wheel', dim: 0, notches: -2 }],
        [500, { kind: 'tap', direction: 1 }],
        [600, { kind: 'stick', axes: [-0.9] }],
        [610, { kind: 'stick', axes: [-0.95] }],
        [620, { kind: 'stick', axes: [0] }],
        [630, { kind: 'stick', axes: [-0.8] }]
      ],
      binary
    )
    expect(marks).toEqual([1, -1, 1, -1, -1])
    expect(values).toEqual([0])
  })
})
