import type { ArrayAxis, ListedArrays, MappingDraft } from './array-mapping'
import { arrayPresets } from './presets'

/** What is most probably meant by the arrays of a file: a known corpus, else the largest array as the signal. */
export function proposeMapping(arrays: readonly ListedArrays[]): MappingDraft | undefined {
  for (const preset of arrayPresets.all) {
    const fitting = preset.fit(arrays)
    if (fitting) return fitting
  }
  const [largest] = arrays
    .filter(({ kind, file }) => kind === 'numbers' && file === undefined)
    .sort((a, b) => sizeOf(b) - sizeOf(a))
  return largest && sizeOf(largest) > 1 ? mappingOf(largest, arrays) : undefined
}

/** A first guess for one array as the signal: the longest axis is time; rate and names of channels where the file has them. */
export function mappingOf(signal: ListedArrays, arrays: readonly ListedArrays[]): MappingDraft {
  const axes = guessAxes(signal.shape, hintsIn(arrays, signal.shape))
  const channels = signal.shape[axes.indexOf('channel')] ?? 1
  const rateHz = rateIn(arrays, signal)
  return {
    signals: [
      {
        name: 'Signals',
        array: signal.pattern,
        axes,
        ...(rateHz === undefined ? {} : { rateHz }),
        unit: '',
        channels: namesIn(arrays, channels).map((label) => ({ label })),
        features: []
      }
    ],
    labels: [],
    trials: 'segments',
    baselineSeconds: 0
  }
}

const sizeOf = ({ shape, count }: ListedArrays): number => shape.reduce((a, b) => a * b, count)

/** Axes that something else in the file tells of. */
interface AxisHints {
  readonly time?: number
  readonly channel?: number
}

/**
 * The longest axis is time, unless a list of times or of names of channels says otherwise. Of two others, the one beside time
 * is channels, as programs in Python and MATLAB write trials.
 */
export function guessAxes(shape: readonly number[], hints: AxisHints = {}): ArrayAxis[] {
  const free = shape.map((size, axis) => (axis === hints.channel ? -1 : size))
  const time = hints.time ?? free.indexOf(Math.max(...free))
  const axes = shape.map((): ArrayAxis => 'first')
  if (time < 0) return axes
  axes[time] = 'time'
  if (hints.channel !== undefined) axes[hints.channel] = 'channel'
  const others = shape.flatMap((size, axis) => (axes[axis] === 'first' && size > 1 ? [axis] : []))
  const [first, second] = others
  if (first === undefined) {
    const single = axes.indexOf('first')
    if (single >= 0 && hints.channel === undefined) axes[single] = 'channel'
  } else if (hints.channel !== undefined) axes[first] = 'trial'
  else if (second === undefined) axes[first] = 'channel'
  else {
    // [trials, channels, time] of numpy; [channels, time, trials] of EEGLAB.
    axes[first] = time === 1 ? 'channel' : 'trial'
    axes[second] = time === 1 ? 'trial' : 'channel'
  }
  return axes
}

/** Axes as long as a list of times, or as a list of names that is about channels. */
function hintsIn(arrays: readonly ListedArrays[], shape: readonly number[]): AxisHints {
  const times = arrays.find(
    ({ pattern, kind, shape: own }) =>
      kind === 'numbers' && TIME_NAME.test(pattern) && shape.includes(Math.max(...own))
  )
  const time = times && shape.indexOf(Math.max(...times.shape))
  const names = arrays.find(
    ({ pattern, texts }) =>
      CHANNEL_NAMES.test(pattern) && (texts?.length ?? 0) > 1 && shape.includes(texts?.length ?? 0)
  )
  const channel = names && shape.indexOf(names.texts?.length ?? 0)
  return {
    ...(time === undefined ? {} : { time }),
    ...(channel === undefined || channel === time ? {} : { channel })
  }
}

const CHANNEL_NAMES = /label|chan|elec|sensor|names?/i
const RATE_NAME =
  /(?:^|[._])(?:s_?rate|sampling_?rate|sample_?rate|samp_?rate|fs|fsample|sfreq|sampling_?freq\w*|freq|hz)$/i
const TIME_NAME = /(?:^|[._])(?:times?|t|timestamps?)(?:\{#\})?$/i

function rateIn(arrays: readonly ListedArrays[], signal: ListedArrays): number | undefined {
  const told = arrays.find(({ pattern, numbers }) => RATE_NAME.test(pattern) && (numbers?.[0] ?? 0) > 0)
  if (told) return told.numbers?.[0]
  const longest = Math.max(...signal.shape)
  const times = arrays.find(
    ({ pattern, shape, numbers }) =>
      TIME_NAME.test(pattern) && Math.max(...shape) === longest && (numbers?.length ?? 0) > 2
  )?.numbers
  const [first = 0] = times ?? []
  const last = times?.at(-1) ?? 0
  const rate = times && last > first ? (times.length - 1) / (last - first) : undefined
  return rate === undefined ? undefined : Number(rate.toPrecision(6))
}

const namesIn = (arrays: readonly ListedArrays[], channels: number): readonly string[] =>
  arrays.find(
    ({ pattern, texts }) => CHANNEL_NAMES.test(pattern) && texts?.length === channels && channels > 1
  )?.texts ?? []
