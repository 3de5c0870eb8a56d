import type { DraftModality, InputUse } from './model-draft'
import type { GraphValue } from './onnx-facts'

/** A guess at what an input means, and what the model then looks at. */
export interface InputGuess {
  readonly use: InputUse
  /** Absent: the other inputs say. */
  readonly modality?: DraftModality
}

/** Band counts that spectrograms usually have. */
const BANDS = new Set([20, 23, 26, 32, 40, 64, 80, 96, 128, 256])
/** Those that signals hardly ever have as channels. */
const ONLY_BANDS = new Set([23, 26, 40, 80, 96, 256])
/** Least side of what is taken for a picture. */
const PICTURE_PX = 16
/** Side where a graph leaves it open. */
const USUAL_PX = 224
/** Fixed lengths from which a row of numbers is taken for sound. */
const SOUND_SAMPLES = 2000

const SPECTRUM = /mel|spec|fbank|mfcc|filter/iu
const SIGNAL = /eeg|ecg|emg|signal|chan|electrode|brain/iu
const SOUND = /audio|wav|speech|sound|signal|samples/iu

/** What the type, the axes and the name of an input suggest. Every input gets a guess, which may be wrong. */
export function guessInput({ name, dtype, dims }: GraphValue): InputGuess {
  if (dtype === 'int64' || dtype === 'int32' || dtype === 'bool') return guessNumbers(name, dims)
  const axes = dims ?? ['B', 'N']
  if (axes.length < 2) return { use: { kind: 'constant', value: 1 } }
  if (axes.length === 2) return waveform(axes[1], false)
  if (axes.length === 3) return guessThree(name, axes)
  if (axes.length === 4) return guessFour(name, axes)
  return clip(axes)
}

function guessNumbers(name: string, dims: GraphValue['dims']): InputGuess {
  if (dims && dims.length < 2)
    return { use: { kind: 'constant', value: /rate|sr|hz/iu.test(name) ? 16_000 : 1 } }
  const length = fixed(dims?.[1])
  const rest = length === undefined ? {} : { length }
  if (/mask/iu.test(name)) return { use: { kind: 'mask', ...rest }, modality: 'text' }
  if (/type|segment/iu.test(name)) return { use: { kind: 'typeIds', ...rest }, modality: 'text' }
  return { use: { kind: 'ids', ...rest }, modality: 'text' }
}

function waveform(samples: number | string | undefined, axis: boolean): InputGuess {
  const count = fixed(samples)
  return {
    use: { kind: 'waveform', axis, ...(count === undefined ? {} : { samples: count }) },
    modality: 'audio'
  }
}

function guessThree(name: string, [, a = '', b = '']: readonly (number | string)[]): InputGuess {
  const [first, last] = [fixed(a), fixed(b)]
  if (SIGNAL.test(name) && !SOUND.test(name.replace(/signal/iu, ''))) return channels(a, b, false)
  if (first === 1 && (last === undefined || last >= SOUND_SAMPLES)) return waveform(b, true)
  if (SPECTRUM.test(name)) return mel(a, b, false)
  if (first !== undefined && ONLY_BANDS.has(first)) return mel(a, b, false)
  if (last !== undefined && ONLY_BANDS.has(last)) return mel(a, b, false)
  if (first !== undefined && BANDS.has(first) && last === undefined) return mel(a, b, false)
  if (last !== undefined && BANDS.has(last) && first === undefined) return mel(a, b, false)
  return channels(a, b, false)
}

function guessFour(name: string, axes: readonly (number | string)[]): InputGuess {
  const [, a = '', b = '', c = ''] = axes
  if (a === 3 && sized(b) && sized(c)) return picture('NCHW', 3, c, b)
  if (c === 3 && sized(a) && sized(b)) return picture('NHWC', 3, b, a)
  if (c === 1 && sized(a) && sized(b)) return picture('NHWC', 1, b, a)
  if (a === 1) {
    const [height, width] = [fixed(b), fixed(c)]
    if (SIGNAL.test(name)) return channels(b, c, true)
    if (SPECTRUM.test(name) || (height !== undefined && BANDS.has(height) && width === undefined))
      return mel(b, c, true)
    if (height !== undefined && ONLY_BANDS.has(height) && height !== width) return mel(b, c, true)
    if (height !== undefined && width !== undefined && width >= 2 * height) return channels(b, c, true)
    return picture('NCHW', 1, c, b)
  }
  return picture('NCHW', 3, c, b)
}

/** Pictures of one unit: time behind the channels or in front of them. */
function clip([, a = '', b = '', c = '', d = '']: readonly (number | string)[]): InputGuess {
  const behind = a === 3 || a === 1
  const frames = fixed(behind ? b : a) ?? 16
  const last = d === 3 || d === 1
  return {
    use: {
      kind: 'picture',
      layout: last ? 'NHWC' : behind ? 'NCTHW' : 'NCHW',
      channels: (behind ? a : last ? d : b) === 1 ? 1 : 3,
      heightPx: fixed(last ? b : c) ?? USUAL_PX,
      widthPx: fixed(last ? c : d) ?? USUAL_PX,
      frames
    },
    modality: 'video'
  }
}

const picture = (
  layout: 'NCHW' | 'NHWC',
  count: 1 | 3,
  width: number | string,
  height: number | string
): InputGuess => ({
  use: {
    kind: 'picture',
    layout,
    channels: count,
    widthPx: fixed(width) ?? USUAL_PX,
    heightPx: fixed(height) ?? USUAL_PX
  },
  modality: 'video'
})

/** The axis that is as long as spectra have bands is theirs. */
function mel(a: number | string, b: number | string, axis: boolean): InputGuess {
  const [first, last] = [fixed(a), fixed(b)]
  const framesFirst = last !== undefined && BANDS.has(last) && (first === undefined || !BANDS.has(first))
  const frames = framesFirst ? first : last
  return {
    use: {
      kind: 'mel',
      order: framesFirst ? 'frames-first' : 'bands-first',
      axis,
      ...(frames === undefined ? {} : { frames })
    },
    modality: 'audio'
  }
}

/** There are more samples than channels. */
function channels(a: number | string, b: number | string, axis: boolean): InputGuess {
  const [first, last] = [fixed(a), fixed(b)]
  const timeFirst = last !== undefined && (first === undefined || first > last)
  const [count, samples] = timeFirst ? [last, first] : [first, last]
  return {
    use: {
      kind: 'channels',
      order: timeFirst ? 'time-first' : 'channels-first',
      axis,
      ...(count === undefined ? {} : { count }),
      ...(samples === undefined ? {} : { samples })
    },
    modality: 'eeg'
  }
}

/** Bands of a spectrogram that an input takes; undefined where the graph leaves them open. */
export function bandsOf({ dims }: Pick<GraphValue, 'dims'>, use: InputUse): number | undefined {
  if (use.kind !== 'mel' || !dims) return undefined
  return fixed(use.order === 'bands-first' ? dims.at(-2) : dims.at(-1))
}

const fixed = (size: number | string | undefined): number | undefined =>
  typeof size === 'number' ? size : undefined

const sized = (size: number | string): boolean => typeof size === 'string' || size >= PICTURE_PX
