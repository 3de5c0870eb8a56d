import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import { evidenceOf, labelProbabilities } from './emotion-shares.ts'
import { textNet } from './text-net.ts'
import { readWeights } from './weights.ts'

/** Text emotion: the net that train.py stored, from word pieces to emotions, dimensions, attention and an embedding. */
export const recipe: Recipe = {
  inputs: [],
  build() {
    const weights = readWeights()
    const graph = new OnnxGraph('text-emotion')
    const { logits, dimensions, attention, embedding } = textNet(
      graph,
      weights,
      graph.input('ids', 'int64', ['B', 'T'])
    )
    const give = (name: string, value: string, width: number | string): void => {
      graph.node('Identity', [value], {}, name)
      graph.output(name, 'float32', ['B', width])
    }
    give('emotion', graph.node('Softmax', [evidenceOf(graph, weights, logits)], { axis: -1 }), 7)
    give('labels', labelProbabilities(graph, logits), 28)
    give('dimensions', dimensions, 3)
    give('attention', attention, 'T')
    give('embedding', embedding, weights.tensor('hidden.0.bias').data.length * weights.readers)
    return graph.encode({
      source: 'models/text-emotion/train.py on GoEmotions and EmoBank, words from GloVe',
      licence: 'weights CC BY-SA 4.0 (EmoBank); GoEmotions Apache-2.0; GloVe PDDL'
    })
  }
}
