import type { OnnxGraph } from './onnx-graph.ts'

/** The seven classes of the scheme ekman7, in the order every expression model here gives them. */
export const ekman7 = ['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise'] as const

/** Reorder the columns of probabilities [N,7] from a net's own order to the order of ekman7. */
export function reorderToEkman7(
  graph: OnnxGraph,
  probabilities: string,
  labels: readonly string[],
  outputName?: string
): string {
  const columns = ekman7.map((label) => {
    const column = labels.indexOf(label)
    if (column < 0) throw new Error(`the net has no class "${label}"; its classes: ${labels.join(', ')}`)
    return column
  })
  return graph.node('Gather', [probabilities, graph.ints('order', columns)], { axis: 1 }, outputName)
}
