import type { MeterChange, TempoChange } from './notes'

/** Quarter notes from the start of a piece to a time, by its tempo changes. Before the first one its tempo holds. */
export function beatsAt(seconds: number, tempos: readonly TempoChange[]): number {
  let beats = 0
  for (const [i, { startSeconds, bpm }] of tempos.entries()) {
    const from = i === 0 ? 0 : startSeconds
    const to = Math.min(seconds, tempos[i + 1]?.startSeconds ?? Infinity)
    if (to <= from) break
    beats += ((to - from) * bpm) / 60
  }
  return beats
}

/** Where a place in quarter notes lies among the bars: number of the bar from 0, and quarter notes behind its start. */
export interface BarPlace {
  readonly bar: number
  readonly quarters: number
  /** Quarter notes that the bar has. */
  readonly length: number
}

/** Bars of a piece; a change of meter begins a new bar. Without one all bars have four quarter notes. */
export function barAt(
  quarters: number,
  meters: readonly MeterChange[],
  tempos: readonly TempoChange[]
): BarPlace {
  let bar = 0
  let from = 0
  let length = 4
  for (const { startSeconds, beats, unit } of meters) {
    const start = beatsAt(startSeconds, tempos)
    if (start > quarters + EPSILON) break
    bar += Math.ceil((start - from) / length - EPSILON)
    from = start
    length = (beats * 4) / unit
  }
  const passed = Math.floor((quarters - from) / length + EPSILON)
  return { bar: bar + passed, quarters: Math.max(0, quarters - from - passed * length), length }
}

/** Rounding of tempos that are kept as whole microseconds a quarter note. */
const EPSILON = 1e-6
