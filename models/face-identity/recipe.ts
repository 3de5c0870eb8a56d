import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import { appendTfjsGraph } from '../convert/tfjs-graph.ts'

const human = { package: '@vladmandic/human', version: '3.3.6' } as const

/** Side of the square crop in pixels. */
const CROP_PX = 224
const WIDTH = 1024

/** A face as a direction in 1,024 dimensions: crops of one person lie nearer to each other than those of two. */
export const recipe: Recipe = {
  inputs: [
    {
      ...human,
      path: 'models/faceres.json',
      sha256: '5b83d49c0385d2e68a05122441b94226313677cae9fcc40b9587ad50079eb4df'
    },
    {
      ...human,
      path: 'models/faceres.bin',
      sha256: '2c7d2d62b76c97528b736527aa09d310ea71743c9e3e79fb6c62d4b2d73af79b'
    }
  ],
  build(read) {
    const graph = new OnnxGraph('face-identity')
    const image = graph.input('image', 'uint8', ['N', CROP_PX, CROP_PX, 3])
    const nets = appendTfjsGraph(
      graph,
      read('models/faceres.json'),
      (path) => read(`models/${path}`),
      { input_1: graph.node('Cast', [image], { to: 1 }) },
      ['global_pooling/Mean']
    )
    graph.node('Identity', [nets.get('global_pooling/Mean') ?? ''], {}, 'descriptor')
    graph.output('descriptor', 'float32', ['N', WIDTH])
    return graph.encode({ source: `${human.package}@${human.version} models/faceres`, licence: 'MIT' })
  }
}
