import { reorderToEkman7 } from '../convert/expression-labels.ts'
import {
  appendFaceApiExpression,
  faceApiExpressionInputs,
  faceApiExpressionLabels
} from '../convert/face-api-expression.ts'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'

/** Side of the square crop in pixels. */
const CROP_PX = 112

/** Facial expression, net B alone: the expression net of face-api. */
export const recipe: Recipe = {
  inputs: faceApiExpressionInputs,
  build(read) {
    const graph = new OnnxGraph('face-expression-b')
    const pixels = graph.node('Cast', [graph.input('image', 'uint8', ['N', CROP_PX, CROP_PX, 3])], { to: 1 })
    reorderToEkman7(
      graph,
      appendFaceApiExpression(graph, read, pixels),
      faceApiExpressionLabels,
      'probabilities'
    )
    graph.output('probabilities', 'float32', ['N', 7])
    return graph.encode({ source: '@vladmandic/face-api@1.7.15 model/face_expression_model', licence: 'MIT' })
  }
}
