import { readFileSync } from 'node:fs'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import { evidenceOf } from '../text-emotion/emotion-shares.ts'
import { textNet } from '../text-emotion/text-net.ts'
import { readWeights } from '../text-emotion/weights.ts'
import { withContext } from './context.ts'

/** Conversation emotion: the text model over every turn, and a fixed rule that lets the turns around count. */
export const recipe: Recipe = {
  inputs: [],
  files: { tok: () => readFileSync(new URL('../text-emotion/tokenizer.json', import.meta.url)) },
  build() {
    const weights = readWeights()
    const graph = new OnnxGraph('conversation-emotion')
    const ids = graph.input('ids', 'int64', ['T', 'L'])
    const speakers = graph.input('speakers', 'int64', ['T'])
    const { logits } = textNet(graph, weights, ids)
    const evidence = evidenceOf(graph, weights, logits)
    const give = (name: string, value: string): void => {
      graph.node('Softmax', [value], { axis: -1 }, name)
      graph.output(name, 'float32', ['T', 7])
    }
    give('past', withContext(graph, evidence, speakers, { future: false }))
    give('around', withContext(graph, evidence, speakers, { future: true }))
    give('alone', evidence)
    return graph.encode({
      source: 'models/text-emotion/train.py and the rule of models/conversation-emotion/context.ts',
      licence: 'weights CC BY-SA 4.0 (EmoBank); GoEmotions Apache-2.0; GloVe PDDL'
    })
  }
}
