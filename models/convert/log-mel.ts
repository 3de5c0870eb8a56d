import type { OnnxGraph } from './onnx-graph.ts'

/** Whisper's front end: 25 ms Hann windows every 10 ms at 16 kHz, 80 mel bands up to 8 kHz (Radford et al. 2022). */
const SAMPLE_RATE = 16000
const WINDOW = 400
const HOP = 160
const BANDS = 80
const BINS = WINDOW / 2 + 1

/** Speech is brought to this root mean square first: loudness in a recording says more about the microphone than the speaker. */
const TARGET_RMS = 0.05

/**
 * Append loudness levelling and Whisper's log-mel spectrogram, for operator set 11.
 * @param waveform float32 [1,samples], 16 kHz mono, at least 201 samples
 * @returns [1,80,frames], one frame per 160 samples
 */
export function appendLogMel(graph: OnnxGraph, waveform: string): string {
  return appendPlainLogMel(graph, level(graph, waveform))
}

/** The same without levelling: as Whisper's own front end does it. */
export function appendPlainLogMel(graph: OnnxGraph, waveform: string): string {
  const log = logTen(graph, melPower(graph, waveform))
  const peak = graph.node('ReduceMax', [log], { axes: [1, 2], keepdims: 1 })
  const floored = graph.node('Max', [log, graph.node('Sub', [peak, graph.scalar('range', 8)])])
  const four = graph.scalar('four', 4)
  return graph.node('Div', [graph.node('Add', [floored, four]), four])
}

function level(graph: OnnxGraph, waveform: string): string {
  const power = graph.node('ReduceMean', [graph.node('Mul', [waveform, waveform])], {
    axes: [1],
    keepdims: 1
  })
  const rms = graph.node('Sqrt', [graph.node('Add', [power, graph.scalar('silence', 1e-9)])])
  return graph.node('Mul', [graph.node('Div', [waveform, rms]), graph.scalar('target', TARGET_RMS)])
}

/** The Fourier transform is a convolution with windowed cosines and sines: every execution provider has that. */
function melPower(graph: OnnxGraph, waveform: string): string {
  const channel = graph.node('Unsqueeze', [waveform], { axes: [1] })
  const half = WINDOW / 2
  const padded = graph.node('Pad', [channel, graph.ints('pads', [0, 0, half, 0, 0, half])], {
    mode: 'reflect'
  })
  const basis = graph.constant('fourier', [2 * BINS, 1, WINDOW], fourierBasis())
  const spectrum = graph.node('Conv', [padded, basis], { kernel_shape: [WINDOW], strides: [HOP] })
  const squares = graph.node('Mul', [spectrum, spectrum])
  const part = (from: number, to: number): string =>
    graph.node('Slice', [
      squares,
      graph.ints('from', [from]),
      graph.ints('to', [to]),
      graph.ints('axis', [1])
    ])
  const power = graph.node('Add', [part(0, BINS), part(BINS, 2 * BINS)])
  // Whisper leaves the last frame out, so that frames = samples / 160.
  const frames = graph.node('Slice', [
    power,
    graph.ints('from', [0]),
    graph.ints('to', [-1]),
    graph.ints('axis', [2])
  ])
  return graph.node('MatMul', [graph.constant('mel', [BANDS, BINS], melFilters()), frames])
}

function logTen(graph: OnnxGraph, value: string): string {
  const floored = graph.node('Max', [value, graph.scalar('floor', 1e-10)])
  return graph.node('Div', [graph.node('Log', [floored]), graph.scalar('ln 10', Math.LN10)])
}

function fourierBasis(): Float32Array {
  const basis = new Float32Array(2 * BINS * WINDOW)
  for (let bin = 0; bin < BINS; bin++)
    for (let n = 0; n < WINDOW; n++) {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW)
      const angle = (2 * Math.PI * bin * n) / WINDOW
      basis[bin * WINDOW + n] = Math.cos(angle) * hann
      basis[(bin + BINS) * WINDOW + n] = -Math.sin(angle) * hann
    }
  return basis
}

/** Triangular filters on the Slaney mel scale, each of unit area. */
function melFilters(): Float32Array {
  const edges = Array.from({ length: BANDS + 2 }, (_, i) =>
    melToHz((hzToMel(SAMPLE_RATE / 2) * i) / (BANDS + 1))
  )
  const edge = (i: number): number => edges[i] ?? NaN
  const filters = new Float32Array(BANDS * BINS)
  for (let band = 0; band < BANDS; band++)
    for (let bin = 0; bin < BINS; bin++) {
      const hz = (bin * SAMPLE_RATE) / WINDOW
      const rise = (hz - edge(band)) / (edge(band + 1) - edge(band))
      const fall = (edge(band + 2) - hz) / (edge(band + 2) - edge(band + 1))
      filters[band * BINS + bin] = (Math.max(0, Math.min(rise, fall)) * 2) / (edge(band + 2) - edge(band))
    }
  return filters
}

/** Slaney's mel scale (Auditory Toolbox, 1998): linear to 1 kHz, logarithmic above, 27 steps per factor of 6.4. */
const HZ_PER_MEL = 200 / 3
const LOG_STEP = Math.log(6.4) / 27
const hzToMel = (hz: number): number => (hz < 1000 ? hz / HZ_PER_MEL : 15 + Math.log(hz / 1000) / LOG_STEP)
const melToHz = (mel: number): number =>
  mel < 15 ? mel * HZ_PER_MEL : 1000 * Math.exp(LOG_STEP * (mel - 15))
