import type { OnnxGraph } from '../convert/onnx-graph.ts'
import type { TextWeights } from './weights.ts'

/**
 * How far the logit of each of the seven groups lies above the logit of its own threshold [.., 7]: a group that is
 * exactly as sure as its threshold has 0. Its softmax are shares that sum to 1.
 */
export function evidenceOf(graph: OnnxGraph, weights: TextWeights, logits: string): string {
  const thresholds = Float32Array.from(weights.groupThresholds, (p) => Math.log(p / (1 - p)))
  const groups = part(graph, logits, LABELS, LABELS + GROUPS)
  return graph.node('Sub', [groups, graph.constant('thresholds', [GROUPS], thresholds)])
}

/** Probabilities of the 28 labels, each by itself. */
export const labelProbabilities = (graph: OnnxGraph, logits: string): string =>
  graph.node('Sigmoid', [part(graph, logits, 0, LABELS)])

/** Probabilities of the seven groups, each by itself. */
export const groupProbabilities = (graph: OnnxGraph, logits: string): string =>
  graph.node('Sigmoid', [part(graph, logits, LABELS, LABELS + GROUPS)])

const LABELS = 28
const GROUPS = 7

const part = (graph: OnnxGraph, logits: string, from: number, to: number): string =>
  graph.node('Slice', [logits, graph.ints('from', [from]), graph.ints('to', [to]), graph.ints('axis', [1])])
