import type { ListedArrays, MappingDraft } from './array-mapping'

/** How many trials, channels and seconds a mapping makes of a file, in words; undefined while it cannot be told. */
export function mappingSummary(mapping: MappingDraft, arrays: readonly ListedArrays[]): string | undefined {
  const [signal] = mapping.signals
  const found = arrays.find((one) => one.pattern === signal?.array && one.file === undefined)
  if (!signal || !found || signal.rateHz === undefined) return undefined
  const sizeOf = (role: string): number => found.shape[signal.axes.findIndex((axis) => axis === role)] ?? 1
  const hasTrialAxis = signal.axes.includes('trial')
  const trials = hasTrialAxis ? sizeOf('trial') * found.count : found.count
  const channels = sizeOf('channel') * sizeOf('feature')
  const seconds = sizeOf('time') / signal.rateHz
  const about = found.varies.length > 0 ? 'about ' : ''
  const length = `${about}${seconds < 10 ? Number(seconds.toFixed(2)) : Math.round(seconds)} s`
  return `${trials} ${trials === 1 ? 'trial' : 'trials'} of ${length}, ${channels} ${channels === 1 ? 'channel' : 'channels'} at ${Number(signal.rateHz.toFixed(4))} Hz`
}
