import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import { constantsOfBranch } from './silero-weights.ts'
import type { Weights } from './silero-weights.ts'

/** Samples of one decision at 16 kHz (32 ms), and those before it that the network is shown again. */
const FRAME = 512
const CONTEXT = 64
const WINDOW = 256
const HOP = 128
const BINS = WINDOW / 2 + 1
const WIDTH = 128

const source = 'dist/silero_vad_v6.onnx'

/**
 * Silero's network for 16 kHz with its own weights, arranged anew: many frames go in at once, those parts that look at one
 * frame do so for all of them together, and only the recurrent cell walks from frame to frame. The answers are those of
 * the original fed frame by frame; it takes a fraction of the time, because nothing is called 31 times a second.
 */
export const recipe: Recipe = {
  inputs: [
    {
      package: '@ricky0123/vad-web',
      version: '0.0.31',
      path: source,
      sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3'
    }
  ],
  build(read) {
    const weights = constantsOfBranch(read(source), 'then_branch')
    const graph = new OnnxGraph('voice-activity')
    const frames = graph.input('frames', 'float32', ['N', CONTEXT + FRAME])
    const state = graph.input('state', 'float32', [2, 1, WIDTH])
    const looked = encoder(graph, weights, magnitudes(graph, weights, frames))
    const steps = graph.node('Reshape', [looked, graph.ints('steps', [-1, 1, WIDTH])])
    const walked = cell(graph, weights, steps, state)
    const flat = graph.node('Reshape', [graph.node('Relu', [walked]), graph.ints('flat', [-1, WIDTH])])
    const column = graph.constant('speech weights', [WIDTH, 1], weights('decoder.decoder.2.weight').data)
    const bias = graph.constant('speech bias', [1], weights('decoder.decoder.2.bias').data)
    const score = graph.node('Add', [graph.node('MatMul', [flat, column]), bias])
    const one = graph.node('Squeeze', [score, graph.ints('last', [1])])
    graph.node('Sigmoid', [one], {}, 'speech')
    graph.output('speech', 'float32', ['N'])
    graph.output('stateN', 'float32', [2, 1, WIDTH])
    return graph.encode({
      source: 'silero_vad_v6.onnx of @ricky0123/vad-web@0.0.31, its 16 kHz half',
      licence: 'MIT (Silero VAD), packaged under ISC'
    })
  }
}

/** Size of the spectrum of four windows of each frame; what is missing at its end is mirrored. [N, bins, 4] */
function magnitudes(graph: OnnxGraph, weights: Weights, frames: string): string {
  const padded = graph.node('Pad', [frames, graph.ints('pads', [0, 0, 0, CONTEXT])], { mode: 'reflect' })
  const channel = graph.node('Unsqueeze', [padded, graph.ints('channel', [1])])
  const basis = graph.constant('fourier', [2 * BINS, 1, WINDOW], weights('stft.forward_basis_buffer').data)
  const spectrum = graph.node('Conv', [channel, basis], { kernel_shape: [WINDOW], strides: [HOP] })
  const squares = graph.node('Mul', [spectrum, spectrum])
  const part = (from: number, to: number): string =>
    graph.node('Slice', [
      squares,
      graph.ints('from', [from]),
      graph.ints('to', [to]),
      graph.ints('axis', [1])
    ])
  return graph.node('Sqrt', [graph.node('Add', [part(0, BINS), part(BINS, 2 * BINS)])])
}

/** Four convolutions; the second and third halve the number of windows, so that one is left. [N, width, 1] */
function encoder(graph: OnnxGraph, weights: Weights, spectrum: string): string {
  return [1, 2, 2, 1].reduce((value, stride, layer) => {
    const kernel = weights(`encoder.${layer}.reparam_conv.weight`)
    const bias = weights(`encoder.${layer}.reparam_conv.bias`)
    const convolved = graph.node(
      'Conv',
      [
        value,
        graph.constant(`kernel ${layer}`, kernel.dims, kernel.data),
        graph.constant(`bias ${layer}`, bias.dims, bias.data)
      ],
      { kernel_shape: [3], pads: [1, 1], strides: [stride] }
    )
    return graph.node('Relu', [convolved])
  }, spectrum)
}

/** The recurrent cell over [N, 1, width]; answers its outputs and declares `stateN`, its memory after the last frame. */
function cell(graph: OnnxGraph, weights: Weights, steps: string, state: string): string {
  const gates = (name: string, width: number): Float32Array => inOrder(weights(name).data, width)
  const both = new Float32Array(8 * WIDTH)
  both.set(gates('decoder.rnn.bias_ih', 1))
  both.set(gates('decoder.rnn.bias_hh', 1), 4 * WIDTH)
  const memory = (index: number): string =>
    graph.node('Slice', [
      state,
      graph.ints('from', [index]),
      graph.ints('to', [index + 1]),
      graph.ints('axis', [0])
    ])
  const [outputs, hidden, kept] = graph.nodes(
    'LSTM',
    [
      steps,
      graph.constant('input weights', [1, 4 * WIDTH, WIDTH], gates('decoder.rnn.weight_ih', WIDTH)),
      graph.constant('memory weights', [1, 4 * WIDTH, WIDTH], gates('decoder.rnn.weight_hh', WIDTH)),
      graph.constant('cell bias', [1, 8 * WIDTH], both),
      '',
      memory(0),
      memory(1)
    ],
    { hidden_size: WIDTH },
    3
  )
  if (outputs === undefined || hidden === undefined || kept === undefined)
    throw new Error('a recurrent cell has three outputs')
  graph.node('Concat', [hidden, kept], { axis: 0 }, 'stateN')
  return outputs
}

/** Gates in the order of the file (input, forget, cell, output) to that of ONNX (input, output, forget, cell). */
function inOrder(values: Float32Array, width: number): Float32Array {
  const size = WIDTH * width
  const out = new Float32Array(values.length)
  const from = [0, 3, 1, 2]
  from.forEach((gate, at) => out.set(values.subarray(gate * size, (gate + 1) * size), at * size))
  return out
}
