import { reorderToEkman7 } from '../convert/expression-labels.ts'
import {
  appendHumanExpression,
  humanExpressionInputs,
  humanExpressionLabels
} from '../convert/human-expression.ts'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'

/** Side of the square crop in pixels; the net's own 64 px grey picture is made inside the graph. */
const CROP_PX = 112

/** Facial expression, net A alone: mini-Xception of the human package. */
export const recipe: Recipe = {
  inputs: humanExpressionInputs,
  build(read) {
    const graph = new OnnxGraph('face-expression-a')
    const pixels = graph.node('Cast', [graph.input('image', 'uint8', ['N', CROP_PX, CROP_PX, 3])], { to: 1 })
    reorderToEkman7(
      graph,
      appendHumanExpression(graph, read, pixels, CROP_PX),
      humanExpressionLabels,
      'probabilities'
    )
    graph.output('probabilities', 'float32', ['N', 7])
    return graph.encode({ source: '@vladmandic/human@3.3.6 models/emotion', licence: 'MIT' })
  }
}
