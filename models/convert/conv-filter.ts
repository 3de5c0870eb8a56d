import type { TfTensor } from './tfjs-weights.ts'

/** A convolution filter in ONNX order. */
export interface ConvFilter {
  readonly dims: readonly [number, number, number, number]
  readonly data: Float32Array
}

/** TensorFlow [height, width, in, out] to ONNX [out, in, height, width]. */
export function convFilter(tensor: TfTensor): ConvFilter {
  const [height, width, inputs, outputs] = dims4(tensor)
  const at = (h: number, w: number, i: number, o: number): number =>
    ((h * width + w) * inputs + i) * outputs + o
  return reorder(tensor, [outputs, inputs, height, width], (o, i, h, w) => at(h, w, i, o))
}

/** TensorFlow depthwise [height, width, channels, multiplier] to ONNX [channels x multiplier, 1, height, width]. */
export function depthwiseFilter(tensor: TfTensor): ConvFilter {
  const [height, width, channels, multiplier] = dims4(tensor)
  const rowLength = channels * multiplier
  return reorder(
    tensor,
    [rowLength, 1, height, width],
    (channel, _, h, w) => (h * width + w) * rowLength + channel
  )
}

function reorder(
  tensor: TfTensor,
  dims: readonly [number, number, number, number],
  source: (a: number, b: number, c: number, d: number) => number
): ConvFilter {
  const data = new Float32Array(tensor.data.length)
  let target = 0
  for (let a = 0; a < dims[0]; a++)
    for (let b = 0; b < dims[1]; b++)
      for (let c = 0; c < dims[2]; c++)
        for (let d = 0; d < dims[3]; d++) data[target++] = tensor.data[source(a, b, c, d)] ?? NaN
  return { dims, data }
}

function dims4(tensor: TfTensor): [number, number, number, number] {
  const [a, b, c, d] = tensor.shape
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new Error(`a convolution filter needs four dimensions, got [${tensor.shape.join(', ')}]`)
  }
  return [a, b, c, d]
}
