/** How magnitudes or powers become levels. */
export interface LogSettings {
  /** Natural logarithm, logarithm to base 10, or decibels (librosa.power_to_db, torchaudio's AmplitudeToDB). */
  readonly kind: 'ln' | 'log10' | 'db'
  readonly eps: number
  /** `add`: log(x + eps); `max`: log(max(x, eps)). */
  readonly floor: 'add' | 'max'
  /** Level 0: the value 1, or the highest value there is. */
  readonly ref: 1 | 'max'
  /** Nothing lies further than this many decibels below the highest value, whatever the kind of logarithm. */
  readonly topDb?: number | undefined
}

/**
 * Levels of values that are 0 or more.
 * @param power 2: the values are powers (10 dB a decade), 1: magnitudes (20 dB)
 */
export function logLevels(
  values: Float32Array,
  settings: LogSettings,
  power: 1 | 2
): Float32Array<ArrayBuffer> {
  const { eps, floor, ref, topDb } = settings
  const scale =
    settings.kind === 'ln' ? 1 : settings.kind === 'log10' ? Math.LOG10E : (20 / power) * Math.LOG10E
  let most = 0
  for (const value of values) if (value > most) most = value
  const level = (value: number): number =>
    scale * Math.log(floor === 'add' ? value + eps : Math.max(value, eps))
  const zero = ref === 'max' ? level(most) : 0
  // A decibel is 20 / power of a decade: the same distance in the unit of the logarithm.
  const decade = settings.kind === 'db' ? 20 / power : scale * Math.LN10
  const lowest = topDb === undefined ? -Infinity : level(most) - (topDb * decade * power) / 20
  const out = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = Math.max(level(values[i] ?? 0), lowest) - zero
  return out
}
