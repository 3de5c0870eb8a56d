import { reorderToEkman7 } from '../convert/expression-labels.ts'
import {
  appendFaceApiExpression,
  faceApiExpressionInputs,
  faceApiExpressionLabels
} from '../convert/face-api-expression.ts'
import {
  appendHumanExpression,
  humanExpressionInputs,
  humanExpressionLabels
} from '../convert/human-expression.ts'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'

/** Side of the square crop in pixels. */
const CROP_PX = 112

/** Facial expression: the mean of two nets in one graph, better than either alone on faces they have not seen. */
export const recipe: Recipe = {
  inputs: [...humanExpressionInputs, ...faceApiExpressionInputs],
  build(read) {
    const graph = new OnnxGraph('face-expression')
    const pixels = graph.node('Cast', [graph.input('image', 'uint8', ['N', CROP_PX, CROP_PX, 3])], { to: 1 })
    const a = reorderToEkman7(
      graph,
      appendHumanExpression(graph, read, pixels, CROP_PX),
      humanExpressionLabels,
      'probabilities_a'
    )
    const b = reorderToEkman7(
      graph,
      appendFaceApiExpression(graph, read, pixels),
      faceApiExpressionLabels,
      'probabilities_b'
    )
    graph.node('Div', [graph.node('Add', [a, b]), graph.scalar('nets', 2)], {}, 'probabilities')
    for (const name of ['probabilities', 'probabilities_a', 'probabilities_b'])
      graph.output(name, 'float32', ['N', 7])
    return graph.encode({
      source:
        '@vladmandic/human@3.3.6 models/emotion; @vladmandic/face-api@1.7.15 model/face_expression_model',
      licence: 'MIT'
    })
  }
}
